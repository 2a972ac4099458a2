import { overlap, pathsOfFiles, pathsOfItems, type FilePath } from './file-paths';
import type { Json } from '../manifest/manifest';
import { checkResourceField, isPodField } from '../rules/downward-api';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import { isInnerPath, volumeRules } from '../rules/volumes';

const MAX_MODE = 0o777;

/** The fields of a pod that a file can contain: validVolumeDownwardAPIFieldPathExpressions in core/validation/validation.go of Kubernetes 1.37. */
const POD_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];

/**
 * Reports problems with the keys of a ConfigMap or Secret, and with the paths of their files.
 *
 * @param fieldOf the property with an item
 * @internal
 */
export function checkItems(problems: Problems, items: readonly Json[], fieldOf: (index: number, key: string) => string): void {
  checkKeys(problems, items, fieldOf);
  checkFilePaths(problems, pathsOfItems(items, fieldOf));
}

/** Like `checkItems`, without the paths. @internal */
export function checkKeys(problems: Problems, items: readonly Json[], fieldOf: (index: number, key: string) => string): void {
  items.forEach(({ key, mode }, index) => {
    if (key === '') {
      problems.report(volumeRules.item, `${fieldOf(index, key)}.key`, key, "Use a key such as 'settings.json'.");
    }
    checkMode(problems, `${fieldOf(index, key)}.mode`, mode);
  });
}

/** Reports problems with the files of the Downward API, and with their paths. @internal */
export function checkFiles(problems: Problems, field: string, files: readonly Json[]): void {
  checkContents(problems, field, files);
  checkFilePaths(problems, pathsOfFiles(field, files));
}

/** Like `checkFiles`, without the paths. @internal */
export function checkContents(problems: Problems, field: string, files: readonly Json[]): void {
  if (files.length === 0) {
    problems.report(volumeRules.source, field, files, "Add a file such as DownwardApiFile.podField('labels', 'metadata.labels').");
  }
  files.forEach(({ mode, fieldRef, resourceFieldRef }, index) => {
    const file = `${field}[${index}]`;
    checkMode(problems, `${file}.mode`, mode);
    if (fieldRef && !isPodField(fieldRef.fieldPath, POD_FIELDS)) {
      const fix = "Use a source such as DownwardApiFile.podField('labels', 'metadata.labels') or DownwardApiFile.podLabel('team', 'example.com/team').";
      problems.report(volumeRules.podField, file, fieldRef.fieldPath, fix);
    }
    if (resourceFieldRef) {
      checkResourceField(problems, volumeRules.podField, file, resourceFieldRef);
      if (!isDnsLabel(resourceFieldRef.containerName)) {
        problems.report(volumeRules.podField, `${file}.containerName`, resourceFieldRef.containerName, "Use the name of a container, such as 'web'.");
      }
    }
  });
}

/** Reports files outside of their volume, and files that cannot both exist. @internal */
export function checkFilePaths(problems: Problems, files: readonly FilePath[]): void {
  files.forEach(({ field, path }, index) => {
    if (typeof path !== 'string' || path === '' || path.startsWith('..') || !isInnerPath(path)) {
      problems.report(volumeRules.item, field, path, "Use a path such as 'settings.json'.");
    } else if (files.slice(0, index).some(other => overlap(other.path, path))) {
      problems.report(volumeRules.item, field, path, 'Use a different path for each item.');
    }
  });
}

/** @internal */
export function checkMode(problems: Problems, field: string, mode: unknown): void {
  if (mode !== undefined && !(Number.isInteger(mode) && (mode as number) >= 0 && (mode as number) <= MAX_MODE)) {
    problems.report(volumeRules.mode, field, mode, 'Use an octal number such as 0o644.');
  }
}
