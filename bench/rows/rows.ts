import { IMPORT } from './import';
import type { Row } from './row';
import { synthesisRow } from './synthesis';

/** The number of rounds by the number of workloads. Small apps need more rounds, because their times vary more. */
const ONE_CHART = [[1, 11], [10, 11], [100, 9], [1_000, 5], [10_000, 3]] as const;
const A_CHART_EACH = [[10, 9], [100, 7], [300, 5], [1_000, 1]] as const;
const ISOLATED = [[50, 5], [100, 5], [200, 5]] as const;

/** All rows of the benchmark. */
export const ROWS: readonly Row[] = [
  ...ONE_CHART.map(([size, rounds]) => synthesisRow(`one-chart-${size}`, { layout: 'one chart', size }, rounds)),
  ...A_CHART_EACH.flatMap(([size, rounds]) => [
    synthesisRow(`charts-${size}-equal`, { layout: 'a chart each', size, equalNames: true }, rounds),
    synthesisRow(`charts-${size}-different`, { layout: 'a chart each', size }, rounds),
  ]),
  synthesisRow('connections-100', { layout: 'one chart', size: 100, connected: true }, 7),
  ...ISOLATED.map(([size, rounds]) => synthesisRow(`isolation-${size}`, { layout: 'a chart each', size, connected: true, isolated: true }, rounds)),
  synthesisRow('routes-100', { layout: 'one chart', size: 100, routed: true }, 7),
  IMPORT,
];

/** The rows that arguments select: an id, or its beginning, such as `charts-100`. Without arguments, all rows. */
export function selectRows(names: readonly string[]): Row[] {
  const unknown = names.find(name => !ROWS.some(row => isSelectedBy(row, name)));
  if (unknown !== undefined) {
    throw new Error(`there is no row ${unknown}. Use some of these: ${ROWS.map(({ id }) => id).join(', ')}`);
  }
  return ROWS.filter(row => names.length === 0 || names.some(name => isSelectedBy(row, name)));
}

function isSelectedBy({ id }: Row, name: string): boolean {
  return id === name || id.startsWith(`${name}-`);
}
