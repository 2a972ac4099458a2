/** The type of a value with its article, for a message. */
export function typeNameOf(value: unknown): string {
  if (value === null || value === undefined) {
    return String(value);
  }
  const type = Array.isArray(value) ? 'list' : typeof value;
  return `${type === 'object' ? 'an' : 'a'} ${type}`;
}
