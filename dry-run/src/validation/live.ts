import { existsSync } from 'node:fs';
import { readLiveObjects } from '../input/live-objects';
import type { DecodeFile, Manifest } from '../input/manifests';
import { escapedJson } from '../messages/escaped';
import { typeNameOf } from '../messages/type-name';

const CREATE = 'kubectl get services,deployments,statefulsets,daemonsets,pods,replicasets,controllerrevisions --output=yaml --show-managed-fields';

/**
 * The paths in the property `live`.
 *
 * @throws Error if the property is neither a path nor a list of paths
 */
export function pathsOf(live: unknown): readonly string[] {
  const paths: readonly unknown[] = live === undefined || live === null ? [] : Array.isArray(live) ? live : [live];
  const wrong = paths.find(path => typeof path !== 'string' || path === '');
  if (wrong !== undefined) {
    throw new Error(`live: a path must be a text that is not empty, not ${wrong === '' ? 'an empty one' : typeNameOf(wrong)}. Use the path of a file or directory, or a list of paths.`);
  }
  return paths as readonly string[];
}

/**
 * Reads the live objects of files and directories.
 *
 * @throws Error that says how to create a path that does not exist, or that is empty
 */
export function readLive(paths: readonly string[], decode: DecodeFile): readonly Manifest[] {
  for (const path of paths) {
    if (!existsSync(path)) {
      throw new Error(`live ${escapedJson(JSON.stringify(path))}: the path does not exist. Create it with ${CREATE} > ${escapedJson(JSON.stringify(path))}, or remove the property. docs/upgrading.md of the repository lists all kinds, and masks Secrets.`);
    }
  }
  return readLiveObjects(paths, true, decode).documents;
}
