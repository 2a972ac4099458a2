import type { Ports } from '../../port/ports';
import type { Controller } from '../controller';
import type { ReachedThrough } from '../pod/needed-delay';

/** The parts of a workload that its pods share with its Service, if it has one. */
export interface SharedParts {
  /** Name of the workload. */
  readonly name: string;
  /** The option that sets the name. */
  readonly nameOption: string;
  /** Name of the Service, if the workload has one. */
  readonly serviceName?: string;
  readonly ports: Ports;
  readonly controller: Controller;
  /** The way into the pods through the Service of the workload. */
  readonly service?: ReachedThrough;
}
