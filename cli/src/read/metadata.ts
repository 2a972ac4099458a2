import { unlessEmpty, withoutUndefined, type Fields } from './fields';

/** Labels and annotations of an object. */
export interface Metadata {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** Metadata that identifies an object, or that the cluster writes. */
const OF_THE_CLUSTER = ['name', 'namespace', 'creationTimestamp', 'generation', 'resourceVersion', 'uid', 'managedFields', 'selfLink'];

/** Annotations that kubectl and controllers write. */
const WRITTEN = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

/** Annotations that the API server writes, so that they say nothing about an object that was read from a cluster. */
const OF_THE_SERVER = ['deprecated.daemonset.template.generation'];

/** Reads labels and annotations of an object, apart from those that a cluster writes. */
export function readMetadata(metadata: Fields): Metadata | undefined {
  const isDump = metadata.has('uid');
  OF_THE_CLUSTER.forEach(name => metadata.read(name));
  const annotations = metadata.readMap('annotations');
  [...WRITTEN, ...isDump ? OF_THE_SERVER : []].forEach(name => delete annotations?.[name]);
  return unlessEmpty(withoutUndefined<Metadata>({ labels: nonEmpty(metadata.readMap('labels')), annotations: nonEmpty(annotations) }));
}

function nonEmpty(map: Record<string, string> | undefined): Record<string, string> | undefined {
  return map && unlessEmpty(map);
}
