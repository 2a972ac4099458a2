import type { IConstruct } from 'constructs';
import type { ServiceAddress } from './service-address';

/**
 * What is reached by a Service: an `ExposedWorkload`, `ExposedPods`, an `ExternalService`, or an `ImportedService`.
 */
export interface IReachable extends IConstruct {
  /** How it is reached from inside the cluster. */
  readonly address: ServiceAddress;
}
