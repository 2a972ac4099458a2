import type { IConstruct } from 'constructs';
import { mergeOptions } from './merge-options';
import { originsOf } from './option-origins';
import { DEFAULTS, MERGED } from './state';
import { setOrigins } from '../app/origins';
import type { WorkloadOptions } from '../workload/workload-options';

/** The options of a declaration, completed with the defaults of its scopes. Its messages name the scopes. @internal */
export function completeOptions<T extends WorkloadOptions>(declaration: IConstruct, props: T): T {
  const defaults = defaultsOf(declaration);
  if (!defaults) {
    return props;
  }
  setOrigins(declaration, originsOf(declaration, props));
  return mergeOptions(defaults, props);
}

/** The merged defaults of the scopes around a construct and of itself; undefined if there are none. @internal */
export function defaultsOf(construct: IConstruct): WorkloadOptions | undefined {
  const owner = ownerOf(construct);
  if (!owner) {
    return undefined;
  }
  const merged = MERGED.ofOrCreated(owner.node.root, () => new Map());
  const known = merged.get(owner) ?? mergedAt(owner);
  merged.set(owner, known);
  return known;
}

function mergedAt(owner: IConstruct): WorkloadOptions {
  const outer = owner.node.scope && defaultsOf(owner.node.scope);
  const { ignoredDefaults: _, ...merged } = mergeOptions(outer ?? {}, DEFAULTS.of(owner)!);
  return merged;
}

/** The innermost scope of a construct that sets defaults, which can be the construct itself; undefined if there is none. */
function ownerOf(construct: IConstruct): IConstruct | undefined {
  const { scope } = construct.node;
  return DEFAULTS.of(construct) ? construct : scope && ownerOf(scope);
}
