import type { Volume, Workload } from 'cdk8s-plus-28';

/** All parts of the pods of a workload that methods of cdk8s-plus can add or replace. @internal */
export function podParts(workload: Workload): unknown[] {
  const containers = [...workload.containers, ...workload.initContainers];
  return [
    ...containers,
    ...containers.flatMap(({ env, ports, mounts }) => [...Object.entries(env.variables).flat(), ...env.sources, ...ports, ...mounts]),
    ...workload.volumes,
    ...[workload.metadata, workload.podMetadata].map(metadata => JSON.stringify(metadata.toJson())),
  ];
}

/** All volumes of the pods of a workload, including those that only a container mounts. @internal */
export function volumesOf({ volumes, containers, initContainers }: Workload): Set<Volume> {
  return new Set([...volumes, ...[...containers, ...initContainers].flatMap(({ mounts }) => mounts.map(({ volume }) => volume))]);
}
