import type { WorkloadPodProps } from './workload-props';
import type { Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Port } from '../port/port';

/**
 * A workload and how it is reached.
 */
export interface ExposedWorkloadProps extends WorkloadPodProps {
  /** Ports that the container listens on. Only a headless Service can do without. */
  readonly ports: Port[];

  /**
   * How the workload is reached. Changing it recreates the Service where it becomes headless or was so, and a StatefulSet with it: delete
   * both first, the StatefulSet with `--cascade=orphan`, then apply.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether the pods get a network policy that allows what is declared and nothing else. `false` leaves them out where the scope around is
   * isolated (`Isolation.enable`).
   *
   * @default - as the scope around; nothing is isolated unless asked for
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly isolate?: boolean;

  /**
   * Name of the Service, which is its name in DNS, of the container, and of the workload unless `workloadName` says otherwise. With the
   * name of the workload its selector changes: a new workload is made beside the old one, for a StatefulSet with new volumes. Changing it
   * recreates a StatefulSet whose `workloadName` stays: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the Deployment, StatefulSet or DaemonSet. It selects the pods: a change makes a new workload beside the old one.
   *
   * @default - the name of the Service
   */
  readonly workloadName?: string;

  /**
   * Labels and annotations of the Deployment, StatefulSet or DaemonSet.
   *
   * @default - the labels of the chart
   */
  readonly workloadMetadata?: MetadataOptions;

  /**
   * Labels and annotations of the Service. The headless Service that a StatefulSet has besides gets the labels alone, because annotations
   * tell controllers what to do with a Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;
}
