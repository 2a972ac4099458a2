import { markdownTable, ratio } from './tables';
import { perWorkload, type RowResults } from '../measure/measure-row';
import type { Metric } from '../measure/sample';

/** The result of a target; undefined if its rows were not measured. */
type Outcome = { readonly measured: string; readonly met: boolean } | undefined;

/** What the library must reach. */
interface Target {
  readonly title: string;
  outcome(rows: ReadonlyMap<string, RowResults>): Outcome;
}

const OURS = 'ours';
const BASELINE = 'cdk8s-plus';
const TITLES: Readonly<Record<Metric, string>> = { user: 'user CPU time', wall: 'elapsed time', memory: 'peak memory' };

const TARGETS: readonly Target[] = [
  ...[100, 1_000, 10_000].map(size => atMost(`one-chart-${size}`, 'user', 1.1)),
  ...['equal', 'different'].map(names => atMost(`charts-100-${names}`, 'user', 1.6)),
  ...['equal', 'different'].map(names => atMost(`charts-300-${names}`, 'user', 2)),
  ...[100, 300].map(sameForNames),
  linear('isolation-50', 'isolation-200', 1.25),
  atMost('import', 'user', 1.15),
  atMost('one-chart-10000', 'memory', 1.1),
];

/** A table of the targets whose rows were measured; an empty text if there are none. */
export function targetTable(results: readonly RowResults[]): string {
  const rows = new Map(results.map(row => [row.id, row]));
  const lines = TARGETS.flatMap(({ title, outcome }) => {
    const result = outcome(rows);
    return result ? [[title, result.measured, result.met ? 'met' : 'not met']] : [];
  });
  return lines.length === 0 ? '' : ['### Targets', '', markdownTable(['Ours, compared with cdk8s-plus', 'Measured', 'Target'], lines)].join('\n');
}

function atMost(id: string, metric: Metric, limit: number): Target {
  return {
    title: `${id}: ${TITLES[metric]} at most ${limit}`,
    outcome: rows => {
      const measured = rows.get(id)?.sides[OURS]?.ratios[metric];
      return measured && { measured: ratio(measured), met: measured.median <= limit };
    },
  };
}

/** The names of workloads must not matter: the spreads of the ratios overlap. */
function sameForNames(size: number): Target {
  return {
    title: `charts-${size}: the same user CPU time for equal and different names`,
    outcome: rows => {
      const [equal, different] = ['equal', 'different'].map(names => rows.get(`charts-${size}-${names}`)?.sides[OURS].ratios.user);
      return equal && different && {
        measured: `${equal.median.toFixed(2)} and ${different.median.toFixed(2)}`,
        met: equal.min <= different.max && different.min <= equal.max,
      };
    },
  };
}

/** The time for each workload must not grow more than that of the baseline. */
function linear(small: string, large: string, limit: number): Target {
  return {
    title: `${large} and ${small}: user CPU time for each workload grows at most ${limit} times as much`,
    outcome: rows => {
      const growth = (side: string) => {
        const [before, after] = [small, large].map(id => rows.has(id) ? perWorkload(rows.get(id)!, side) : undefined);
        return before && after && after / before;
      };
      const [own, expected] = [growth(OURS), growth(BASELINE)];
      return own && expected ? { measured: (own / expected).toFixed(2), met: own / expected <= limit } : undefined;
    },
  };
}
