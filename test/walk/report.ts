import type { Run } from './walk';

/** How many of the places with most failures the summary names. */
const MOST = 10;

/** What to do about a failure. */
const HELP = [
  'Each value must have its documented effect, or be refused by a rule that names the option. Check the type of the option in lib/, render the value,',
  'or add an option that changes no document to test/walk/exemptions.ts, with the reason. WALK_FAILURES=FILE writes all failures to a file.',
].join(' ');

/** Counts the outcomes of a walk, and keeps the failures. */
export class Report {
  public readonly failures: Run[] = [];
  private readonly counts = new Map<string, Map<string, number>>();

  public add(run: Run): void {
    const { valueClass, outcome: { kind, isFailure } } = run;
    increment(entry(this.counts, valueClass, () => new Map()), isFailure ? 'failure' : kind);
    isFailure && this.failures.push(run);
  }

  /** A table of the outcomes by class of value, the kinds of failures, and the places with most failures. */
  public summary(): string {
    const kinds = [...new Set([...this.counts.values()].flatMap(counts => [...counts.keys()]))].sort();
    const total = kinds.map(kind => ({ kind, count: sum([...this.counts.values()].map(counts => counts.get(kind) ?? 0)) }));
    const rows = [...this.counts].map(([name, counts]) => [name, ...kinds.map(kind => String(counts.get(kind) ?? 0))]);
    return [
      `${sum(total.map(({ count }) => count))} values in places: ${total.map(({ kind, count }) => `${count} ${kind}`).join(', ')}`,
      '', ...table([['class of value', ...kinds], ...rows]),
      ...this.failures.length === 0 ? [] : ['', 'Kinds of failures', ...this.groups(({ outcome }) => outcome.kind, Infinity)],
      ...this.failures.length === 0 ? [] : ['', 'Most frequent failures', ...this.groups(({ place, outcome }) => `${outcome.kind}: ${place}`, MOST)],
      '',
    ].join('\n');
  }

  /** What to do, and a number of failures; empty if there are none. */
  public problems(most: number): string[] {
    return this.failures.length === 0 ? [] : [HELP, ...this.failures.slice(0, most).map(describe)];
  }

  /** All failures as JSON. */
  public json(): string {
    const failures = this.failures.map(({ place, valueClass, value, outcome: { kind, detail } }) => ({ kind, place, valueClass, value, detail }));
    return JSON.stringify(failures, null, 1);
  }

  private groups(groupOf: (run: Run) => string, most: number): string[] {
    const groups = new Map<string, Run[]>();
    this.failures.forEach(run => entry(groups, groupOf(run), () => []).push(run));
    return [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, most)
      .map(([name, [first, ...others]]) => `${String(others.length + 1).padStart(7)} ${name}, such as ${describe(first)}`);
  }
}

function describe({ place, value, outcome: { kind, detail } }: Run): string {
  return `${place} with ${value}: ${kind}${detail ? `: ${detail.slice(0, 160).replace(/\s+/g, ' ')}` : ''}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  '));
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
