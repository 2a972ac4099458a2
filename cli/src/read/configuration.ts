import type { Document } from '../document';

/**
 * Whether the containers or volumes of a pod use one of these ConfigMaps and Secrets.
 *
 * @param maps other objects are ignored
 */
export function usesOneOf(maps: readonly Document[], { containers, initContainers, volumes }: Document): boolean {
  const used = [...containers, ...initContainers ?? []].flatMap(inVariables).concat((volumes ?? []).flatMap(inVolume));
  return maps.some(({ apiVersion, kind, metadata }) => apiVersion === 'v1' && used.includes(`${kind}/${metadata.name}`));
}

function inVariables({ env, envFrom }: Document): string[] {
  return [
    ...(env ?? []).flatMap(({ valueFrom }: Document) => references(valueFrom?.configMapKeyRef, valueFrom?.secretKeyRef)),
    ...(envFrom ?? []).flatMap(({ configMapRef, secretRef }: Document) => references(configMapRef, secretRef)),
  ];
}

function inVolume({ configMap, secret, projected }: Document): string[] {
  return [
    ...references(configMap, secret && { name: secret.secretName }),
    ...(projected?.sources ?? []).flatMap((source: Document) => references(source.configMap, source.secret)),
  ];
}

function references(configMap: Document, secret: Document): string[] {
  return [...configMap ? [`ConfigMap/${configMap.name}`] : [], ...secret ? [`Secret/${secret.name}`] : []];
}
