import type { Json } from '../manifest/manifest';

/** Whether the containers or volumes of a pod can refer to ConfigMaps or Secrets. Few workloads need more than this question. @internal */
export function mayUseConfiguration({ containers = [], initContainers = [], volumes = [] }: Json): boolean {
  return containers.some(readsVariables) || initContainers.some(readsVariables) || volumes.some(isConfiguration);
}

function readsVariables({ env, envFrom }: Json): boolean {
  return envFrom?.length > 0 || (env ?? []).some(({ valueFrom }: Json) => valueFrom?.configMapKeyRef ?? valueFrom?.secretKeyRef);
}

function isConfiguration({ configMap, secret, projected }: Json): boolean {
  return Boolean(configMap ?? secret ?? projected);
}
