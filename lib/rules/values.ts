import type { Problems, Rule } from './rule';

/** @internal */
export const valueRules = {
  type: {
    id: 'value-type',
    limit: 'a value must have the declared type of its property',
    source: 'API.md',
    cases: ['S04', 'T20', 'F16', 'F27', 'S17', 'D19'],
    hazard: 'The API server treats an empty string for imagePullPolicy or externalTrafficPolicy as not set. This rule cannot be overridden. Omit the property instead.',
  },
} satisfies Record<string, Rule>;

/** Checks a type for programs without a type checker, such as JavaScript programs and TypeScript programs that use `any`. */
function checkType(problems: Problems, field: string, value: unknown, hasType: boolean, fix: string): boolean {
  const valid = value === undefined || value === null || hasType;
  if (!valid) {
    problems.report(valueRules.type, field, value, fix);
  }
  return valid;
}

/** @internal */
export function checkBoolean(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'boolean', 'Use true or false, without quotes.');
}

/** @internal */
export function checkArray(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, Array.isArray(value), 'Use an array, such as [a, b].');
}

/** @internal */
export function checkMap(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'object' && !Array.isArray(value), 'Use an object, such as { key: value }.');
}

/**
 * Reports a value that is not an instance of a value class.
 *
 * @param mark a property that all instances of the class have
 * @param example an expression that creates an instance
 * @internal
 */
export function checkInstance(problems: Problems, field: string, value: unknown, mark: string, example: string): boolean {
  return checkType(problems, field, value, isInstance(value, mark), `Use a value such as ${example}.`);
}

/** @internal */
export function checkEnum(problems: Problems, field: string, value: unknown, values: Record<string, string>): boolean {
  const known = Object.values(values);
  return checkType(problems, field, value, known.includes(value as string), `Use one of ${known.map(one => `'${one}'`).join(', ')}.`);
}

/** Like `checkInstance`, for a required value. @internal */
export function checkRequired(problems: Problems, field: string, value: unknown, mark: string, example: string): boolean {
  const valid = isInstance(value, mark);
  if (!valid) {
    problems.report(valueRules.type, field, value, `Use a value such as ${example}.`);
  }
  return valid;
}

/** Like `checkInstance`, for each item of a list. @internal */
export function checkInstances(problems: Problems, field: string, values: unknown, mark: string, example: string): boolean {
  return checkArray(problems, field, values)
    && ((values ?? []) as unknown[]).map((value, index) => checkRequired(problems, `${field}[${index}]`, value, mark, example)).every(Boolean);
}

/** Whether a value is an object that has a property which all instances of a class have. @internal */
export function isInstance(value: unknown, mark: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && mark in value;
}
