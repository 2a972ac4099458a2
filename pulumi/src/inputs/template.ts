import type { Placeholder, Scalar } from './placeholder';

/** A value that is the same in all renderings, or a place at which Outputs are used. */
export type Template = Scalar | null | Place | readonly Template[] | { readonly [key: string]: Template };

/** A place at which Outputs are used. */
export abstract class Place {
  /** The values with the first and the second placeholders, as a text. */
  public readonly key: string;

  constructor(values: readonly [first: Scalar | null, second: Scalar | null]) {
    this.key = JSON.stringify(values);
  }
}

/** The value of one Output. */
export class ValuePlace extends Place {
  constructor(public readonly placeholder: Placeholder, values: readonly [Scalar | null, Scalar | null]) {
    super(values);
  }
}

/** A text that contains Outputs. */
export class TextPlace extends Place {
  constructor(public readonly parts: readonly (string | Placeholder)[], values: readonly [Scalar | null, Scalar | null]) {
    super(values);
  }
}

/** A value that the callback computed from Outputs, such as a hash. */
export class ComputedPlace extends Place {}

/** A JSON value. */
export type Json = Scalar | null | readonly Json[] | { readonly [key: string]: Json };

/** Reports that something other than a single value differs. */
export type Report = (path: string, message: string) => void;

/** Finds the places at which Outputs are used, by comparing the renderings with the first and the second placeholders. */
export function templateOf(first: Json, second: Json, placeholders: readonly Placeholder[], report: Report, path = ''): Template {
  const inner = (key: string | number, a: Json, b: Json) => templateOf(a, b, placeholders, report, fieldPath(path, key));
  if (Array.isArray(first) && Array.isArray(second)) {
    return compareLengths(first, second, report, path) ? first.map((entry, index) => inner(index, entry, second[index])) : [];
  }
  if (isMap(first) && isMap(second)) {
    return compareKeys(first, second, report, path)
      ? Object.fromEntries(Object.entries(first).map(([key, value]) => [key, inner(key, value, second[key])])) : {};
  }
  if (isScalar(first) && isScalar(second)) {
    return first === second ? first : placeOf(first, second, placeholders);
  }
  report(path, 'its type depends on the value of an Output');
  return null;
}

export function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTemplateMap(template: Template): template is { readonly [key: string]: Template } {
  return typeof template === 'object' && template !== null && !Array.isArray(template) && !(template instanceof Place);
}

/** Whether a field of a document contains an Output. */
export function isPlace(template: Template, ...fields: readonly string[]): boolean {
  return fields.reduce<Template>((value, field) => isTemplateMap(value) ? value[field] : null, template) instanceof Place;
}

/** The path of a field or list entry, such as `spec.ports[0]`. */
export function fieldPath(path: string, key: string | number): string {
  if (typeof key === 'number') {
    return `${path}[${key}]`;
  }
  return /^[\w-]+$/.test(key) ? `${path && `${path}.`}${key}` : `${path}[${JSON.stringify(key)}]`;
}

export function compareLengths(a: readonly Json[], b: readonly Json[], report: Report, path: string): boolean {
  if (a.length !== b.length) {
    report(path, `the number of its entries depends on the value of an Output: it is ${a.length} or ${b.length}`);
  }
  return a.length === b.length;
}

export function compareKeys(a: object, b: object, report: Report, path: string): boolean {
  const different = [...Object.keys(a).filter(key => !Object.hasOwn(b, key)), ...Object.keys(b).filter(key => !Object.hasOwn(a, key))];
  if (different.length > 0) {
    report(path, `its keys depend on the value of an Output: ${different.map(key => `'${key}'`).join(' and ')}`);
  }
  return different.length === 0;
}

function isScalar(value: Json): value is Scalar | null {
  return typeof value !== 'object' || value === null;
}

function placeOf(first: Scalar | null, second: Scalar | null, placeholders: readonly Placeholder[]): Place {
  const same = placeholders.filter(placeholder => placeholder.first === first && placeholder.second === second);
  if (same.length > 0) {
    // Two Outputs with the same examples cannot be distinguished.
    return same.length === 1 ? new ValuePlace(same[0], [first, second]) : new ComputedPlace([first, second]);
  }
  const parts = typeof first === 'string' && typeof second === 'string' ? partsOf(first, second, placeholders) : undefined;
  return parts ? new TextPlace(parts, [first, second]) : new ComputedPlace([first, second]);
}

/** The parts of two texts that differ only in placeholders; undefined if something else differs. */
function partsOf(first: string, second: string, placeholders: readonly Placeholder[]): (string | Placeholder)[] | undefined {
  const parts: (string | Placeholder)[] = [''];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const found = placeholders.filter(placeholder => isAt(first, i, placeholder.first) && isAt(second, j, placeholder.second));
    if (found.length === 1) {
      parts.push(found[0], '');
      i += String(found[0].first).length;
      j += String(found[0].second).length;
    } else if (found.length === 0 && first[i] === second[j]) {
      parts.push(parts.pop() as string + first[i]);
      i++;
      j++;
    } else {
      return undefined;
    }
  }
  return parts.filter(part => part !== '');
}

/** Whether a text has a value at an index. The digits of a number are the value only if no other digits are next to them. */
function isAt(text: string, index: number, value: Scalar): boolean {
  const end = index + String(value).length;
  return text.startsWith(String(value), index)
    && (typeof value !== 'number' || !(/\d/.test(text[index - 1] ?? '') || /\d/.test(text[end] ?? '')));
}
