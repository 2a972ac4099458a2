import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';
import { recordReader } from './defaults-readers';

/** The newest version of the defaults (docs/defaults.md). An app that sets no version has it. @internal */
export const NEWEST_DEFAULTS = 2;

/** The version of the defaults that is set for a scope. @internal */
export const DEFAULTS_VERSION = new ConstructState<number>('DefaultsVersion');

/**
 * Whether a declaration has the defaults that were introduced with a version of the defaults, because its app does not keep an earlier version. The
 * version can then no longer change for the scopes of the declaration.
 *
 * @internal
 */
export function hasDefaultsOf(construct: IConstruct, version: number): boolean {
  recordReader(construct, 'DefaultsVersion', 'declaration');
  return defaultsVersionOf(construct) >= version;
}

/** The version of the defaults that a construct has. The caller records that it has been read. @internal */
export function defaultsVersionOf(construct: IConstruct): number {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const version = DEFAULTS_VERSION.of(scope);
    if (version !== undefined) {
      return version;
    }
  }
  return NEWEST_DEFAULTS;
}
