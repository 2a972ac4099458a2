import type { Duration } from 'cdk8s';
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

/** The fix for a value that must be a string. A number or Boolean is shown as a string; other values have no useful text. @internal */
export function stringFix(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? `Use ${stringCode(String(value))}.` : 'Set it to a string, or remove it.';
}

/** A string as code: in single quotes, unless they would have to be escaped. @internal */
export function stringCode(text: string): string {
  return /['\\\n\r]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** A string as the key of an object in code: without quotes if possible. @internal */
export function keyCode(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringCode(key);
}

const MAX_INT32 = 2147483647;

/** Whether a value is a 32-bit integer, the type of integer fields of the API, and not less than a minimum. @internal */
export function isInt32(value: unknown, min: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= MAX_INT32;
}

/** The seconds of a duration, including fractions; NaN if the value is not a duration. @internal */
export function secondsOf(duration: Duration): number {
  return typeof duration?.toMilliseconds === 'function' ? duration.toMilliseconds() / 1000 : NaN;
}

/** A duration in the form that messages show. @internal */
export function showDuration(duration: Duration): unknown {
  return Number.isNaN(secondsOf(duration)) ? duration : duration.toHumanString() || '0 seconds';
}

/**
 * A deep copy of a value, which a value class stores so that later changes by the program have no effect. Instances of classes are not copied.
 *
 * @internal
 */
export function snapshot<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(snapshot) as T;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, snapshot(item)])) as T;
}
