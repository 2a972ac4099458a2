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
  const copy = { ...value };
  for (const name of Object.keys(copy) as (keyof T)[]) {
    copy[name] = snapshot(copy[name]);
  }
  return copy;
}
