import type { Rule } from './rule';
import { PROTOCOL } from '../values/protocol';

/** @internal */
export const libraryRules = {
  version: {
    id: 'library-version',
    limit: 'all values and constructs of cdk8s-service-patterns in an app must come from compatible versions of the library',
    showsValue: true,
    source: 'docs/decisions/copies-of-the-library.md',
    cases: [],
  },
} satisfies Record<string, Rule>;

/** The fix for a value or a state of a copy of the library that has another protocol. @internal */
export function versionFix(protocol: unknown): string {
  return `The two versions have the protocols ${String(protocol)} and ${PROTOCOL}. Install one version of cdk8s-service-patterns: 'npm ls cdk8s-service-patterns' shows all copies.`;
}
