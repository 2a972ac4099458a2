import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { anchorsIn, blockBelow, brokenLinks, compilerPath, examplesOf, inFixture, linksIn, pagesIn, PULUMI_PAGES, read, ROOT } from './markdown';
import { newChart } from './support';
import * as library from '../lib';
import { RULES } from '../lib/rules';

const PAGES = [
  'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'API.md', '.github/pull_request_template.md', ...pagesIn('docs'), ...pagesIn('lib'),
  'dry-run/README.md', 'dry-run/CHANGELOG.md', ...pagesIn('dry-run/docs'), 'pulumi/README.md', 'pulumi/CHANGELOG.md', 'cli/README.md', 'cli/CHANGELOG.md', ...pagesIn('bench'),
];

const MINUTES = 60_000;

/** The errors of the compiler for programs that exist only in memory, by their paths in the repository. */
function problemsOf(programs: Map<string, string>): string[] {
  const files = new Map(Array.from(programs, ([file, text]) => [compilerPath(file), text]));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  // An example can declare variables that it does not use.
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
      .map(({ messageText }) => `${file.slice(ROOT.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** Runs the program of an application, and returns a file that `app.synth()` has written. */
function outputOf(program: string, file: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'readme-'));
  const modules: Record<string, unknown> = { 'cdk8s': cdk8s, 'cdk8s-service-patterns': library };
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  try {
    process.env.CDK8S_OUTDIR = directory;
    new Function('require', 'exports', outputText)((name: string) => modules[name], {});
    return readFileSync(join(directory, file), 'utf8');
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(directory, { recursive: true, force: true });
  }
}

describe('examples of ARCHITECTURE.md, of the pages in docs/ and of pulumi/README.md', () => {
  const pages = [...new Set(['ARCHITECTURE.md', ...pagesIn('docs'), ...PULUMI_PAGES])];

  test('compile without errors', () => {
    const examples = pages.map(examplesOf);

    expect(examples.flat().length).toBeGreaterThan(70);
    expect(PULUMI_PAGES.filter(page => examples[pages.indexOf(page)].length === 0)).toEqual([]);
    expect(problemsOf(new Map(examples.flat().map(({ file, program }) => [file, program])))).toEqual([]);
  }, 2 * MINUTES);

  test.each([
    ['docs/wrong.md', "new ExposedWorkload(this, 'web', {});", /^Argument of type '\{\}' is not assignable/],
    ['docs/pulumi.md', "new ExposedWorkload(chart, 'web', { image: image.ref, ports: [] });", /^Type 'Output<string>' is not assignable to type 'string'/],
  ])('an example of %s that does not compile is reported with its page and line', (page, code, problem) => {
    const [{ file, message }, ...others] = problemsOf(new Map([[`${page}.1.line-1.ts`, inFixture(page, code)]]))
      .map(text => ({ file: text.slice(0, text.indexOf(': ')), message: text.slice(text.indexOf(': ') + 2) }));

    expect(file).toBe(`${page}.1.line-1.ts`);
    expect(message).toMatch(problem);
    expect(others).toEqual([]);
  }, 2 * MINUTES);
});

describe('links', () => {
  test.each(PAGES)('every link of %s to a file of this repository leads to an existing file and heading', page => {
    expect(brokenLinks(page, read(page))).toEqual([]);
  });

  test('every link of the README is absolute or within the page, because npm and PyPI also show the README', () => {
    const links = linksIn(read('README.md'));

    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(link => !/^(https:\/\/|#)/.test(link))).toEqual([]);
  });

  test('docs/README.md links to every page of docs/, and to the list of decision records', () => {
    const linked = linksIn(read('docs/README.md')).map(link => `docs/${link}`);
    const isRecord = (page: string) => /^docs\/decisions\/(?!README\.md$)/.test(page);

    expect(pagesIn('docs').filter(page => page !== 'docs/README.md' && !isRecord(page) && !linked.includes(page))).toEqual([]);
  });

  test('every rule has a heading in docs/rules.md, to which its error messages link', () => {
    const anchors = anchorsIn(read('docs/rules.md'));

    expect(Object.values(RULES).flat().map(({ id }) => id).filter(id => !anchors.has(id))).toEqual([]);
  });

  test.each([
    ['a relative link to a file that does not exist', 'see [this](absent.md)', 'there is no docs/absent.md'],
    ['a link out of the repository', 'see [this](../../absent.md)', 'there is no ../absent.md'],
    ['a link to a heading that does not exist', 'see [this](rules.md#absent)', 'docs/rules.md has no heading #absent'],
    ['a link to a missing heading of the same page', '# Here\n[this](#there)', 'docs/page.md has no heading #there'],
    ['a link with code in its text', 'see [`a` and\n`b`](absent.md)', 'there is no docs/absent.md'],
    ['an image in a link', '[![a](absent.svg)](rules.md)', 'there is no docs/absent.svg'],
    ['a reference', 'see [this]\n\n[this]: absent.md', 'there is no docs/absent.md'],
    ['an HTML image', '<img alt="a" src="absent.svg">', 'there is no docs/absent.svg'],
    ['an absolute link', '<https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/absent.md>', 'there is no docs/absent.md'],
    [
      'an address in an error message',
      '```text\n[port-number] https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#absent.\n```',
      'docs/rules.md has no heading #absent',
    ],
    [
      'an image by its absolute address',
      '![a](https://raw.githubusercontent.com/cdk8s-service-patterns/cdk8s-service-patterns/main/docs/images/absent.svg)',
      'there is no docs/images/absent.svg',
    ],
  ])('%s is reported', (_, markdown, problem) => {
    expect(brokenLinks('docs/page.md', markdown)).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    ['links in code, and links to other sites', '`[a](absent.md)`\n```md\n[b](absent.md)\n```\n[c](https://example.com/absent.md#d)'],
    [
      'links to existing files, folders and headings',
      '# A `b.c`, *d* (e_f)\n# A\n# A\n[a](#a-bc-d-e_f) [b](#a-1) [c](rules.md#port-number) [d](decisions) [e](../README.md)',
    ],
  ])('%s are not reported', (_, markdown) => {
    expect(brokenLinks('docs/page.md', markdown)).toEqual([]);
  });
});

