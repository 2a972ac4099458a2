import type { KubernetesVersion } from '../rules/versions';

/** What determines which scalers a workload can have. */
export interface ScalingContext {
  readonly version: KubernetesVersion;
  /** Whether KEDA runs in the cluster. */
  readonly keda: boolean;
  /** Name of the workload. */
  readonly name: string;
  /** Name of its own container. */
  readonly ownContainer: string;
  /** Whether callers reach the pods through a Service. */
  readonly isExposed: boolean;
}
