import { isPath, namesIn, partsOf, pathOf, typeAt } from './option-path';
import { MAX_LISTED } from '../options/set-options';
import { defaultsRules } from '../rules/defaults';
import type { Problems } from '../rules/rule';
import { stringCode } from '../values/code';

/** Reports paths of `ignoredDefaults` that are not those of options which can have a default. @internal */
export function checkIgnored(problems: Problems, paths: readonly string[]): void {
  paths.forEach((path, index) => {
    const parts = partsOf(path);
    if (!isPath(path) || typeAt(parts) === undefined) {
      problems.report(defaultsRules.ignored, `ignoredDefaults[${index}]`, path, fixFor(parts));
    }
  });
}

function fixFor(parts: readonly string[]): string {
  const unknown = parts.findIndex((_, index) => typeAt(parts.slice(0, index + 1)) === undefined);
  const known = unknown < 0 ? parts : parts.slice(0, unknown);
  const names = namesIn(known);
  if (names.length > 0) {
    return names.length <= MAX_LISTED ? `Use one of ${names.map(name => stringCode(pathOf([...known, name]))).join(', ')}.` : 'Use an option of WorkloadOptions (API.md).';
  }
  return `Use ${stringCode(pathOf(known))}: its value is replaced as a whole.`;
}
