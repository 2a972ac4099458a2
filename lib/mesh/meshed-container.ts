import type { HealthChecks } from '../health/probe';
import type { ProbedPorts } from '../port/ports';

/** A declared container next to a proxy. */
export interface MeshedContainer {
  /** Prefix of its properties in messages: empty, or the path of the container with a dot. */
  readonly prefix: string;
  readonly name: string;
  /** The property that sets its name, for messages. */
  readonly nameField: string;
  readonly options: HealthChecks;
  readonly ports: ProbedPorts;
}
