import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { typeErrors } from '../../src/proof/type-check';

const fallback = join(__dirname, '..', '..');
const folders: string[] = [];

function emptyFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })));

function errorsOf(files: Readonly<Record<string, string>>, directory = emptyFolder(), from = fallback): string[] {
  return typeErrors(Object.entries(files).map(([path, content]) => ({ path, content })), { directory, fallback: from });
}

const PROGRAM = `import { join } from 'path';
import { App, Chart, Include } from 'cdk8s';
import { Construct } from 'constructs';
import { ExposedWorkload, Port } from 'cdk8s-service-patterns';
import { IMAGE } from './main/images';

class Shop extends Chart {
  constructor(scope: Construct) {
    super(scope, 'shop');
    new ExposedWorkload(this, 'web', { image: IMAGE, ports: [Port.http(8080)] });
    new Include(this, 'documents', { url: join(__dirname, 'main', 'documents.yaml') });
  }
}

const app = new App();
new Shop(app);
app.synth();
`;

test('a program of several files has no errors, also in a folder that does not exist', () => {
  const files = { 'main.ts': PROGRAM, 'main/images.ts': "export const IMAGE = 'web:1';\n", 'main/documents.yaml': 'a: 1' };

  expect(errorsOf(files)).toEqual([]);
  expect(errorsOf(files, join(emptyFolder(), 'absent', 'folder'))).toEqual([]);
});

test('errors of types, names, modules and syntax are reported with their places', () => {
  expect(errorsOf({
    'a.ts': "import { Port } from 'cdk8s-service-patterns';\n\nexport const port: string = Port.http('80');\n",
    'sub/b.ts': "import { absent } from '../a';\nimport { x } from 'no-such-module';\nexport default absent + x;\n",
    'c.ts': 'export const a = ;\n',
    'd.ts': 'const unused = 1;\nexport const f = (x) => x;\n',
  })).toEqual([
    "a.ts:3:14: Type 'Port' is not assignable to type 'string'.",
    "a.ts:3:39: Argument of type 'string' is not assignable to parameter of type 'number'.",
    "sub/b.ts:1:10: Module '\"../a\"' has no exported member 'absent'.",
    "sub/b.ts:2:19: Cannot find module 'no-such-module' or its corresponding type declarations.",
    'c.ts:1:18: Expression expected.',
    "d.ts:1:7: 'unused' is declared but its value is never read.",
    "d.ts:2:19: Parameter 'x' implicitly has an 'any' type.",
  ]);
});

test('the global names of Node.js have types without @types/node', () => {
  const files = { 'a.ts': "import { join } from 'path';\nexport const a: number = join(__dirname, process.env.A ?? '');\n" };

  expect(errorsOf(files)).toEqual(["a.ts:2:14: Type 'string' is not assignable to type 'number'."]);
  expect(errorsOf(files, emptyFolder(), emptyFolder())).toEqual(["a.ts:2:14: Type 'string' is not assignable to type 'number'."]);
});

test('a problem of the options, such as broken types of Node.js, is reported', () => {
  expect(errorsOf({ 'a.ts': 'export {};' }, emptyFolder({ 'node_modules/@types/node/package.json': '{}' }))).toEqual([
    expect.stringMatching(/^Cannot find type definition file for 'node'\./),
  ]);
});

describe('modules are resolved', () => {
  const library = (name: string, type: string) => ({
    [`node_modules/${name}/package.json`]: `{"name": "${name}", "types": "index.d.ts"}`, [`node_modules/${name}/index.d.ts`]: `export const A: ${type};`,
  });
  const files = { 'a.ts': "import { A } from 'cdk8s';\nimport { A as B } from 'other';\nexport const a: 3 = A;\nexport const b: 3 = B;\n" };
  const all = (type: string) => ['constructs', 'cdk8s', 'cdk8s-service-patterns'].map(name => library(name, type)).reduce((a, b) => ({ ...a, ...b }));

  test('from the directory, and otherwise from the fallback', () => {
    expect(errorsOf(files, emptyFolder(all('3')), emptyFolder({ ...all('4'), ...library('other', '3') }))).toEqual([]);
  });

  test('from the fallback if one of the libraries is missing in the directory', () => {
    const { 'node_modules/constructs/index.d.ts': _, ...incomplete } = all('4');
    const others = library('other', '3');

    expect(errorsOf(files, emptyFolder({ ...incomplete, ...others }), emptyFolder(all('3')))).toEqual([]);
  });
});

test('nothing is written', () => {
  const directory = emptyFolder();
  errorsOf({ 'a.ts': 'export const a = 1;' }, directory);

  expect(readdirSync(directory)).toEqual([]);
});

test('many files are checked in one compiler program', () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [
    `${index}/main.ts`, PROGRAM.replace('IMAGE }', 'IMAGE }').replace("import { IMAGE } from './main/images';", `const IMAGE = ${index === 7 ? 7 : "'a'"};`),
  ]));

  expect(errorsOf(files)).toEqual(["7/main.ts:10:40: Type 'number' is not assignable to type 'string'."]);
});
