import type { Json } from '../manifest/manifest';

/** What pods use of a ConfigMap or a Secret. */
export interface UsedMap {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that they use; undefined if they use all of them. */
  readonly keys?: readonly string[];
}

/** A key that a pod cannot do without. */
export interface RequiredKey extends Pick<UsedMap, 'kind' | 'name'> {
  readonly key: string;
  /** The field that refers to it. */
  readonly field: string;
}

/**
 * What the containers and volumes of a pod use of ConfigMaps and Secrets, one entry for each map: the fields that refer to them in
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (Kubernetes 1.37). Image pull secrets are not among them: the kubelet
 * reads them each time that it pulls an image. Nor are the secrets of storage drivers, which the containers do not see.
 *
 * @internal
 */
export function usedMaps({ containers = [], initContainers = [], volumes = [] }: Json): UsedMap[] {
  const used = new Map<string, UsedMap>();
  for (const reference of [...containers, ...initContainers].flatMap(inVariables).concat(volumes.flatMap(inVolume))) {
    if (typeof reference.name === 'string') {
      const key = `${reference.kind}/${reference.name}`;
      used.set(key, combined(used.get(key), reference));
    }
  }
  return [...used.values()];
}

/** The keys to which variables and volumes of a pod refer, without optional references. @internal */
export function requiredKeys({ containers = [], initContainers = [], volumes = [] }: Json): RequiredKey[] {
  const inContainers = [...containers, ...initContainers].flatMap(({ name, env = [] }: Json) => env.flatMap((variable: Json) => {
    const { configMapKeyRef, secretKeyRef } = variable.valueFrom ?? {};
    const field = `containers['${name}'].env['${variable.name}']`;
    return [...keysIn(field, 'ConfigMap', withItem(configMapKeyRef)), ...keysIn(field, 'Secret', withItem(secretKeyRef))];
  }));
  const inVolumes = volumes.flatMap(({ name, configMap, secret, projected }: Json) => {
    const field = `volumes['${name}'].items`;
    const ofVolume = { configMap, secret: secret && { ...secret, name: secret.secretName } };
    return [ofVolume, ...projected?.sources ?? []].flatMap(source => [
      ...keysIn(field, 'ConfigMap', source.configMap), ...keysIn(field, 'Secret', source.secret),
    ]);
  });
  return [...inContainers, ...inVolumes];
}

/** A reference of a variable in the form of a reference of a volume. */
function withItem(reference: Json | undefined): Json | undefined {
  return reference && { ...reference, items: [{ key: reference.key }] };
}

function keysIn(field: string, kind: UsedMap['kind'], reference: Json | undefined): RequiredKey[] {
  const { name, optional, items = [] } = reference ?? {};
  return typeof name === 'string' && !optional ? items.map(({ key }: Json) => ({ kind, name, key, field })) : [];
}

function inVariables({ env = [], envFrom = [] }: Json): UsedMap[] {
  return [
    ...env.flatMap(({ valueFrom }: Json) => [...ofKey('ConfigMap', valueFrom?.configMapKeyRef), ...ofKey('Secret', valueFrom?.secretKeyRef)]),
    ...envFrom.flatMap(({ configMapRef, secretRef }: Json) => [...ofItems('ConfigMap', configMapRef), ...ofItems('Secret', secretRef)]),
  ];
}

function inVolume({ configMap, secret, projected }: Json): UsedMap[] {
  return [
    ...ofItems('ConfigMap', configMap),
    ...ofItems('Secret', secret && { name: secret.secretName, items: secret.items }),
    ...(projected?.sources ?? []).flatMap((source: Json) => [...ofItems('ConfigMap', source.configMap), ...ofItems('Secret', source.secret)]),
  ];
}

function ofKey(kind: UsedMap['kind'], reference: Json | undefined): UsedMap[] {
  return reference ? [{ kind, name: reference.name, keys: [reference.key] }] : [];
}

/** A reference to certain keys of a map, or to all of them if it has no items. */
function ofItems(kind: UsedMap['kind'], reference: Json | undefined): UsedMap[] {
  const { name, items = [] } = reference ?? {};
  return reference ? [{ kind, name, keys: items.length > 0 ? items.map(({ key }: Json) => key) : undefined }] : [];
}

function combined(before: UsedMap | undefined, added: UsedMap): UsedMap {
  const keys = !before ? added.keys : before.keys && added.keys && [...before.keys, ...added.keys];
  return { ...added, keys };
}
