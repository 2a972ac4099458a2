import { libraryRules, versionFix } from './library';
import type { Findings, Problems, Rule } from './rule';
import { shown } from './show';
import { stringFix } from '../values/code';
import { markOf } from '../values/mark';
import { PROTOCOL } from '../values/protocol';

/** @internal */
export const valueRules = {
  type: {
    id: 'value-type',
    limit: 'a value must have the declared type of its property',
    source: 'API.md',
    cases: ['S04', 'T20', 'F16', 'F27', 'S17', 'D15', 'D19', 'G26', 'J38', 'V17', 'V18'],
    hazard: 'The API server treats an empty string for imagePullPolicy or externalTrafficPolicy as not set, and reads null for the value of a header as an empty string. This rule cannot be overridden. Omit the property instead.',
  },
  required: {
    id: 'required-option',
    limit: 'an option or argument without a default must be set',
    source: 'API.md',
    cases: [],
  },
  unknown: {
    id: 'unknown-option',
    limit: 'the name must be that of an option',
    source: 'API.md',
    cases: ['C06', 'F07', 'F11', 'F28', 'F30', 'G09', 'S08', 'S11', 'S14'],
    hazard: 'The API server accepts and ignores some fields of other types of Services. The library would ignore the option, and the manifests would not be what the program describes. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

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

/** Checks a value in an instance of cdk8s-plus, whose factories accept any value. @internal */
export function checkBoolean(problems: Problems, field: string, value: unknown): void {
  if (value !== undefined && value !== null && typeof value !== 'boolean') {
    reportType(problems, field, value, 'Use true or false, without quotes.', shown(value));
  }
}

/** Like `checkBoolean`, for a string. @internal */
export function checkString(problems: Problems, field: string, value: unknown): void {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    reportType(problems, field, value, stringFix(value));
  }
}
