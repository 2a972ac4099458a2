import type { Workload } from 'cdk8s-plus-28';
import { checkContainersInMesh, checkMeshedPods } from './check-mesh';
import { checkMeshProbes } from './check-probes';
import type { PodMetadata } from './membership';
import type { MeshedContainer } from './meshed-container';
import { meshPodAnnotations, type PodTermination } from './pod-annotations';
import type { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Ports } from '../port/ports';
import type { Problems } from '../rules/rule';

/** The parts of a declaration that can conflict with a proxy. */
export interface MeshedPodsProps {
  readonly mesh?: Mesh;
  /** Labels of the chart that the pods get, and those of the declaration. */
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly metadata?: MetadataOptions;
  readonly user?: number;
  readonly group?: number;
  readonly containers: readonly MeshedContainer[];
  readonly ports: Ports;
}

/**
 * The pods of a workload, and the proxy that the mesh of the cluster injects into them.
 *
 * @internal
 */
export class MeshedPods {
  constructor(private readonly props: MeshedPodsProps) {}

  /** Reports settings that do not work with the proxy. */
  public check(problems: Problems): void {
    const { mesh, user, group, containers, ports } = this.props;
    if (!mesh) {
      return;
    }
    const metadata = this.podMetadata(this.props.metadata);
    checkMeshedPods(problems, mesh, { metadata, ports, containers, user, group });
    containers.forEach(container => checkMeshProbes(problems, mesh, metadata, container));
  }

  /** The annotations of a pod template that configure the proxy. */
  public annotations(template: Json, termination: () => PodTermination): Record<string, string> {
    return meshPodAnnotations(this.props.mesh, template, this.props.ports.all, termination);
  }

  /** Reports containers that do not work with the proxy, including containers and ports that were added after the declaration. */
  public checkContainers(problems: Problems, workload: Workload): void {
    if (this.props.mesh) {
      checkContainersInMesh(problems, this.props.mesh, this.podMetadata(workload.podMetadata.toJson()), workload);
    }
  }

  private podMetadata({ labels, annotations }: MetadataOptions = {}): PodMetadata {
    return { labels: { ...this.props.commonLabels, ...labels }, annotations };
  }
}
