/**
 * Compares the time and the memory that declarations need with those of other ways to write the same manifests (bench/README.md). Prints tables, and
 * writes the results to dist/bench/results.json.
 *
 * usage: projen bench [ROW...]       measures some rows: an id, or its beginning, such as `charts-100`
 *        projen bench --quick        measures all but the longest rows, in fewer rounds
 *        projen bench --rounds 3     measures all rows in this number of rounds
 *        BENCH_BEFORE=DIRECTORY projen bench   also measures the compiled library of another clone
 *        projen bench --record [ROW...]   measures all rows, or some of them again, and updates bench/record.md and bench/record.json
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { compile } from './measure/compile';
import { measureRow, type RowResults } from './measure/measure-row';
import { environment, recordPage, report } from './report/record';
import { selectRows } from './rows/rows';
import { BEFORE } from './rows/synthesis';

const RESULTS = join(__dirname, '..', 'dist', 'bench', 'results.json');
const RECORD = join(__dirname, 'record');
const QUICK_ROUNDS = 3;
const DIGITS = 4;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    // npm needs `--` before the arguments, and projen passes it on.
    args: process.argv.slice(2).filter(argument => argument !== '--'),
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' }, record: { type: 'boolean', default: false } },
  });
  if (values.record && values.quick) {
    throw new Error('--record measures the long rows too. Use it without --quick.');
  }
  const rows = selectRows(positionals).filter(({ long }) => !values.quick || !long);
  compile();
  if (BEFORE !== undefined) {
    compile(BEFORE);
  }
  const results: RowResults[] = [];
  for (const row of rows) {
    console.error(`measuring ${row.id}`);
    results.push(await measureRow(row, Number(values.rounds ?? (values.quick ? Math.min(QUICK_ROUNDS, row.rounds) : row.rounds))));
  }
  console.log(report(results));
  writeFileSync(RESULTS, toJson(results));
  if (values.record) {
    if (results.some(({ missing }) => missing)) {
      throw new Error('the record was not updated, because some sides were not measured. The lines below the tables say why.');
    }
    const all = positionals.length === 0 ? results : withRecorded(results);
    writeFileSync(`${RECORD}.md`, recordPage(environment(), all));
    writeFileSync(`${RECORD}.json`, toJson(all));
  }
}

/** The recorded results, with those of the rows that were measured again. */
function withRecorded(measured: readonly RowResults[]): RowResults[] {
  const recorded: { readonly results: readonly RowResults[] } = JSON.parse(readFileSync(`${RECORD}.json`, 'utf-8'));
  return recorded.results.map(row => measured.find(({ id }) => id === row.id) ?? row);
}

function toJson(results: readonly RowResults[]): string {
  return `${JSON.stringify({ ...environment(), results }, rounded, 2)}\n`;
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
}

main().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
