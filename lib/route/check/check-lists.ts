import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';

/** Reports a list with too many items. @internal */
export function checkCount(problems: Problems, field: string, what: string, count: number, max: number): void {
  if (count > max) {
    problems.report(routeRules.limit, field, `${count} ${what}`, `Use at most ${max}, and declare another Route for the others.`);
  }
}

/** Reports names of headers that are equal, or differ only in case. @internal */
export function checkDuplicateHeaders(problems: Problems, field: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const duplicate = names.find(name => seen.size === seen.add(name.toLowerCase()).size);
  if (duplicate !== undefined) {
    problems.report(routeRules.headerDuplicate, field, duplicate, 'Remove one of them.');
  }
}
