/**
 * A list with one more item, in an array of exactly this length. `push` and the spread of a list reserve space for 16 more items, which declarations
 * would keep.
 *
 * @internal
 */
export function withItem<T>(list: readonly T[] = [], item: T): readonly T[] {
  return list.concat([item]);
}
