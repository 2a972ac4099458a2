import { execFileSync } from 'child_process';
import { dirname, join } from 'path';
import { ROOT } from './markdown';

/** Runs a program of docs/upstream/, and returns the rows of the table that it prints. */
function rowsOf(program: string, ...parameters: readonly string[]): string[][] {
  const output = execFileSync(process.execPath, [join(ROOT, 'docs', 'upstream', program), ...parameters], { encoding: 'utf8' });
  return output.trim().split('\n').slice(2).map(row => row.split('|').slice(1, -1).map(cell => cell.trim()));
}

test('cdk8s validates the whole app again for each chart, until it is changed as docs/upstream/cdk8s-synth-per-chart.md proposes', () => {
  // If each object is validated once, this version of cdk8s has the change: remove the page, its program and this test.
  expect(rowsOf('cdk8s-synth-per-chart.js', '2', '20').map(row => row.slice(0, 2).map(Number))).toEqual([[2, 3], [20, 21]]);
});

test.each([
  ['of cdk8s', dirname(require.resolve('cdk8s/package.json'))],
  ['of this project', ROOT],
])('the package yaml %s writes strings so that they are read differently, until it is changed as docs/upstream/yaml-strings.md proposes', (_, directory) => {
  const rows = rowsOf('yaml-strings.js', require.resolve('yaml', { paths: [directory] }));

  // If a row has no "no", kubectl reads such strings unchanged: remove them from lib/rules/misread-texts.ts and from the page.
  expect(rows.map(row => row.slice(1).join(' '))).toEqual(['yes no', 'yes yes', 'yes yes', 'no yes', 'no yes', 'no yes', 'no yes']);
});
