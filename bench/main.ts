/**
 * Compares the time and the memory that declarations need with those of other ways to write the same manifests. Prints tables, and writes the results
 * as JSON to dist/bench/results.json.
 *
 * usage: projen bench [--rounds NUMBER] [ROW...]
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { compile } from './measure/compile';
import { measureRow, type RowResults } from './measure/measure-row';
import { METRICS } from './measure/sample';
import { ratioTable } from './report/tables';
import { selectRows } from './rows/rows';

const JSON_FILE = join(__dirname, '..', 'dist', 'bench', 'results.json');

function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string' } } });
  const rows = selectRows(positionals);
  compile();
  const results = rows.map((row): RowResults => {
    console.error(`measuring ${row.id}`);
    return measureRow(row, values.rounds === undefined ? undefined : Number(values.rounds));
  });
  console.log(METRICS.map(metric => ratioTable(metric, results)).join('\n\n'));
  writeFileSync(JSON_FILE, JSON.stringify(results, null, 2));
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
