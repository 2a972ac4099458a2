import type { IConstruct } from 'constructs';
import type { ServiceAddress } from './service-address';

/**
 * A declaration that callers reach through a Service: an `ExposedWorkload`, `ExposedPods`, an `ExternalService`, or an `ImportedService`.
 * It can be the target of `connectTo` and the backend of a `Route`.
 */
export interface IReachable extends IConstruct {
  /** The address of the Service inside the cluster: its host, ports and URLs. */
  readonly address: ServiceAddress;
}
