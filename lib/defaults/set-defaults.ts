import type { IConstruct } from 'constructs';
import { checkIgnored } from './check-ignored';
import { checkNotRead } from './check-not-read';
import { defaultsOf } from './complete-options';
import { unsetKeysOf } from './complete-type-messages';
import { DEFAULTS, MERGED } from './state';
import { recordReader } from '../app/defaults-readers';
import { receiveCall, receiveScope, receiveWith } from '../options/receive';
import { defaultsRules } from '../rules/defaults';
import { Problems } from '../rules/rule';
import type { WorkloadOptions } from '../workload/workload-options';

const SET = 'WorkloadDefaults.set';

/** Sets the defaults of a scope. @internal */
export function setDefaults(scope: IConstruct, options: WorkloadOptions): void {
  receiveScope(SET, scope);
  const [own] = receiveWith(new Problems(scope, unsetKeysOf(scope, options)), '', SET, options);
  const existing = DEFAULTS.of(scope);
  const problems = new Problems(scope);
  if (existing) {
    problems.report(defaultsRules.alreadySet, SET, existing, 'Set all defaults in one call, or set the other defaults on an inner scope.');
  }
  checkNotRead(problems, scope, 'WorkloadDefaults');
  checkIgnored(problems, own.ignoredDefaults ?? []);
  problems.throwIfAny();
  DEFAULTS.set(scope, own);
  MERGED.ofOrCreated(scope.node.root, () => new Map()).clear();
}

/** A copy of the defaults of a construct, merged with those of its scopes. @internal */
export function mergedDefaults(construct: IConstruct): WorkloadOptions {
  receiveScope('WorkloadDefaults.of', construct);
  recordReader(construct, 'WorkloadDefaults', 'call');
  const [copy] = receiveCall(construct, '', SET, defaultsOf(construct) ?? {});
  return copy;
}
