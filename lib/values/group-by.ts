/** Values by a key that each of them has, in their order. @internal */
export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    group ? group.push(value) : groups.set(key, [value]);
  }
  return groups;
}
