import { isPath, namesIn, partsOf, pathOf, restOf, typeAt } from './option-path';
import { STRUCTURES } from '../options/declared-types';
import { MAX_LISTED } from '../options/set-options';
import { similarTo } from '../options/unknown-names';
import { defaultsRules } from '../rules/defaults';
import type { Problems } from '../rules/rule';
import { memberCode, stringCode } from '../values/code';

/** The types of maps whose values have no parts that a path could name. */
const TEXTS = ['{string}', '{string[]}'];

/** Reports paths of `ignoredDefaults` that are not those of options which can have a default. @internal */
export function checkIgnored(problems: Problems, paths: readonly string[]): void {
  paths.forEach((path, index) => {
    const parts = partsOf(path);
    if (!isPath(path) || typeAt(parts) === undefined) {
      problems.report(defaultsRules.ignored, `ignoredDefaults[${index}]`, path, fixFor(path, parts));
    }
  });
}

function fixFor(path: string, parts: readonly string[]): string {
  const [name = ''] = parts;
  if (name === 'ignoredDefaults') {
    return 'Remove it: ignoredDefaults itself has no default.';
  }
  if (isOfDeclaration(name)) {
    return `Remove it: ${name} belongs to one declaration, so it has no default.`;
  }
  const known = knownParts(parts);
  if (isPath(path) && known.length === parts.length) {
    return `Use ${codeOf(known)}.`;
  }
  if (typeAt(known)!.startsWith('{')) {
    return keyFix(known, restOf(path, known.length));
  }
  const deeper = known.length > 0 ? [] : namesIn([]).filter(option => namesIn([option]).includes(name));
  return deeper.length > 0 ? `Use ${deeper.map(option => codeOf([option, ...parts])).join(' or ')}.` : whole(known);
}

/** Whether an option belongs to a single workload. */
function isOfDeclaration(name: string): boolean {
  return typeAt([name]) === undefined && ['ExposedWorkloadProps', 'WorkerProps'].some(type => Object.hasOwn(STRUCTURES[type], name));
}

/** The parts until the first one that is no option, or until a map of texts, with the most similar option in place of a misspelled one. */
function knownParts(parts: readonly string[]): string[] {
  const known: string[] = [];
  for (const part of parts) {
    const names = namesIn(known);
    const name = names.length === 0 || names.includes(part) ? part : similarTo(names, part);
    if (name === undefined || typeAt([...known, name]) === undefined || TEXTS.includes(typeAt(known)!)) {
      break;
    }
    known.push(name);
  }
  return known;
}

/** The fix for a path that has something else than one key behind a map. */
function keyFix(parts: readonly string[], rest: string): string {
  const key = rest.replace(/^\.|^\[['"]?|['"]?\]?$/g, '');
  if (key === '') {
    return `Use ${codeOf(parts)} to ignore the whole map, or add a key, as in ${codeOf([...parts, 'KEY'])}.`;
  }
  return `Use ${codeOf([...parts, key])}${memberCode(key).startsWith('[') ? ': a key that is not a simple name is written in brackets' : ''}.`;
}

/** The fix for a path that has something behind an option that has no such part. */
function whole(parts: readonly string[]): string {
  const names = namesIn(parts);
  if (names.length === 0) {
    return `Use ${codeOf(parts)}: its value is replaced as a whole.`;
  }
  return names.length <= MAX_LISTED ? `Use one of ${names.map(name => codeOf([...parts, name])).join(', ')}.` : 'Use an option of WorkloadOptions (API.md).';
}

function codeOf(parts: readonly string[]): string {
  return stringCode(pathOf(parts));
}
