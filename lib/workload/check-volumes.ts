import type { VolumeMount } from 'cdk8s-plus-28';
import type { VolumeClaim } from './controller';
import type { WorkloadPodProps } from './workload-props';
import { isDnsLabel, isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { workloadRules } from '../rules/workloads';

/**
 * Notes what is wrong with volumes, claims and mounts.
 *
 * @internal
 */
export function checkVolumes(problems: Problems, props: WorkloadPodProps, claims: readonly VolumeClaim[] = []): void {
  const mounts = props.volumeMounts ?? [];
  checkPaths(problems, [
    ...mounts.map((mount, index) => ({ field: `volumeMounts[${index}].path`, path: mount.path })),
    ...claims.map((claim, index) => ({ field: `controller.volumeClaims[${index}].mountPath`, path: claim.mountPath })),
  ]);
  mounts.forEach((mount, index) => checkSubPath(problems, `volumeMounts[${index}]`, mount));
  claims.forEach((claim, index) => checkClaim(problems, `controller.volumeClaims[${index}]`, claim));

  const others = [...props.initContainers ?? [], ...props.sidecars ?? []].flatMap(container => container.volumeMounts ?? []);
  const volumes = new Set([...props.volumes ?? [], ...[...mounts, ...others].map(mount => mount.volume)]);
  checkNames(problems, [
    ...Array.from(volumes, volume => ({ field: 'volumes', name: volume.name })),
    ...claims.map((claim, index) => ({ field: `controller.volumeClaims[${index}].name`, name: claim.name })),
  ]);
}

function checkPaths(problems: Problems, paths: readonly { readonly field: string; readonly path: string }[]): void {
  paths.forEach(({ field, path }, index) => {
    if (path === '' || paths.slice(0, index).some(other => other.path === path)) {
      problems.report(workloadRules.mountPath, field, path, "Give each a path of its own, like '/var/lib/data'.");
    }
  });
}

function checkSubPath(problems: Problems, field: string, { subPath, subPathExpr }: VolumeMount): void {
  for (const [name, path] of Object.entries({ subPath, subPathExpr })) {
    if (path !== undefined && !isInnerPath(path)) {
      problems.report(workloadRules.subPath, `${field}.${name}`, path, "Write it like 'uploads'.");
    }
  }
  if (subPath !== undefined && subPathExpr !== undefined) {
    problems.report(workloadRules.subPath, `${field}.subPathExpr`, subPathExpr, 'Leave it or subPath out.');
  }
}

function checkClaim(problems: Problems, field: string, { storage, storageClassName, accessModes }: VolumeClaim): void {
  if (!(storage?.toKibibytes() > 0)) {
    problems.report(workloadRules.claim, `${field}.storage`, storage?.toKibibytes(), 'Write it like Size.gibibytes(10).');
  }
  if (storageClassName && !isDnsSubdomain(storageClassName)) {
    problems.report(workloadRules.claim, `${field}.storageClassName`, storageClassName, "Write it like 'fast'.");
  }
  if (accessModes?.length === 0) {
    problems.report(workloadRules.claim, `${field}.accessModes`, accessModes, 'Leave it out for ReadWriteOnce.');
  }
}

function checkNames(problems: Problems, names: readonly { readonly field: string; readonly name: string }[]): void {
  names.forEach(({ field, name }, index) => {
    if (!isDnsLabel(name)) {
      problems.report(workloadRules.claimName, field, name, "Write it like 'data'.");
    } else if (names.slice(0, index).some(other => other.name === name)) {
      problems.report(workloadRules.claimName, field, name, `Another one has that name. Give '${name}-${index + 1}'.`);
    }
  });
}

/** Whether a path stays below the directory that it starts from. @internal */
export function isInnerPath(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}
