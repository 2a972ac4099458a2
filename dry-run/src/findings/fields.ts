/** Part of an object of which nothing is known, not even that its fields have the types they should. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    found = isFields(found) ? found[name] : undefined;
  }
  return found;
}

/** No fields, where there is anything but an object. */
export function fields(value: unknown, ...path: readonly string[]): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : NO_FIELDS;
}

/** The items of a list of objects; what is no object has no fields, so that positions remain. */
export function items(value: unknown, ...path: readonly string[]): readonly Fields[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.map(item => fields(item)) : [];
}

/** A text that is not empty. */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A map of texts, such as labels. */
export function texts(value: unknown, ...path: readonly string[]): ReadonlyMap<string, string> {
  const entries = Object.entries(fields(value, ...path));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The same text for the same value, in whatever order its fields stand, those left out that are named. */
export function canonical(value: unknown, without: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(value, (_, part: unknown) => isFields(part)
    ? Object.fromEntries(Object.entries(part).filter(([name]) => !without.has(name)).sort(([a], [b]) => a < b ? -1 : 1))
    : part) ?? '';
}

export function number(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** Names in a message, cut short where there are many. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

export function quote(name: string | number): string {
  return typeof name === 'string' ? JSON.stringify(name) : String(name);
}
