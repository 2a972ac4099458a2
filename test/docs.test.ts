import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const DOCS = join(ROOT, 'docs');

/** What surrounds an example, as in README and doc comments, which `jsii-rosetta` compiles. */
const [BEFORE, AFTER] = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8').split('/// here');

const EXAMPLE = /^```ts( nofixture)?\n(.*?)^```$/gms;
const MINUTES = 60_000;

/** The examples of all pages, as files beside the page, by their paths. */
function examples(): Map<string, string> {
  const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md')).sort();
  return new Map(pages.flatMap(page => Array.from(readFileSync(join(DOCS, page), 'utf8').matchAll(EXAMPLE), (match, index) => {
    const [, nofixture, code] = match;
    const line = match.input.slice(0, match.index).split('\n').length;
    return [join(DOCS, `${page}.${index + 1}.line-${line}.ts`), nofixture ? code : `${BEFORE}${code}${AFTER}`] as const;
  })));
}

function problemsOf(files: Map<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  // an example may name what it does not use
  const options = { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noUnusedLocals: false, noEmit: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = file => files.has(file) || fileExists(file);
  host.getSourceFile = (file, ...rest) => {
    const example = files.get(file);
    return example === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, example, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap(file => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => `${file.slice(DOCS.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

test('the examples of the pages in docs/ compile', () => {
  const files = examples();

  expect(files.size).toBeGreaterThan(0);
  expect(problemsOf(files)).toEqual([]);
}, 2 * MINUTES);

test('an example that is wrong is found', () => {
  expect(problemsOf(new Map([[join(DOCS, 'wrong.md.1.line-1.ts'), `${BEFORE}new ExposedWorkload(this, 'web', {});${AFTER}`]])))
    .toEqual([expect.stringMatching(/^wrong\.md\.1\.line-1\.ts: Argument of type '\{\}' is not assignable/)]);
}, 2 * MINUTES);
