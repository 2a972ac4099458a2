import type { Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { IPodSource } from '../pods/pod-selection';
import type { Port } from '../port/port';

/**
 * Options of `ExposedPods`: existing pods, and the Service that exposes them.
 */
export interface ExposedPodsProps {
  /**
   * The pods: an `ExposedWorkload` or a `Worker`, `PodSelection.labels(…)` for pods with certain labels, or `PodSelection.of(…)` for a Deployment or
   * another workload of cdk8s-plus. They must be in the namespace of the chart, because a Service selects only pods of its own namespace.
   */
  readonly selector: IPodSource;

  /**
   * Ports of the pods that the Service exposes.
   *
   * @default - none: no Service is generated, and the pods only call others
   */
  readonly ports?: Port[];

  /**
   * How the pods can be reached.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether the pods get a network policy that allows only the declared traffic. `false` excludes the pods from the isolation of an outer scope
   * (`Isolation.enable`).
   *
   * @default - the setting of the outer scope; nothing is isolated unless isolation is enabled
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly isolate?: boolean;

  /**
   * Name of the network policy, such as that of an existing one. A policy of the network policy provider (`networkPolicyProvider` of the `ClusterProfile`)
   * has the same name. It requires that the pods are isolated.
   *
   * @default - the name of the Service, or the id of the construct if there is no Service
   */
  readonly networkPolicyName?: string;

  /**
   * Labels and annotations of the network policy. They require that the pods are isolated.
   *
   * @default - the labels of the chart
   */
  readonly networkPolicyMetadata?: MetadataOptions;

  /**
   * Name of the Service, which is also its DNS name.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;
}
