/** For each key, the keys that it needs. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Sorts the keys of a graph so that each one follows those that it needs. The keys in a cycle stay in their order. */
export function sorted(graph: Graph): string[] {
  const result = new Set<string>();
  const visiting = new Set<string>();
  const visit = (key: string): void => {
    if (!visiting.has(key)) {
      visiting.add(key);
      graph.get(key)?.forEach(visit);
      result.add(key);
    }
  };
  [...graph.keys()].forEach(visit);
  return [...result];
}

/** The keys of a cycle, in which each one needs the next one and the last one needs the first; undefined if there is no cycle. */
export function cycleIn(graph: Graph): string[] | undefined {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (key: string): string[] | undefined => {
    if (path.includes(key)) {
      return path.slice(path.indexOf(key));
    }
    if (finished.has(key)) {
      return undefined;
    }
    path.push(key);
    for (const needed of graph.get(key) ?? []) {
      const cycle = visit(needed);
      if (cycle) {
        return cycle;
      }
    }
    path.pop();
    finished.add(key);
    return undefined;
  };
  for (const key of graph.keys()) {
    const cycle = visit(key);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}
