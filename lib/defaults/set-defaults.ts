import type { IConstruct } from 'constructs';
import { checkIgnored } from './check-ignored';
import { defaultsOf } from './complete-options';
import { DEFAULTS, MERGED } from './state';
import { readerIn, recordReader } from '../app/defaults-readers';
import { receiveCall } from '../options/receive';
import { defaultsRules } from '../rules/defaults';
import { Problems } from '../rules/rule';
import type { WorkloadOptions } from '../workload/workload-options';

const SET = 'WorkloadDefaults.set';

/** Sets the defaults of a scope. @internal */
export function setDefaults(scope: IConstruct, options: WorkloadOptions): void {
  const [own] = receiveCall(scope, '', SET, options);
  const existing = DEFAULTS.of(scope);
  const reader = readerIn(scope)?.node.path;
  const problems = new Problems(scope);
  if (existing) {
    problems.report(defaultsRules.alreadySet, SET, existing, 'Set all defaults in one call, or set the other defaults on an inner scope.');
  }
  if (reader !== undefined) {
    problems.report(defaultsRules.alreadyRead, SET, reader, `'${reader}' has read the defaults. Move this call above the line that creates '${reader}'.`);
  }
  checkIgnored(problems, own.ignoredDefaults ?? []);
  problems.throwIfAny();
  DEFAULTS.set(scope, own);
  MERGED.ofOrCreated(scope.node.root, () => new Map()).clear();
}

/** A copy of the defaults of a construct, merged with those of its scopes. @internal */
export function mergedDefaults(construct: IConstruct): WorkloadOptions {
  recordReader(construct);
  const [copy] = receiveCall(construct, '', SET, defaultsOf(construct) ?? {});
  return copy;
}
