import type { IConstruct } from 'constructs';
import { checkNotRead } from './check-not-read';
import { DEFAULTS_VERSION } from '../app/defaults-version';
import { receiveCall } from '../options/receive';
import { defaultsRules } from '../rules/defaults';
import { Problems } from '../rules/rule';

const SET = 'DefaultsVersion.set';

/** Sets the version of the defaults of a scope. @internal */
export function setDefaultsVersion(scope: IConstruct, version: { readonly number: number }): void {
  const [{ number }] = receiveCall(scope, '', SET, version);
  const existing = DEFAULTS_VERSION.of(scope);
  const problems = new Problems(scope);
  if (existing !== undefined) {
    problems.report(defaultsRules.versionAlreadySet, SET, existing, 'Set the version in one call, or set another version on an inner scope.');
  }
  checkNotRead(problems, scope, 'DefaultsVersion');
  problems.throwIfAny();
  DEFAULTS_VERSION.set(scope, number);
}
