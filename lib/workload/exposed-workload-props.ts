import type { WorkloadOptions } from './workload-options';
import type { ContainerImage } from '../container/container-image';
import type { Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Port } from '../port/port';

/**
 * A workload and its exposure.
 */
export interface ExposedWorkloadProps extends WorkloadOptions, ContainerImage {
  /**
   * Ports on which the workload's own container listens. The list can be empty if another container has a port that is exposed, or if the Service is
   * headless.
   */
  readonly ports: Port[];

  /**
   * Type of the Service and its options. If you change it to or from a headless Service, the Service must be recreated, and a StatefulSet with
   * it: delete both first (the StatefulSet with `--cascade=orphan`), then apply.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Name of the Service and thus its DNS name, and of the workload and the container unless `workloadName` and `containerName` are set. A change of
   * the workload's name also changes its selector: a new workload is created and the old one stays; a new StatefulSet gets new volumes. If you change
   * only `name` of a StatefulSet and keep its `workloadName`, recreate the StatefulSet, because Kubernetes does not allow changes to the name of its
   * governing Service: delete it with `--cascade=orphan` first, so that its pods and volumes stay, then apply.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the Deployment, StatefulSet or DaemonSet. It selects the pods: if you change it, a new workload is created and the old one stays.
   *
   * @default - the name of the Service
   */
  readonly workloadName?: string;

  /**
   * Labels and annotations of the Service. The additional headless Service of a StatefulSet gets only the labels, because annotations configure
   * how controllers treat a Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;
}
