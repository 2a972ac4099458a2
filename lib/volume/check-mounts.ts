import type { Mount } from './mount';
import type { Problems } from '../rules/rule';
import { isInnerPath, volumeRules } from '../rules/volumes';
import { workloadRules } from '../rules/workloads';

/** A mount of this library or of cdk8s-plus. */
export type CheckedMount = Pick<Mount, 'path' | 'subPath' | 'subPathExpr' | 'readOnly' | 'recursiveReadOnly'> & { readonly propagation?: string };

/** What the mounts of a container depend on. */
export interface MountContext {
  /** Whether the container is privileged. */
  readonly privileged: boolean;
  /** Code of the constant for propagation from the node to the container. */
  readonly oneWay: string;
}

/**
 * Reports problems with each of the mounts of a container.
 *
 * @internal
 */
export function checkMounts(problems: Problems, field: string, mounts: readonly CheckedMount[], { privileged, oneWay }: MountContext): void {
  mounts.forEach((mount, index) => {
    checkMountPath(problems, `${field}[${index}].path`, mount.path);
    checkSubPath(problems, `${field}[${index}]`, mount);
    checkRecursion(problems, `${field}[${index}].recursiveReadOnly`, mount);
    if (mount.propagation === 'Bidirectional' && !privileged) {
      problems.report(volumeRules.propagation, `${field}[${index}].propagation`, mount.propagation, `Use ${oneWay}, or make the container privileged.`);
    }
  });
}

/** @internal */
export function checkMountPath(problems: Problems, field: string, path: unknown): void {
  if (typeof path !== 'string' || path === '') {
    problems.report(workloadRules.mountPath, field, path, "Use a path such as '/var/lib/data'.");
  }
}

function checkSubPath(problems: Problems, field: string, { subPath, subPathExpr }: CheckedMount): void {
  for (const [name, path] of Object.entries({ subPath, subPathExpr })) {
    if (path && !isInnerPath(path)) {
      problems.report(workloadRules.subPath, `${field}.${name}`, path, "Use a path such as 'uploads'.");
    }
  }
  if (subPath && subPathExpr) {
    problems.report(workloadRules.subPath, `${field}.subPathExpr`, subPathExpr, 'Remove it, or remove subPath.');
  }
}

function checkRecursion(problems: Problems, field: string, { readOnly, recursiveReadOnly, propagation = 'None' }: CheckedMount): void {
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') {
    return;
  }
  if (!readOnly) {
    problems.report(volumeRules.recursiveReadOnly, field, recursiveReadOnly, 'Also set readOnly: true, or remove it.');
  } else if (propagation !== 'None') {
    problems.report(volumeRules.recursiveReadOnly, field, recursiveReadOnly, 'Remove propagation, or remove recursiveReadOnly.');
  }
}
