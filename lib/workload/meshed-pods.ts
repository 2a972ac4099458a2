import type { Workload } from 'cdk8s-plus-28';
import type { IConstruct, IValidation } from 'constructs';
import type { Shutdown } from './shutdown';
import type { WorkloadPodProps } from './workload-props';
import type { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { MetadataOptions } from '../manifest/metadata-options';
import { checkMeshedPods, meshValidation } from '../mesh/check-mesh';
import { checkMeshProbes } from '../mesh/check-probes';
import type { PodMetadata } from '../mesh/membership';
import { meshPodAnnotations } from '../mesh/pod-annotations';
import type { Ports } from '../port/ports';
import type { Problems } from '../rules/rule';
import { secondsOf } from '../values/durations';

/**
 * The pods of a workload, and the proxy that the mesh of the cluster injects into them.
 *
 * @internal
 */
export class MeshedPods {
  private readonly chartLabels: Record<string, string>;

  constructor(
    private readonly mesh: Mesh | undefined, private readonly props: WorkloadPodProps, chartLabels: Readonly<Record<string, string>>,
    private readonly ports: Ports,
  ) {
    this.chartLabels = Object.fromEntries(Object.entries(chartLabels).filter(([key]) => !props.excludedChartLabels?.includes?.(key)));
  }

  /** Reports settings that do not work with the proxy. */
  public check(problems: Problems, containerName: string): void {
    const metadata = this.metadata(this.props.podMetadata);
    const { all, exposed } = this.ports;
    checkMeshedPods(problems, this.mesh, { metadata, ports: all, containerName, user: this.props.security?.user, group: this.props.security?.group });
    checkMeshProbes(problems, this.mesh, metadata, this.props, [...exposed, ...all.filter(port => !port.exposed)]);
  }

  /** The annotations of a pod template that configure the proxy. */
  public annotations(template: Json, shutdown: Shutdown): Record<string, string> {
    const gracePeriod = shutdown.gracePeriod && secondsOf(shutdown.gracePeriod);
    return meshPodAnnotations(this.mesh, template, this.ports.all, { delay: shutdown.delay, gracePeriod });
  }

  /** A validation of cdk8s that reports at synth containers that do not work with the proxy. */
  public validation(declaration: IConstruct, workload: Workload): IValidation {
    return meshValidation(declaration, workload, this.mesh, () => this.metadata(workload.podMetadata.toJson()));
  }

  private metadata(metadata: MetadataOptions = {}): PodMetadata {
    return { labels: { ...this.chartLabels, ...metadata.labels }, annotations: metadata.annotations };
  }
}
