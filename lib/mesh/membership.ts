import { propertiesOf, type MeshProperties } from './mesh-properties';
import type { Mesh } from '../cluster/mesh';
import type { MeshProxy } from '../cluster/mesh-options';
import { sortedEntries } from '../values/compare-names';

/** Labels and annotations of pods. */
export interface PodMetadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A proxy that shares the network of pods, with the properties of its mesh. */
export interface PodProxy {
  readonly mesh: MeshProperties;
  readonly proxy: MeshProxy;
}

const KINDS = ['labels', 'annotations'] as const;

/** Whether pods with these labels and annotations are in the mesh. @internal */
export function isInMesh(mesh: Mesh | undefined, metadata: PodMetadata): boolean {
  const { optOut, optIn } = propertiesOf(mesh) ?? {};
  return Boolean(mesh) && !hasAny(metadata, optOut) && (entriesOf(optIn).length === 0 || hasAny(metadata, optIn));
}

/** The proxy of pods with these labels and annotations; undefined if the pods are not in a mesh, or if the mesh has no proxy in pods. @internal */
export function proxyOf(mesh: Mesh | undefined, metadata: PodMetadata): PodProxy | undefined {
  const properties = propertiesOf(mesh);
  return properties?.proxy && isInMesh(mesh, metadata) ? { mesh: properties, proxy: properties.proxy } : undefined;
}

/** The end of a message that says how a user leaves pods out of the mesh; empty if the mesh has no label or annotation for it. @internal */
export function optOutFix({ optOut, optIn }: MeshProperties): string {
  const [out] = entriesOf(optOut);
  if (out) {
    return `, or exclude the pods from the mesh with podMetadata: { ${out.kind}: { '${out.key}': '${out.value}' } }`;
  }
  const keys = entriesOf(optIn).map(({ key }) => `'${key}'`);
  return keys.length > 0 ? `, or exclude the pods from the mesh: remove ${keys.join(' and ')} from podMetadata` : '';
}

/** Whether incoming traffic of a port bypasses the proxy. @internal */
export function bypassesProxy({ skippedPortsAnnotation: annotation }: MeshProxy, { annotations }: PodMetadata, port: number): boolean {
  const listed = annotation ? String(annotations?.[annotation] ?? '') : '';
  return listed.split(',').some(range => {
    const [from, to = from] = range.trim().split('-').map(Number);
    return port >= from && port <= to;
  });
}

function hasAny(metadata: PodMetadata, wanted: PodMetadata | undefined): boolean {
  return entriesOf(wanted).some(({ kind, key, value }) => metadata[kind]?.[key] === value);
}

/** The entries, sorted by key because some languages iterate over a map in a different order in each run of a program. */
function entriesOf(metadata: PodMetadata | undefined): { kind: typeof KINDS[number]; key: string; value: string }[] {
  return KINDS.flatMap(kind => {
    const sorted = sortedEntries(metadata?.[kind]);
    return sorted.map(([key, value]) => ({ kind, key, value }));
  });
}
