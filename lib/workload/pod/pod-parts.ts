import type { Container } from 'cdk8s-plus-28';
import type { ManagedWorkload } from './workloads';

/** Appends all parts of the pods of a workload that methods of cdk8s and cdk8s-plus can add or replace, for checks at synth. @internal */
export function appendPodParts(parts: unknown[], workload: ManagedWorkload): void {
  appendContainers(parts, workload.containers);
  appendContainers(parts, workload.initContainers);
  parts.push(...workload.volumes);
  parts.push(workload.metadata.revision, workload.podMetadata.revision);
}

/** Validations of apps with many charts spend most of their time here, so it copies as little as possible. */
function appendContainers(parts: unknown[], containers: readonly Container[]): void {
  for (const container of containers) {
    const { env, ports, mounts } = container;
    parts.push(container, ...env.sources, ...ports, ...mounts);
    for (const [name, value] of Object.entries(env.variables)) {
      parts.push(name, value);
    }
  }
}