describe('README.md', () => {
  const readme = read('README.md');

  test('has at most 250 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test('contains the output of its example as YAML', () => {
    const [example] = examplesOf('README.md');

    expect(outputOf(example.program, 'shop.k8s.yaml').trim()).toBe(blockBelow('README.md', '<details>', 'yaml').trim());
  });

  test('contains the versions of Node.js and of peer dependencies that the package supports in its badges and tables', () => {
    const { engines, peerDependencies } = JSON.parse(read('package.json'));
    const node = /^>= (\d+)\.0\.0$/.exec(engines.node)?.[1];
    const orNewer = (peer: string) => peerDependencies[peer].replace(/^\^/, '').replace(/\.0$/, '');

    expect(readme).toContain(`![Node.js ${node} or newer](https://img.shields.io/badge/Node.js-${node}%20or%20newer-blue)`);
    expect(readme).toContain(`| Node.js | ${node} or newer |`);
    for (const peer of Object.keys(peerDependencies)) {
      expect(readme).toMatch(new RegExp(`\`${peer}\`\\S* ${orNewer(peer).replace(/\./g, '\\.')} or newer`));
    }
  });
});

test.each([
  ['README.md', '## Errors'],
  ['docs/errors.md', '# Errors'],
])('the declaration above the error messages in %s produces these messages', (page, heading) => {
  const names = { ...cdk8s, ...library };
  const declare = new Function(...Object.keys(names), blockBelow(page, heading, 'ts'));

  expect(() => declare.call(newChart(), ...Object.values(names))).toThrow(new Error(blockBelow(page, heading, 'text').trimEnd()));
});
