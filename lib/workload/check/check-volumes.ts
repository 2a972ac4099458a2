import { MountPropagation, PersistentVolumeAccessMode, type Volume, type VolumeMount } from 'cdk8s-plus-28';
import { checkVolumeSource } from './check-volume-sources';
import { isDnsLabel, isDnsSubdomain } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import { isInnerPath, volumeRules } from '../../rules/volumes';
import { workloadRules } from '../../rules/workloads';
import type { VolumeClaim } from '../controller';
import { isAmount, kibibytesOf } from '../pod/quantity';

/** The volumes of a declaration, and where its containers mount them. */
export interface DeclaredVolumes {
  /** The mounts of the workload's own container. */
  readonly mounts: readonly VolumeMount[];
  /** The mounts of the other containers. */
  readonly otherMounts: readonly VolumeMount[];
  /** Volumes that are declared without a mount. */
  readonly volumes: readonly Volume[];
  readonly claims: readonly VolumeClaim[];
}

/**
 * Reports problems with volumes, claims and mounts.
 *
 * @internal
 */
export function checkVolumes(problems: Problems, { mounts, otherMounts, volumes, claims }: DeclaredVolumes): void {
  if (mounts.length + otherMounts.length + volumes.length + claims.length === 0) {
    return;
  }
  checkPaths(problems, [
    ...mounts.map((mount, index) => ({ field: `volumeMounts[${index}].path`, path: mount.path })),
    ...claims.map((claim, index) => ({ field: `controller.volumeClaims[${index}].mountPath`, path: claim.mountPath })),
  ]);
  claims.forEach((claim, index) => checkClaim(problems, `controller.volumeClaims[${index}]`, claim));
  const all = new Set([...volumes, ...[...mounts, ...otherMounts].map(mount => mount.volume)]);
  all.forEach(volume => checkVolumeSource(problems, `volumes['${volume.name}']`, volume._toKube()));
  checkNames(problems, [
    ...Array.from(all, volume => ({ field: 'volumes', name: volume.name })),
    ...claims.map((claim, index) => ({ field: `controller.volumeClaims[${index}].name`, name: claim.name })),
  ]);
}

function checkPaths(problems: Problems, paths: readonly { readonly field: string; readonly path: string }[]): void {
  paths.forEach(({ field, path }, index) => {
    if (paths.slice(0, index).some(other => other.path === path)) {
      problems.report(workloadRules.mountPath, field, path, "Use a different path for each, such as '/var/lib/data'.");
    }
  });
}

/**
 * Reports problems with each of the mounts of a container.
 *
 * @param privileged whether the container is privileged
 * @internal
 */
export function checkMounts(problems: Problems, field: string, mounts: readonly VolumeMount[], privileged: boolean): void {
  mounts.forEach((mount, index) => {
    checkMountPath(problems, `${field}[${index}].path`, mount.path);
    checkSubPath(problems, `${field}[${index}]`, mount);
    if (mount.propagation === MountPropagation.BIDIRECTIONAL && !privileged) {
      const fix = 'Use kplus.MountPropagation.HOST_TO_CONTAINER, or make the container privileged.';
      problems.report(volumeRules.propagation, `${field}[${index}].propagation`, mount.propagation, fix);
    }
  });
}

function checkMountPath(problems: Problems, field: string, path: string): void {
  if (typeof path !== 'string' || path === '') {
    problems.report(workloadRules.mountPath, field, path, "Use a path such as '/var/lib/data'.");
  }
}

function checkSubPath(problems: Problems, field: string, { subPath, subPathExpr }: VolumeMount): void {
  for (const [name, path] of Object.entries({ subPath, subPathExpr })) {
    if (path && !isInnerPath(path)) {
      problems.report(workloadRules.subPath, `${field}.${name}`, path, "Use a path such as 'uploads'.");
    }
  }
  if (subPath && subPathExpr) {
    problems.report(workloadRules.subPath, `${field}.subPathExpr`, subPathExpr, 'Remove it, or remove subPath.');
  }
}

function checkClaim(problems: Problems, field: string, { mountPath, storage, storageClassName, accessModes }: VolumeClaim): void {
  checkMountPath(problems, `${field}.mountPath`, mountPath);
  const size = kibibytesOf(storage);
  if (size === 0 || !isAmount(size)) {
    problems.report(workloadRules.claim, `${field}.storage`, size, 'Use a size such as Size.gibibytes(10).');
  }
  if (storageClassName && !isDnsSubdomain(storageClassName)) {
    problems.report(workloadRules.claim, `${field}.storageClassName`, storageClassName, "Use a name such as 'fast'.");
  }
  const once = PersistentVolumeAccessMode.READ_WRITE_ONCE_POD;
  const isCombined = accessModes?.includes(once) && accessModes.some(mode => mode !== once);
  if (accessModes?.length === 0 || isCombined) {
    problems.report(workloadRules.claim, `${field}.accessModes`, accessModes, isCombined ? 'Remove the other modes.' : 'Omit it to use ReadWriteOnce.');
  }
}

function checkNames(problems: Problems, names: readonly { readonly field: string; readonly name: string }[]): void {
  names.forEach(({ field, name }, index) => {
    if (!isDnsLabel(name)) {
      problems.report(workloadRules.claimName, field, name, "Use a name such as 'data'.");
    } else if (names.slice(0, index).some(other => other.name === name)) {
      problems.report(workloadRules.claimName, field, name, `Another volume or claim has this name. Use '${name}-${index + 1}'.`);
    }
  });
}
