import { STRUCTURES } from './declared-types';
import { isSet, optionOf } from './set-options';
import { isMistake, reportName } from './unknown-names';
import type { Findings } from '../rules/rule';

/** Whether an object was written as `{ … }`, also in another realm, or has no prototype. @internal */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.hasOwn(prototype, 'hasOwnProperty');
}

/**
 * Reports names that are not options of a structure. An instance of a class that implements the structure can also have members of its own, so only
 * names that were meant as an option are reported then.
 *
 * @internal
 */
export function checkNames(findings: Findings, field: string, type: string, value: object): void {
  if (!isPlain(value)) {
    checkMistakes(findings, type, value, field);
    return;
  }
  const types = STRUCTURES[type];
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(types, name) && isSet(optionOf(value, name))) {
      reportName(findings, field, type, name, value);
    }
  }
}

/**
 * Reports names that are not options of a construct, but were meant as an option: misspelled names, names of Kubernetes fields, and options of other
 * constructs. Other names can belong to the program's own code.
 *
 * @internal
 */
export function checkMistakes(findings: Findings, type: string, value: object, field = ''): void {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(STRUCTURES[type], name) && isSet(optionOf(value, name)) && isMistake(type, name, value)) {
      reportName(findings, field, type, name, value);
    }
  }
}
