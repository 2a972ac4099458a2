import { AccessMode, type ClaimOptions } from './claim-options';
import type { VolumeClaim } from './volume-claim';
import type { Json } from '../manifest/manifest';

/** The spec of a claim in the form of the API. @internal */
export function claimSpec(claim: ClaimOptions & Pick<VolumeClaim, 'volumeName'>): Json {
  return {
    accessModes: claim.accessModes ?? [AccessMode.READ_WRITE_ONCE],
    storageClassName: claim.storageClassName,
    resources: { requests: { storage: claim.storage } },
    selector: claim.selector && { matchLabels: claim.selector },
    volumeMode: claim.volumeMode,
    volumeName: claim.volumeName,
    volumeAttributesClassName: claim.volumeAttributesClassName,
    dataSource: claim.dataSource && { ...claim.dataSource },
    dataSourceRef: claim.dataSourceRef && { ...claim.dataSourceRef },
  };
}

/** The labels and annotations of a claim that is created from a template; undefined if it has none. @internal */
export function templateMetadata({ metadata: { labels, annotations } = {} }: ClaimOptions): Json | undefined {
  return labels || annotations ? { labels, annotations } : undefined;
}

/**
 * Renders the claim templates of a StatefulSet. The API server adds the API version and the kind when it returns the object, so that Argo CD reports
 * a difference if they are not written.
 *
 * @see https://github.com/argoproj/argo-cd/issues/11143
 * @internal
 */
export function volumeClaimTemplates(claims: readonly VolumeClaim[] = []): Json[] | undefined {
  return claims.length === 0 ? undefined : claims.map(claim => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claim.name, namespace: claim.namespace, ...templateMetadata(claim) },
    spec: claimSpec(claim),
  }));
}

/** Renders the mounts of the claims in the workload's own container. @internal */
export function volumeClaimMounts(claims: readonly VolumeClaim[] = []): Json[] {
  return claims.flatMap(({ name, mountPath }) => mountPath === undefined ? [] : [{ name, mountPath }]);
}
