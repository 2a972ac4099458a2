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
  const same = (a: string, b: string) => String(a).toLowerCase() === String(b).toLowerCase();
  const duplicate = names.find((name, index) => names.findIndex(other => same(other, name)) < index);
  if (duplicate !== undefined) {
    problems.report(routeRules.headerDuplicate, field, duplicate, 'Remove one of them.');
  }
}
