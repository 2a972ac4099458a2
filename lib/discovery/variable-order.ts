/** `$$` is an escaped dollar sign, so that `$$(NAME)` is not a reference. */
const REFERENCE = /\$\$|\$\(([^)]+)\)/g;

/**
 * Puts environment variables in an order that does not depend on the order of the map that declares them: a variable follows the variables
 * that it refers to with `$(NAME)`, and otherwise the order is by name. In Java, a map has a different order in each run of a program.
 *
 * @internal
 */
export function inCanonicalOrder(values: ReadonlyMap<string, string>): Map<string, string> {
  const ordered = new Map<string, string>();
  const visited = new Set<string>();
  const visit = (name: string) => {
    const value = values.get(name);
    if (value === undefined || visited.has(name)) {
      return;
    }
    visited.add(name);
    referencesIn(value).sort().forEach(visit);
    ordered.set(name, value);
  };
  [...values.keys()].sort().forEach(visit);
  return ordered;
}

function referencesIn(value: string): string[] {
  return Array.from(value.matchAll(REFERENCE), match => match[1]).filter(name => name !== undefined);
}
