import type { Problems } from '../../rules/rule';
import { checkText, isUnwritable } from '../../rules/text';
import { isStructure } from '../../values/mark';

/**
 * Reports every text within a value that YAML cannot represent.
 *
 * @param field path of the value, with a dot
 * @internal
 */
export function checkTexts(problems: Problems, field: string, value: unknown): void {
  unwritableIn(value).forEach(({ path, text }) => checkText(problems, `${field.slice(0, -1)}${path}`, text));
}

/** The texts within a value that YAML cannot represent. Most values have none, so that no paths are composed for them. */
function unwritableIn(value: unknown): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') {
    return isUnwritable(value) ? [{ path: '', text: value }] : [];
  }
  return Array.isArray(value) || isStructure(value) ? Object.entries(value).flatMap(([name, item]) => {
    return unwritableIn(item).map(({ path, text }) => ({ path: `${Array.isArray(value) ? `[${name}]` : `.${name}`}${path}`, text }));
  }) : [];
}
