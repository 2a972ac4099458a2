import { PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import type { VolumeClaim } from '../controller';
import { quantity } from './quantity';
import type { Json } from '../../manifest/manifest';

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
    metadata: { name: claim.name },
    spec: {
      accessModes: claim.accessModes ?? [PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storageClassName: claim.storageClassName,
      resources: { requests: { storage: quantity(claim.storage) } },
    },
  }));
}

/** Renders the mounts of the claims in the workload's own container. @internal */
export function volumeClaimMounts(claims: readonly VolumeClaim[] = []): Json[] {
  return claims.map(claim => ({ name: claim.name, mountPath: claim.mountPath }));
}
