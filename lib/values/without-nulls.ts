/**
 * A copy of options without the values that are null, which programs without types pass for options that they leave out. Instances of classes
 * are not copied, and null items of a list are kept.
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

/**
 * A copy of options without the options that are null, which programs without types pass for options that they leave out. The values of the other
 * options are not copied. Null instead of all options is no options.
 *
 * @internal
 */
export function withoutNullMembers<T extends object>(options: T): T {
  const copy = { ...options };
  (Object.keys(copy) as (keyof T)[]).filter(name => copy[name] === null).forEach(name => delete copy[name]);
  return copy;
}
