/**
 * A deep copy of a value, which a value class stores so that later changes by the program have no effect. Instances of classes are not copied.
 *
 * @internal
 */
export function snapshot<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(snapshot) as T;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, snapshot(item)])) as T;
}
