import type { IConstruct } from 'constructs';
import { receiveScope } from '../options/receive';
import { takeArguments } from '../options/take-value';
import { Problems } from '../rules/rule';
import { valueRules } from '../rules/values';

/**
 * Checks the arguments of an assertion, and returns a copy of the list.
 *
 * @param call class and method, with which messages begin if the scope or target is no construct
 * @param construct the scope or target
 * @param name name of the list in messages
 * @throws an error that names the scope or target if it is no construct, or the list if it is missing or has elements of a wrong type
 * @internal
 */
export function receiveAssertion(call: string, construct: IConstruct, name: string, list: readonly IConstruct[] | undefined): readonly IConstruct[] {
  receiveScope(call, construct);
  const problems = new Problems(construct);
  // For other calls, the rules for empty lists report a missing one
  if (list === undefined || list === null) {
    problems.report(valueRules.required, name, undefined, 'Set it to a list such as [web], or to [].');
  }
  const [taken] = takeArguments(problems, call, '', [list]);
  problems.throwIfAny();
  return taken!;
}
