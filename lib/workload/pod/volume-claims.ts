import { PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import type { VolumeClaim } from '../controller';
import { quantity } from './quantity';
import type { Json } from '../../manifest/manifest';

/** Renders the claim templates of a StatefulSet. @internal */
export function volumeClaimTemplates(claims: readonly VolumeClaim[] = []): Json[] | undefined {
  return claims.length === 0 ? undefined : claims.map(claim => ({
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
