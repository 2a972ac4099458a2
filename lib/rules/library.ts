import type { IConstruct } from 'constructs';
import type { Findings, Rule } from './rule';
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
  app: {
    id: 'same-app',
    limit: 'declarations that refer to each other must be in the same app',
    showsValue: true,
    source: 'https://cdk8s.io/docs/latest/basics/app/',
    cases: [],
    hazard: 'Network policies and the checks of the whole app would not include the reference. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** Reports a target that is in another app than the construct that refers to it. @internal */
export function checkSameApp(findings: Findings, field: string, construct: IConstruct, target: IConstruct): void {
  if (construct.node.root !== target.node.root) {
    const fix = 'Create both in the same App. In a Pulumi program, read the parts of another component in the callback, such as shop.parts.web.';
    findings.report(libraryRules.app, field, target.node.path, fix);
  }
}

/** The fix for a value or a state of a copy of the library that has another protocol. @internal */
export function versionFix(protocol: unknown): string {
  return `The two versions have the protocols ${String(protocol)} and ${PROTOCOL}. Install one version of cdk8s-service-patterns: 'npm ls cdk8s-service-patterns' shows all copies.`;
}
