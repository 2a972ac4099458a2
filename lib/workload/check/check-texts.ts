import type { Problems } from '../../rules/rule';
import { checkText } from '../../rules/text';
import { isStructure } from '../../values/mark';

/**
 * Reports every text within a value that YAML cannot represent.
 *
 * @param field path of the value, with a dot
 * @internal
 */
export function checkTexts(problems: Problems, field: string, value: unknown): void {
  if (Array.isArray(value) || isStructure(value)) {
    for (const [name, item] of Object.entries(value)) {
      const inner = Array.isArray(value) ? `${field.slice(0, -1)}[${name}].` : `${field}${name}.`;
      checkText(problems, inner.slice(0, -1), item);
      checkTexts(problems, inner, item);
    }
  }
}
