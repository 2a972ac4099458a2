/** A part of an object. Its fields are not validated, so they can have any type. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    found = isFields(found) ? found[name] : undefined;
  }
  return found;
}

/** The fields at a path. Empty if the value there is not an object. */
export function fields(value: unknown, ...path: readonly string[]): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : NO_FIELDS;
}

/** The items of a list of objects. An item that is not an object becomes one without fields, so that the indexes stay correct. */
export function items(value: unknown, ...path: readonly string[]): readonly Fields[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.map(item => fields(item)) : [];
}

/** The string at a path. Undefined if it is empty or not a string. */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The entries at a path whose values are strings, such as labels. */
export function texts(value: unknown, ...path: readonly string[]): ReadonlyMap<string, string> {
  const entries = Object.entries(fields(value, ...path));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A text that is equal for equal values, whatever the order of their fields. The fields in `without` are omitted. */
export function canonical(value: unknown, without: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(value, (_, part: unknown) => isFields(part)
    ? Object.fromEntries(Object.entries(part).filter(([name]) => !without.has(name)).sort(([a], [b]) => a < b ? -1 : 1))
    : part) ?? '';
}

export function number(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** Names for a message. If there are more than five, the rest are only counted. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

export function quote(name: string | number): string {
  return typeof name === 'string' ? JSON.stringify(name) : String(name);
}
