import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { adopt } from '../src/adopt';
import { readInput } from '../src/input/read-input';
import { textReport } from '../src/report/text';

const PAGE = readFileSync(join(__dirname, '../../docs/adopting.md'), 'utf-8');
const CLI = join(__dirname, '..');

/** The first block of code of the page in a language. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGE)![1];
}

/** What the command writes and prints for manifests; by default, for the example of docs/adopting.md. */
function adoptExample(inPlace: boolean, manifests = block('yaml')): { readonly program: string; readonly report: string } {
  const { documents } = readInput(['-'], { readStdin: () => Buffer.from(manifests) });
  const { files, report } = adopt(documents, { inPlace, out: 'main.ts' }, { resolve: require, fallback: CLI });
  return { program: files[0].content, report: textReport(report, { folder: dirname('main.ts'), inPlace }) };
}

test('docs/adopting.md shows the program and the report of its example', () => {
  const { program, report } = adoptExample(true);

  expect(block('ts nofixture')).toBe(program);
  expect(PAGE).toContain(`\`\`\`text\n${report}\`\`\`\n`);
});

test('docs/adopting.md shows what the report has in addition without --in-place', () => {
  const { program, report } = adoptExample(false);

  expect(PAGE).toContain(`the program of the example is ${program.split('\n').length - 1} lines long`);
  expect(PAGE).toContain(`\`\`\`text\n${report.slice(report.indexOf('Defaults that'))}\`\`\`\n`);
});

test('docs/adopting.md shows the documents of an application', () => {
  const { report } = adoptExample(true, readFileSync(join(CLI, '../test/e2e/adoption/shop.yaml'), 'utf-8'));
  const [section] = /^Documents that are kept as they are:\n(?: .*\n)*/m.exec(report)!;

  expect(PAGE).toContain(`\`\`\`text\n${section.replaceAll('(standard input)', 'shop.yaml')}\`\`\`\n`);
});
