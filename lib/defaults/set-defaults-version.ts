import type { IConstruct } from 'constructs';
import { readerIn } from '../app/defaults-readers';
import { DEFAULTS_VERSION } from '../app/defaults-version';
import { receiveCall } from '../options/receive';
import { defaultsRules } from '../rules/defaults';
import { Problems } from '../rules/rule';

const SET = 'DefaultsVersion.set';

/** Sets the version of the defaults of a scope. @internal */
export function setDefaultsVersion(scope: IConstruct, version: { readonly number: number }): void {
  const [{ number }] = receiveCall(scope, '', SET, version);
  const existing = DEFAULTS_VERSION.of(scope);
  const reader = readerIn(scope)?.node.path;
  const problems = new Problems(scope);
  if (existing !== undefined) {
    problems.report(defaultsRules.versionAlreadySet, SET, existing, 'Set the version in one call, or set another version on an inner scope.');
  }
  if (reader !== undefined) {
    problems.report(defaultsRules.versionAlreadyRead, SET, reader, `'${reader}' has read the version. Move this call above the line that creates '${reader}'.`);
  }
  problems.throwIfAny();
  DEFAULTS_VERSION.set(scope, number);
}
