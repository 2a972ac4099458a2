import { existsSync } from 'fs';
import { join, posix } from 'path';
import { filesIn, read, ROOT } from './markdown';

/** What exists only after a compilation: the server, and the package of the library. */
const COMPILED = ['kubernetes-dry-run', 'scripts/synth-example.ts'];

/** The patterns of the files that `npm run test:quick` does not run. */
function excludedIn(tasks: string): RegExp[] {
  return (JSON.parse(read(tasks)).tasks['jest:quick'].steps as { exec: string }[])
    .flatMap(({ exec }) => /--testPathIgnorePatterns (.*?) --/.exec(exec)?.[1].split(' ') ?? [])
    .map(pattern => new RegExp(pattern.replaceAll('"', '')));
}

const EXCLUDED = excludedIn('.projen/tasks.json');
const isQuick = (file: string) => !EXCLUDED.some(pattern => pattern.test(`/${file}`));

/** The packages and files that a file imports. A compiled file does not import types. */
function importsOf(file: string): string[] {
  return Array.from(read(file).matchAll(/^(?:import|export) (type )?[^;]*? from '([^']+)';/gm), ([, isType, name]) => isType ? [] : [name]).flat()
    .map(name => name.startsWith('.') ? pathOf(posix.join(posix.dirname(file), name)) : name);
}

function pathOf(module: string): string {
  return [`${module}.ts`, `${module}/index.ts`, module].find(path => path.includes('.') && existsSync(join(ROOT, path)))!;
}

/** What a file imports, and what these files import. */
function allImportsOf(file: string, found = new Set<string>()): ReadonlySet<string> {
  for (const imported of importsOf(file)) {
    if (!found.has(imported)) {
      found.add(imported);
      // The library imports neither tests nor scripts.
      imported.endsWith('.ts') && !imported.startsWith('lib/') && allImportsOf(imported, found);
    }
  }
  return found;
}

const needsCompilation = (file: string) => COMPILED.some(module => allImportsOf(file).has(module));

test('npm run test:quick runs exactly the tests that need no compiled server, no compiled library and no cluster', () => {
  const tests = filesIn('test', '.test.ts').filter(file => !file.startsWith('test/e2e/'));

  expect(tests.filter(isQuick).length).toBeGreaterThan(50);
  expect(tests.filter(file => isQuick(file) === needsCompilation(file))
    .map(file => isQuick(file)
      ? `${file} needs ${COMPILED.join(' or ')}: move it to test/against-server/, or exclude it from the task jest:quick in .projenrc.ts`
      : `${file} needs nothing that is compiled: move it out of test/against-server/, or remove it from the excluded files of the task jest:quick`)).toEqual([]);
  expect(isQuick('test/e2e/routes.test.ts')).toBe(false);
});

test.each([
  ['test/examples.test.ts', true],
  ['test/package.test.ts', true],
  ['test/against-server/agreement.test.ts', true],
  ['test/against-server/recorded/replay.test.ts', false],
])('%s needs a compiled server or library: %s', (file, needs) => {
  expect(needsCompilation(file)).toBe(needs);
});

test('npm run test:quick runs exactly the tests of cli/ that need neither', () => {
  const excluded = excludedIn('cli/.projen/tasks.json');
  const tests = filesIn('cli/test', '.test.ts');
  // Types are read from the compiled library, and the answer about an update is that of the server.
  const needing = tests.filter(file => /^import \{.*\} from '(kubernetes-dry-run|.*\/(src\/adopt|src\/proof\/type-check|src\/proof\/update|scripts\/synth-example))'/m
    .test(read(file)) && !read(file).includes("jest.mock('../src/adopt'"));

  expect(tests.filter(file => excluded.some(pattern => pattern.test(`/${file}`)))).toEqual(needing);
  expect(tests.length - needing.length).toBeGreaterThan(10);
});
