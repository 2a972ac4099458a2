import type { RowResults } from '../measure/measure-row';
import type { Metric } from '../measure/sample';
import type { Statistic } from '../measure/statistics';

const TITLES: Readonly<Record<Metric, string>> = { user: 'User CPU time', wall: 'Elapsed time', memory: 'Peak memory' };
const UNITS: Readonly<Record<Metric, string>> = { user: 'ms', wall: 'ms', memory: 'MiB' };

/** A table of the ratios of one metric. All rows have the same baseline. */
export function ratioTable(metric: Metric, rows: readonly RowResults[]): string {
  const [{ baseline }] = rows;
  const sides = [...new Set(rows.flatMap(row => Object.keys(row.sides)))].filter(side => side !== baseline);
  return [
    `### ${TITLES[metric]}`,
    '',
    markdownTable(
      ['Row', 'Rounds', `${baseline}, ${UNITS[metric]}`, ...sides],
      rows.map(row => [
        row.id,
        `${row.rounds}`,
        row.sides[baseline].values[metric].median.toFixed(0),
        ...sides.map(side => row.sides[side] ? ratio(row.sides[side].ratios[metric]) : ''),
      ]),
    ),
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
