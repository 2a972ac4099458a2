/** An item, and the keys of which another item must have all. */
export interface Keyed<T> {
  readonly item: T;
  readonly keys: readonly string[];
}

/**
 * Items by the rarest of their keys, so that few items have the same key also if all of them have one in common, such as a label with the name of a team.
 * Items without a key are left out.
 *
 * @internal
 */
export function byRarestKey<T>(all: readonly Keyed<T>[]): Map<string, T[]> {
  const count = new Map<string, number>();
  all.forEach(({ keys }) => keys.forEach(key => count.set(key, (count.get(key) ?? 0) + 1)));
  const byKey = new Map<string, T[]>();
  for (const { item, keys } of all.filter(each => each.keys.length > 0)) {
    const [rarest] = [...keys].sort((a, b) => count.get(a)! - count.get(b)!);
    const others = byKey.get(rarest);
    others ? others.push(item) : byKey.set(rarest, [item]);
  }
  return byKey;
}
