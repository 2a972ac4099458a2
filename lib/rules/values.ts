import { libraryRules, versionFix } from './library';
import type { Findings, Problems, Rule } from './rule';
import { shown } from './show';
import { stringFix } from '../values/code';
import { isStructure, markOf } from '../values/mark';
import { PROTOCOL } from '../values/protocol';

/** @internal */
export const valueRules = {
  type: {
    id: 'value-type',
    limit: 'a value must have the declared type of its property',
    source: 'API.md',
    cases: ['S04', 'T20', 'F16', 'F27', 'S17', 'D19', 'D15', 'G26', 'J38', 'V17', 'V18'],
    hazard: 'The API server treats an empty string for imagePullPolicy or externalTrafficPolicy as not set. This rule cannot be overridden. Omit the property instead.',
  },
  required: {
    id: 'required-option',
    limit: 'an option or argument without a default must be set',
    source: 'API.md',
    cases: [],
  },
  unknown: {
    id: 'unknown-option',
    limit: 'an option must exist',
    source: 'API.md',
    cases: ['C06', 'F07', 'F11', 'F28', 'F30', 'G09', 'S08', 'S11', 'S14'],
    hazard: 'The library would ignore the option, and the manifests would not be what the program describes. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** Checks a type for programs without a type checker, such as JavaScript programs and TypeScript programs that use `any`. */
function checkType(problems: Problems, field: string, value: unknown, hasType: boolean, fix: string | (() => string), inMessage?: unknown): boolean {
  const valid = value === undefined || value === null || hasType;
  if (!valid) {
    reportType(problems, field, value, typeof fix === 'string' ? fix : fix(), inMessage);
  }
  return valid;
}

/**
 * Reports a value that has another type than its property, or that comes from a copy of this library with another protocol.
 *
 * @param inMessage `shown(value)` if the value cannot be a secret
 * @internal
 */
export function reportType(problems: Findings, field: string, value: unknown, fix: string, inMessage: unknown = value): void {
  if (!reportVersion(problems, field, value)) {
    problems.report(valueRules.type, field, inMessage, fix);
  }
}

/** Reports an instance of a value class that comes from a copy of this library with another protocol. @internal */
export function reportVersion(problems: Findings, field: string, value: unknown): boolean {
  const protocol = markOf(value)?.protocol ?? PROTOCOL;
  if (protocol !== PROTOCOL) {
    problems.report(libraryRules.version, field, value, versionFix(protocol));
  }
  return protocol !== PROTOCOL;
}

/** @internal */
export function checkBoolean(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'boolean', 'Use true or false, without quotes.', shown(value));
}

/** @internal */
export function checkString(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, typeof value === 'string', stringFix(value));
}

/** @internal */
export function checkArray(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, Array.isArray(value), 'Use an array, such as [a, b].');
}

/** @internal */
export function checkStrings(problems: Problems, field: string, values: unknown): boolean {
  return checkArray(problems, field, values)
    && ((values ?? []) as unknown[]).map((value, index) => checkString(problems, `${field}[${index}]`, value)).every(Boolean);
}

/** @internal */
export function checkMap(problems: Problems, field: string, value: unknown): boolean {
  return checkType(problems, field, value, isStructure(value), 'Use an object, such as { key: value }.');
}

/** Whether a value belongs to a class or has the properties of a structure. @internal */
export type Predicate = (value: unknown) => boolean;

/**
 * Reports a value that is not an instance of a value class, that was created with options of the wrong type, or that does not have the properties of a
 * structure.
 *
 * @param is the predicate of the class, such as `Port._isPort`, or `hasProperty(…)`
 * @param example an expression that creates such a value
 * @internal
 */
export function checkInstance(problems: Problems, field: string, value: unknown, is: Predicate, example: string): boolean {
  return value === undefined || value === null || checkRequired(problems, field, value, is, example);
}

/** @internal */
export function checkEnum(problems: Problems, field: string, value: unknown, values: Record<string, string>): boolean {
  const known = Object.values(values);
  return checkType(problems, field, value, known.includes(value as string), () => `Use one of ${known.map(one => `'${one}'`).join(', ')}.`, shown(value));
}

/** Like `checkInstance`, for a required value. @internal */
export function checkRequired(problems: Problems, field: string, value: unknown, is: Predicate, example: string): boolean {
  if (!is(value)) {
    reportType(problems, field, value, `Use a value such as ${example}.`);
  }
  return is(value);
}

/** Like `checkInstance`, for each item of a list. @internal */
export function checkInstances(problems: Problems, field: string, values: unknown, is: Predicate, example: string): boolean {
  return checkArray(problems, field, values)
    && ((values ?? []) as unknown[]).map((value, index) => checkRequired(problems, `${field}[${index}]`, value, is, example)).every(Boolean);
}

/**
 * Returns a predicate for structures and for classes of other libraries, which this library cannot mark.
 *
 * @param name a property that all such values have
 * @internal
 */
export function hasProperty(name: string): (value: unknown) => value is Record<string, unknown> {
  return (value): value is Record<string, unknown> => isStructure(value) && name in value;
}
