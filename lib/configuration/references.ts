import type { Json } from '../manifest/manifest';

/** What pods use of a ConfigMap or a Secret. */
export interface UsedMap {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that they use; undefined if they use all of them. */
  readonly keys?: readonly string[];
}

/** A reference of a pod to a ConfigMap or a Secret. */
export interface MapReference extends UsedMap {
  /** The field that contains the reference. */
  readonly field: string;
  /** Whether the pod can do without the map and its keys. */
  readonly optional?: boolean;
}

/**
 * What the containers and volumes of a pod use of ConfigMaps and Secrets, one entry for each map.
 *
 * @internal
 */
export function usedMaps(pod: Json): UsedMap[] {
  const used = new Map<string, UsedMap>();
  for (const { kind, name, keys } of referencesIn(pod)) {
    const key = `${kind}/${name}`;
    used.set(key, combined(used.get(key), { kind, name, keys }));
  }
  return [...used.values()];
}

/**
 * The fields of a pod that refer to ConfigMaps and Secrets in https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (Kubernetes
 * 1.37). Image pull secrets are not among them: the kubelet reads them each time that it pulls an image. Nor are the secrets of storage drivers, which the
 * containers do not see.
 *
 * @internal
 */
export function referencesIn({ containers = [], initContainers = [], volumes = [] }: Json): MapReference[] {
  const references: MapReference[] = [...containers, ...initContainers].flatMap(inVariables).concat(volumes.flatMap(inVolume));
  return references.filter(({ name }) => typeof name === 'string');
}

function inVariables({ name: container, env = [], envFrom = [] }: Json): MapReference[] {
  const prefix = `containers['${container}'].`;
  return [
    ...env.flatMap(({ name, valueFrom }: Json) => [
      ...ofKey(`${prefix}env['${name}']`, 'ConfigMap', valueFrom?.configMapKeyRef), ...ofKey(`${prefix}env['${name}']`, 'Secret', valueFrom?.secretKeyRef),
    ]),
    ...envFrom.flatMap(({ configMapRef, secretRef }: Json) => [
      ...ofItems(`${prefix}envFrom`, 'ConfigMap', configMapRef), ...ofItems(`${prefix}envFrom`, 'Secret', secretRef),
    ]),
  ];
}

function inVolume({ name, configMap, secret, projected }: Json): MapReference[] {
  const sources: Json[] = [{ configMap, secret: secret && { ...secret, name: secret.secretName } }, ...projected?.sources ?? []];
  const field = `volumes['${name}'].items`;
  return sources.flatMap(source => [...ofItems(field, 'ConfigMap', source.configMap), ...ofItems(field, 'Secret', source.secret)]);
}

function ofKey(field: string, kind: UsedMap['kind'], reference: Json | undefined): MapReference[] {
  return reference ? [{ field, kind, name: reference.name, keys: [reference.key], optional: reference.optional }] : [];
}

/** A reference to certain keys of a map, or to all of them if it has no items. */
function ofItems(field: string, kind: UsedMap['kind'], reference: Json | undefined): MapReference[] {
  const { name, optional, items = [] } = reference ?? {};
  return reference ? [{ field, kind, name, keys: items.length > 0 ? items.map(({ key }: Json) => key) : undefined, optional }] : [];
}

function combined(before: UsedMap | undefined, added: UsedMap): UsedMap {
  const keys = !before ? added.keys : before.keys && added.keys && [...before.keys, ...added.keys];
  return { ...added, keys };
}
