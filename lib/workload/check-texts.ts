import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';

/**
 * Notes every text anywhere in a value that can't be written.
 *
 * @param field what the value is called, with a dot
 * @internal
 */
export function checkTexts(problems: Problems, field: string, value: unknown): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      const inner = Array.isArray(value) ? `${field.slice(0, -1)}[${name}].` : `${field}${name}.`;
      checkText(problems, inner.slice(0, -1), item);
      checkTexts(problems, inner, item);
    }
  }
}
