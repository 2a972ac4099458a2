import { perWorkload, type RowResults } from '../measure/measure-row';
import { METRICS, type Metric } from '../measure/sample';
import type { Statistic } from '../measure/statistics';
import { SIDE_NAMES } from '../rows/synthesis';

const TITLES: Readonly<Record<Metric, string>> = { user: 'User CPU time', wall: 'Elapsed time', memory: 'Peak memory' };
const UNITS: Readonly<Record<Metric, string>> = { user: 'ms', wall: 'ms', memory: 'MiB' };

/** The tables of all results: first the rows with the same sides as the first row, one table for each metric, and then all other rows. */
export function tables(rows: readonly RowResults[]): string {
  const measured = rows.filter(({ sides }) => Object.keys(sides).length > 0);
  const sidesOf = ({ sides }: RowResults) => Object.keys(sides).join();
  const uniform = measured.filter(row => sidesOf(row) === SIDE_NAMES.join());
  const others = measured.filter(row => !uniform.includes(row));
  return [
    ...uniform.length > 0 ? METRICS.map(metric => ratioTable(metric, uniform)) : [],
    ...uniform.length > 0 ? [perWorkloadTable(uniform)] : [],
    ...others.length > 0 ? [otherTable(others)] : [],
    ...rows.flatMap(({ id, missing = {} }) => Object.entries(missing).map(([side, reason]) => `${id}: ${side} was not measured: ${reason}`)),
  ].join('\n\n');
}

function ratioTable(metric: Metric, rows: readonly RowResults[]): string {
  const [baseline, ...sides] = SIDE_NAMES;
  return [
    `### ${TITLES[metric]} of declaration and synthesis, compared with ${baseline}`,
    '',
    markdownTable(
      ['Row', 'Rounds', `${baseline}, ${UNITS[metric]}`, ...sides],
      rows.map(row => [
        row.id,
        `${row.rounds}`,
        row.sides[baseline].values[metric].median.toFixed(0),
        ...sides.map(side => ratio(row.sides[side].ratios[metric])),
      ]),
    ),
  ].join('\n');
}

function perWorkloadTable(rows: readonly RowResults[]): string {
  return [
    '### User CPU time for each workload, in ms',
    '',
    markdownTable(['Row', ...SIDE_NAMES], rows.map(row => [row.id, ...SIDE_NAMES.map(side => perWorkload(row, side)!.toFixed(2))])),
  ].join('\n');
}

function otherTable(rows: readonly RowResults[]): string {
  const lines = rows.flatMap(row => Object.entries(row.sides).map(([side, { values, ratios }]) => [
    `${row.id}: ${side}`,
    `${row.rounds}`,
    values.user.median.toFixed(0),
    values.wall.median.toFixed(0),
    values.memory.median.toFixed(0),
    row.objects ? (values.wall.median / row.objects).toFixed(1) : '',
    ...METRICS.map(metric => side === row.baseline ? 'baseline' : ratio(ratios[metric])),
  ]));
  return [
    '### Modules, processes and commands',
    '',
    markdownTable(['Row and side', 'Rounds', 'User, ms', 'Elapsed, ms', 'Memory, MiB', 'Elapsed, ms for each object', ...METRICS.map(metric => TITLES[metric])], lines),
  ].join('\n');
}

/** A table in Markdown whose columns have the same width in each line. All columns but the first are numbers. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(...[title, ...rows.map(row => row[column])].map(({ length }) => length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** A ratio with its spread. */
export function ratio({ median, min, max }: Statistic): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
