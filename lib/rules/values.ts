import type { Duration } from 'cdk8s';
import type { Problems, Rule } from './rule';

/** @internal */
export const valueRules = {
  type: {
    id: 'value-type',
    limit: 'a value has the type that its property is declared with',
    source: 'API.md',
    cases: ['S04', 'T20', 'F16', 'F27', 'S17', 'D19'],
    hazard: 'An empty text as imagePullPolicy or externalTrafficPolicy the server reads as nothing said. There is no way to insist: leave it out.',
  },
} satisfies Record<string, Rule>;

/** What JavaScript programs get wrong, which no compiler tells them; TypeScript programs do so through `any`. */
function checkType(problems: Problems, field: string, value: unknown, right: boolean, fix: string): boolean {
  const valid = value === undefined || value === null || right;
  if (!valid) {
    problems.report(valueRules.type, field, value, fix);
  }
  return valid;
}

/** @internal */
export function checkBoolean(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'boolean', 'Write true or false, without quotes.');
}

/** @internal */
export function checkArray(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, Array.isArray(value), 'Write it as an array, in [ ].');
}

/** @internal */
export function checkMap(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'object' && !Array.isArray(value), 'Write it as an object, in { }.');
}

/**
 * Notes a value that was not made by the class that makes it.
 *
 * @param mark a property that all of the class have
 * @param example how one is made
 * @internal
 */
export function checkMade(problems: Problems, field: string, value: unknown, mark: string, example: string): boolean {
  return checkType(problems, field, value, isMade(value, mark), `Write it like ${example}.`);
}

/** @internal */
export function checkEnum(problems: Problems, field: string, value: unknown, values: Record<string, string>): boolean {
  const known = Object.values(values);
  return checkType(problems, field, value, known.includes(value as string), `Write one of ${known.map(one => `'${one}'`).join(', ')}.`);
}

/** As `checkMade`, for what can't be left out. @internal */
export function checkRequired(problems: Problems, field: string, value: unknown, mark: string, example: string): boolean {
  const made = isMade(value, mark);
  if (!made) {
    problems.report(valueRules.type, field, value, `Write it like ${example}.`);
  }
  return made;
}

/** As `checkMade`, for each of a list. @internal */
export function checkAllMade(problems: Problems, field: string, values: unknown, mark: string, example: string): boolean {
  return checkArray(problems, field, values)
    && ((values ?? []) as unknown[]).map((value, index) => checkRequired(problems, `${field}[${index}]`, value, mark, example)).every(Boolean);
}

function isMade(value: unknown, mark: string): boolean {
  return typeof value === 'object' && value !== null && mark in value;
}

const MAX_INT32 = 2147483647;

/** Whether a value is a whole number that fits into the fields of the API, and not less than asked. @internal */
export function isInt32(value: unknown, least: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= MAX_INT32;
}

/** Seconds of a duration, fractions included; not a number where it is none. @internal */
export function secondsOf(duration: Duration): number {
  return typeof duration?.toMilliseconds === 'function' ? duration.toMilliseconds() / 1000 : NaN;
}

/** A duration as a message shows it. @internal */
export function showDuration(duration: Duration): unknown {
  return Number.isNaN(secondsOf(duration)) ? duration : duration.toHumanString() || '0 seconds';
}

/**
 * What a value class holds: a copy, so that whoever made it can't change it afterwards. Instances of classes are taken as they are.
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
