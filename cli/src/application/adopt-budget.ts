import { budgetsOf, lowestNumber, onlyWorkload } from './belonging';
import { readWhole } from './read-whole';
import type { Adopted, Scope } from './scope';
import type { Code } from '../code/expression';
import type { InputDocument } from '../input/read-input';
import { readBudget } from '../read/budget';

/** Declares a PodDisruptionBudget as the option `disruption` of the workload whose pods it selects. Its scaler must have been read before. */
export function adoptBudget({ object }: InputDocument, scope: Scope): Adopted {
  if (object.apiVersion !== 'policy/v1') {
    return { why: [`Kubernetes no longer serves ${object.apiVersion}. Change it to policy/v1.`] };
  }
  const declared = onlyWorkload(scope, object.spec?.selector);
  if (typeof declared === 'string') {
    return { why: [declared] };
  }
  const { workload, options, mode, id } = declared;
  if (workload.kind === 'DaemonSet') {
    return { why: ['The drain of a node leaves the pods of a DaemonSet on it, so the budget has no effect.'] };
  }
  const other = budgetsOf(workload, scope).find(each => each !== object);
  if (other) {
    return { why: [`PodDisruptionBudget ${other.metadata.name} selects the same pods, so Kubernetes evicts none of them. Remove one of both.`] };
  }
  const refused = scope.refused.get(object) ?? scope.refused.get(workload);
  if (refused) {
    return { why: refused };
  }
  const whole = readWhole(object, fields => readBudget(fields, workload, lowestNumber(options), mode));
  if ('why' in whole) {
    return whole;
  }
  options.disruption = whole.read as unknown as Code;
  scope.belonging.push({ id: declared.id, option: 'disruption', objects: [object] });
  return { declaredAs: `option disruption of ${id}` };
}
