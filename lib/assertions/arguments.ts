import type { IConstruct } from 'constructs';
import { takeArguments } from '../options/take-value';
import { Problems } from '../rules/rule';
import { reportType, valueRules } from '../rules/values';

/** The construct that an assertion is about, with its name and what it can be. */
interface Subject {
  readonly name: 'scope' | 'target';
  readonly construct: IConstruct;
  readonly examples: string;
}

/** The list of constructs that an assertion receives. */
interface List {
  readonly name: string;
  readonly value: readonly IConstruct[] | undefined;
}

/**
 * Checks the arguments of an assertion, and returns a copy of the list.
 *
 * @param call class and method, which are the path of messages if there is no construct
 * @throws an error that lists all arguments of a wrong type
 * @internal
 */
export function receiveAssertion(call: string, { name, construct, examples }: Subject, list: List): readonly IConstruct[] {
  const isConstruct = typeof construct?.node?.findAll === 'function';
  const problems = new Problems(isConstruct ? construct : { node: { path: call } } as IConstruct);
  if (construct === undefined || construct === null) {
    problems.report(valueRules.required, name, undefined, `Set it to ${examples}.`);
  } else if (!isConstruct) {
    reportType(problems, name, construct, `Use ${examples}.`);
  }
  // For other calls, the rules for empty lists report a missing one
  if (list.value === undefined || list.value === null) {
    problems.report(valueRules.required, list.name, undefined, 'Set it to a list such as [web], or to [].');
  }
  const [taken] = takeArguments(problems, call, '', [list.value]);
  problems.throwIfAny();
  return taken!;
}
