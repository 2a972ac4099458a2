import { isMerged, partsOf, typeAt } from './option-path';
import type { WorkloadOptions } from '../workload/workload-options';

type Options = Readonly<Record<string, unknown>>;

/**
 * Completes options with those of an enclosing scope: structures option by option, and maps key by key. Lists and instances replace each other. The
 * result contains no other options of `inner` than `inner` itself.
 *
 * @internal
 */
export function mergeOptions<T extends WorkloadOptions>(outer: WorkloadOptions, inner: T): T {
  const kept = (inner.ignoredDefaults ?? []).reduce((options, path) => without(options, partsOf(path)), outer as Options);
  return merge(kept, inner as Options, []) as T;
}

function merge(outer: Options, inner: Options, path: readonly string[]): Options {
  const merged: Record<string, unknown> = { ...outer, ...inner };
  for (const name of Object.keys(inner).filter(each => Object.hasOwn(outer, each))) {
    const parts = [...path, name];
    if (isMerged(typeAt(parts) ?? '')) {
      merged[name] = merge(outer[name] as Options, inner[name] as Options, parts);
    }
  }
  return merged;
}

/** Options without the one at a path. */
function without(options: Options, [name, ...rest]: readonly string[]): Options {
  if (name === undefined || !Object.hasOwn(options, name)) {
    return options;
  }
  const { [name]: value, ...others } = options;
  return rest.length === 0 ? others : { ...options, [name]: without(value as Options, rest) };
}
