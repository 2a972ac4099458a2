/**
 * Options as they were said, without those that are null, which programs without types hand over for what they leave out. Instances of
 * classes, and items of lists, are taken as they are.
 *
 * @internal
 */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(withoutNulls) as T;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([name, item]) => [name, withoutNulls(item)])) as T;
}
