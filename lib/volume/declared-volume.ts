import { Volume, type Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Json } from '../manifest/manifest';

/** The class of cdk8s-plus, whose constructor is private. It returns the source as it is from `_toKube`. */
const PlainVolume = Volume as unknown as new (scope: Construct, id: string, name: string, source: Json) => Volume;

/** A volume whose source this library renders, so that it can have fields that cdk8s-plus does not know. @internal */
export class DeclaredVolume extends PlainVolume {}

/** A volume claim of a StatefulSet as a volume of cdk8s-plus. The StatefulSet controller adds the volume to the pods. @internal */
export class TemplateVolume extends PlainVolume {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, name, {});
  }
}

/** All volumes of the pods of a workload, including those that only a container mounts. @internal */
export function volumesOf({ volumes, containers, initContainers }: Workload): Set<Volume> {
  return new Set([...volumes, ...[...containers, ...initContainers].flatMap(({ mounts }) => mounts.map(({ volume }) => volume))]);
}

/**
 * Completes the volumes and mounts of a pod: cdk8s-plus has dropped the fields that Kubernetes 1.28 does not have.
 *
 * @param first names of the volumes that precede the others
 * @internal
 */
export function completeVolumes(spec: Json, workload: Workload, first: readonly string[]): void {
  const { containers, initContainers } = workload;
  const byName = new Map(Array.from(volumesOf(workload), volume => [volume.name, volume]));
  const completed = (spec.volumes as Json[] | undefined)?.flatMap(rendered => {
    const volume = byName.get(rendered.name);
    return volume instanceof TemplateVolume ? [] : volume instanceof DeclaredVolume ? [volume._toKube()] : [rendered];
  });
  const positionOf = ({ name }: Json) => first.includes(name) ? first.indexOf(name) : first.length;
  spec.volumes = completed?.length ? completed.sort((a, b) => positionOf(a) - positionOf(b)) : undefined;
  const rendered: Json[] = [...spec.containers, ...spec.initContainers ?? []];
  [...containers, ...initContainers].forEach(({ mounts }, index) => mounts.forEach(({ recursiveReadOnly }: Json, at) => {
    if (recursiveReadOnly !== undefined) {
      rendered[index].volumeMounts[at].recursiveReadOnly = recursiveReadOnly;
    }
  }));
}
