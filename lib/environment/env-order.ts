import { isConfigKey } from '../rules/containers';
import { compareNames } from '../values/compare-names';

/** A rendered variable. It can refer to other variables only if it has a `value`, not if it has `valueFrom`. */
export interface EnvVariable {
  readonly name: string;
  readonly value?: unknown;
}

/** A rendered source of variables (`envFrom`). */
export interface EnvSource {
  readonly prefix?: string;
}

/** An escaped `$`, or a reference to a variable, in the syntax of `Expand` in third_party/forked/golang/expansion/expand.go of Kubernetes. */
const ESCAPE_OR_REFERENCE = /\$\$|\$\(([^)]*)\)/g;

/** The names that a value refers to by `$(NAME)`. `$$(NAME)` is the escaped text `$(NAME)`. @internal */
export function referencesIn(value: unknown): Set<string> {
  const matches = typeof value === 'string' ? [...value.matchAll(ESCAPE_OR_REFERENCE)] : [];
  return new Set(matches.flatMap(([, name]) => name ?? []));
}

/** The position of the first reference to a variable in a value that has one, counted from 1 in characters. @internal */
export function positionOfReference(value: string, name: string): number {
  const { index } = [...value.matchAll(ESCAPE_OR_REFERENCE)].find(match => match[1] === name)!;
  return Array.from(value.slice(0, index)).length + 1;
}

/**
 * Puts the variables of a container into their canonical order, which does not depend on the order in which they were declared: a variable
 * follows the variables of the list that it refers to; otherwise variables are ordered by name (UTF-16 code units). The kubelet expands the
 * list from the first to the last variable.
 *
 * A reference of a variable to itself has no influence on the order: it stands for the value of an `envFrom` source. If each remaining variable
 * refers to another remaining one, there is a cycle. The next variable is then a variable of a cycle that refers to no other cycle: the first by
 * name whose references to remaining variables can all be resolved from a source, because they stand for the values of that source.
 *
 * @param preferred names of variables that precede the others in this order, as far as their references permit
 * @internal
 */
export function inCanonicalOrder<T extends EnvVariable>(
  variables: readonly T[], sources: readonly EnvSource[] = [], preferred: readonly string[] = [],
): T[] {
  if (variables.length < 2) {
    return [...variables];
  }
  const references = new References(variables, sources);
  const ranks = new Map(preferred.map((name, index) => [name, index]));
  const rankOf = (name: string) => ranks.get(name) ?? preferred.length;
  const byName = variables.map(variable => [variable.name, variable] as const);
  const remaining = new Map(byName.sort(([a], [b]) => rankOf(a) - rankOf(b) || compareNames(a, b)));
  const ordered: T[] = [];
  while (remaining.size > 0) {
    const names = [...remaining.keys()];
    const isRemaining = (name: string) => remaining.has(name);
    const next = names.find(name => !references.of(name).some(isRemaining)) ?? references.breakCycle(names);
    ordered.push(remaining.get(next)!);
    remaining.delete(next);
  }
  return ordered;
}

/**
 * The cycles in which variables refer to each other, each as a list of names that ends with the first one. A cycle is omitted if a source may
 * define one of its variables, and so is a variable that refers only to itself.
 *
 * @internal
 */
export function cyclesOf(variables: readonly EnvVariable[], sources: readonly EnvSource[] = []): string[][] {
  if (variables.length < 2) {
    return [];
  }
  const references = new References(variables, sources);
  const reported = new Set<string>();
  return references.leadingToCycles().sort().flatMap(name => {
    const cycle = reported.has(name) ? undefined : references.cycleThrough(name);
    if (!cycle) {
      return [];
    }
    references.inCycleWith(name).forEach(other => reported.add(other));
    return [cycle];
  });
}

/** The references between the variables of a container. References to the variable itself and to unknown variables are left out. */
class References {
  private readonly references: ReadonlyMap<string, readonly string[]>;

  constructor(variables: readonly EnvVariable[], private readonly sources: readonly EnvSource[]) {
    const names = new Set(variables.map(({ name }) => name));
    this.references = new Map(variables.map(({ name, value }) => (
      [name, [...referencesIn(value)].filter(other => other !== name && names.has(other)).sort()]
    )));
  }

  public of(name: string): readonly string[] {
    return this.references.get(name)!;
  }

  /** The next variable if each remaining variable refers to another remaining one. */
  public breakCycle(remaining: readonly string[]): string {
    const names = new Set(remaining);
    const next = (name: string) => this.of(name).filter(other => names.has(other));
    const reachable = new Map(remaining.map(name => [name, reachableFrom(name, next)]));
    // the variables of each cycle that does not refer to variables outside of it
    const inCycles = remaining.filter(name => [...reachable.get(name)!].every(other => reachable.get(other)!.has(name)));
    return inCycles.find(name => next(name).every(other => mayComeFrom(this.sources, other))) ?? inCycles[0];
  }

  /**
   * The variables that are part of a cycle or refer to one, directly or not: all other variables are resolved after the variables that they
   * refer to. Most containers have none of them, so that no path has to be searched.
   */
  public leadingToCycles(): string[] {
    const unresolved = new Map<string, number>();
    const referrers = new Map<string, string[]>();
    for (const name of this.references.keys()) {
      const others = this.withoutSource(name);
      unresolved.set(name, others.length);
      others.forEach(other => referrers.set(other, [...referrers.get(other) ?? [], name]));
    }
    const resolved = [...unresolved.keys()].filter(name => unresolved.get(name) === 0);
    for (const name of resolved) {
      for (const referrer of referrers.get(name) ?? []) {
        unresolved.set(referrer, unresolved.get(referrer)! - 1);
        unresolved.get(referrer) === 0 && resolved.push(referrer);
      }
    }
    return [...unresolved.keys()].filter(name => unresolved.get(name)! > 0);
  }

  /** The shortest cycle that a variable is part of. */
  public cycleThrough(start: string): string[] | undefined {
    const paths = [[start]];
    const visited = new Set<string>();
    for (const path of paths) {
      for (const name of this.withoutSource(path.at(-1)!)) {
        if (name === start) {
          return [...path, start];
        }
        if (!visited.has(name)) {
          visited.add(name);
          paths.push([...path, name]);
        }
      }
    }
    return undefined;
  }

  /** All variables that are part of a cycle with this one. */
  public inCycleWith(name: string): string[] {
    const next = (other: string) => this.withoutSource(other);
    return [...reachableFrom(name, next)].filter(other => reachableFrom(other, next).has(name));
  }

  /** The variables that a variable refers to and that no source may define. */
  private withoutSource(name: string): string[] {
    return this.of(name).filter(other => !mayComeFrom(this.sources, other));
  }
}

/** Whether one of the sources may have a key that becomes a variable. @internal */
export function mayComeFrom(sources: readonly EnvSource[], name: string): boolean {
  return sources.some(({ prefix }) => {
    const start = String(prefix ?? '');
    return name.startsWith(start) && isConfigKey(name.slice(start.length));
  });
}

function reachableFrom(start: string, next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set<string>();
  const pending = [...next(start)];
  for (const name of pending) {
    if (!reached.has(name)) {
      reached.add(name);
      pending.push(...next(name));
    }
  }
  return reached;
}
