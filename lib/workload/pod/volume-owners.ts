import type { Json } from '../../manifest/manifest';

/**
 * The volume sources whose group the kubelet sets to `fsGroup`. A new file system on them belongs to root. The kubelet changes no `hostPath` and no
 * `nfs` volume, and an `emptyDir` is writable for all users (`NewVolumeOwnership` in pkg/volume, `perm` in pkg/volume/emptydir/empty_dir.go of
 * Kubernetes 1.37).
 */
const OWNED = ['persistentVolumeClaim', 'ephemeral', 'awsElasticBlockStore', 'azureDisk', 'gcePersistentDisk', 'iscsi', 'fc'];

/** The mount of a volume that belongs to root by a container that does not run as root. */
export interface UnownedMount {
  readonly container: Json;
  readonly volume: string;
}

/**
 * The mounts with which containers that do not run as root can write to volumes of claims and disks.
 *
 * @param pod the spec of the pods
 * @param claims names of the claims of a StatefulSet
 * @internal
 */
export function unownedMounts(pod: Json, claims: readonly string[]): UnownedMount[] {
  const owned = new Set([...claims, ...list(pod.volumes).filter(isOwned).map(({ name }) => name)]);
  if (owned.size === 0) {
    return [];
  }
  const containers = [...list(pod.containers), ...list(pod.initContainers)].filter(container => !runsAsRoot(container, pod));
  return containers.flatMap(container => {
    const written = list(container.volumeMounts).filter(({ name, readOnly }) => owned.has(name) && !readOnly);
    return written.map(({ name }) => ({ container, volume: name }));
  });
}

/**
 * The group that lets containers write to volumes of claims and disks: the group or the user of the pods, or else those of such a container.
 * Undefined if no group is known, or none is needed.
 *
 * @param pod the spec of the pods
 * @param claims names of the claims of a StatefulSet
 * @internal
 */
export function groupOfVolumes(pod: Json, claims: readonly string[]): number | undefined {
  const mounts = unownedMounts(pod, claims);
  if (mounts.length === 0) {
    return undefined;
  }
  const { runAsGroup, runAsUser } = pod.securityContext;
  const ofContainers = mounts.flatMap(({ container: { securityContext } }) => [securityContext.runAsGroup, securityContext.runAsUser]);
  // as a user, 0 is root, which needs no group
  return [runAsGroup, runAsUser || undefined, ...ofContainers].find(id => id !== undefined);
}

function isOwned(volume: Json): boolean {
  return OWNED.some(source => volume[source] && !volume[source].readOnly);
}

function runsAsRoot({ securityContext: own }: Json, { securityContext: ofPod }: Json): boolean {
  const user = own?.runAsUser ?? ofPod?.runAsUser;
  return user === undefined ? !(own?.runAsNonRoot ?? ofPod?.runAsNonRoot) : user === 0;
}

/** JSON patches can write anything in place of a list. */
function list(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}
