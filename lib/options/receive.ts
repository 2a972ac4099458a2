import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { SCOPES } from './declared-types';
import { isSet } from './set-options';
import { isConstruct, takeArguments, takeStructure } from './take-value';
import { checkMistakes } from './unknown-options';
import { describe, Problems, type Finding, type Findings, type Origins } from '../rules/rule';
import { throwError } from '../rules/throw-error';
import { valueRules } from '../rules/values';

/** The arguments of a factory of a value class. @internal */
export interface Received<T extends readonly unknown[]> {
  /** Copies of the arguments. An argument or option of another type than declared is undefined. */
  readonly values: T;
  /** What is wrong with the arguments. The construct that receives the instance reports it. */
  readonly wrong: readonly Finding[];
}

/**
 * Checks and copies the arguments of a factory.
 *
 * @param call class and method, such as `Port.http`
 * @param values the arguments; a list for the rest parameter
 * @internal
 */
export function receive<T extends readonly unknown[]>(call: string, ...values: T): Received<T> {
  const wrong: Finding[] = [];
  const findings: Findings = { report: (rule, field, value, fix) => wrong.push({ rule, field, value, fix }) };
  return { values: takeArguments(findings, call, '', values), wrong: wrong.length > 0 ? wrong : NONE };
}

const NONE: readonly Finding[] = [];

/** The options of all instances that are created without options. @internal */
export const NO_OPTIONS = Object.freeze({});

/**
 * Checks the scope of a static method. Without a construct there is no path, so the message begins with the method.
 *
 * @param call class and method, such as `ClusterProfile.of`
 * @throws an error if the scope is no construct
 * @internal
 */
export function receiveScope(call: string, scope: unknown): void {
  if (!isConstruct(scope)) {
    const rule = isSet(scope) ? valueRules.type : valueRules.required;
    throwError(`${call}: ${describe(rule, SCOPES[call], scope, 'Use an app, a chart or another construct, such as this.')}`);
  }
}

/**
 * Checks and copies the arguments of a method of a construct, or of a static method with a scope.
 *
 * @param construct the construct or the scope
 * @param prefix the beginning of the fields in messages
 * @throws an error that lists all arguments and options of a wrong type
 * @internal
 */
export function receiveCall<T extends readonly unknown[]>(construct: IConstruct, prefix: string, call: string, ...values: T): T {
  receiveScope(call, construct);
  return receiveWith(new Problems(construct), prefix, call, ...values);
}

/** Like `receiveCall`, with problems that are added to those of the arguments. @internal */
export function receiveWith<T extends readonly unknown[]>(problems: Problems, prefix: string, call: string, ...values: T): T {
  const taken = takeArguments(problems, call, prefix, values);
  problems.throwIfAny();
  return taken;
}

/**
 * Checks and copies the options of a construct, for its constructor. A refused construct is removed from the tree.
 *
 * @param type the structure of the options, such as `RouteProps`
 * @param isSubclass whether the constructor of a subclass was called, which can have options of its own
 * @param origins what messages say about defaults of the scopes
 * @throws an error that lists all options of a wrong type
 * @internal
 */
export function receiveProps<T extends object>(construct: Construct, type: string, props: T, isSubclass: boolean, origins?: Origins): T {
  return refusing(new Problems(construct, origins), construct, problems => {
    const taken = takeStructure(problems, { field: '', name: 'props', type, isComplete: false }, props ?? {});
    if (taken && !isSubclass) {
      checkMistakes(problems, type, props ?? {});
    }
    return taken as T;
  });
}

/** Like `receiveCall`, for a method that creates a construct. A refused construct is removed from the tree. @internal */
export function receiveNew<T extends readonly unknown[]>(construct: Construct, call: string, ...values: T): T {
  return refusing(new Problems(construct), construct, problems => takeArguments(problems, call, '', values));
}

function refusing<T>(problems: Problems, construct: Construct, take: (problems: Problems) => T): T {
  try {
    // A construct outside of a chart cannot create objects
    Chart.of(construct);
    return take(problems);
  } catch (error) {
    // cdk8s or an accessor of the program has thrown it
    construct.node.scope?.node.tryRemoveChild(construct.node.id);
    throw error;
  } finally {
    problems.refuseIfAny();
  }
}
