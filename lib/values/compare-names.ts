/**
 * Orders names by their characters, independently of the locale. Maps are written in this order, because some languages iterate over a map in a
 * different order in each run of a program.
 *
 * @internal
 */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entries of a map, ordered by name. @internal */
export function sortedEntries<T>(values: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(values ?? {}).sort(([a], [b]) => compareNames(a, b));
}
