import { isDeepStrictEqual } from 'util';
import type { Document } from '../support';

/** What a difference between two documents does to an app that is running, when it is applied. */
export type Effect =
  | 'replaces the pods of' | 'is refused by the API server as immutable, so that it must be deleted first:' | 'updates in place'
  | 'creates' | 'deletes';

/** A difference between the documents of two versions of a declaration. */
export interface Change {
  readonly effect: Effect;
  /** Kind and name of the object. */
  readonly object: string;
  /** What differs: the path with both values; empty for a whole object. */
  readonly difference: string;
}

/**
 * Fields that the API server does not change, by kind. For a StatefulSet, they are all fields except those that `ValidateStatefulSetUpdate` in
 * pkg/apis/apps/validation/validation.go lists. `test/against-server/defaults-changes.test.ts` compares them with the API server of each version.
 */
const IMMUTABLE: Readonly<Record<string, RegExp>> = {
  Deployment: /^spec\.selector\b/,
  DaemonSet: /^spec\.selector\b/,
  StatefulSet: /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b)/,
  Service: /^spec\.(clusterIP|clusterIPs|ipFamilies)\b/,
  EndpointSlice: /^addressType$/,
};

/** The kinds that create pods from a template. */
const WITH_PODS = ['Deployment', 'DaemonSet', 'StatefulSet'];

/** What happens in a cluster if the second documents are applied in place of the first ones, and those that are left over are deleted. */
export function changesBetween(before: readonly Document[], after: readonly Document[]): Change[] {
  const [first, second] = [before, after].map(documents => new Map(documents.map(document => [nameOf(document), document])));
  return [...new Set([...first.keys(), ...second.keys()])].flatMap(object => {
    const [old, now] = [first.get(object), second.get(object)];
    if (!old || !now) {
      return [{ effect: old ? 'deletes' as const : 'creates' as const, object, difference: '' }];
    }
    return differences(old, now, '').map(({ path, text }) => ({ effect: effectOf(old.kind, path), object, difference: text }));
  });
}

/** The kind and the name of an object, which identify it. The API group is part of it, because another version of the API is the same object. */
function nameOf({ apiVersion, kind, metadata }: Document): string {
  const [, group] = /^(.*)\//.exec(apiVersion) ?? [];
  return `${kind}${group === undefined ? '' : ` (${group})`} ${metadata.name}`;
}

function effectOf(kind: string, path: string): Effect {
  if (IMMUTABLE[kind]?.test(path)) {
    return 'is refused by the API server as immutable, so that it must be deleted first:';
  }
  return WITH_PODS.includes(kind) && /^spec\.template\b/.test(path) ? 'replaces the pods of' : 'updates in place';
}

function differences(before: unknown, after: unknown, path: string): { readonly path: string; readonly text: string }[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap(key => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => differences(item, after[index], `${path}[${index}]`));
  }
  return isDeepStrictEqual(before, after) ? [] : [{ path, text: `${path} ${textOf(before)} becomes ${textOf(after)}` }];
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return value === undefined ? '(not set)' : JSON.stringify(value);
}
