import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { examplesOf, pagesIn, ROOT } from './markdown';
import { INSTALL, packLibrary, removeDirectory, runNode, runNpm } from '../scripts/synth-example';

const STRICT = ['--noEmit', '--strict', '--target', 'ES2022', '--module', 'node16', '--skipLibCheck'];

let directory: string;
let files: readonly string[];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'package-'));
  const packed = packLibrary(directory);
  files = packed.files;
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  const { typescript } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf-8')).devDependencies;
  runNpm(directory, [...INSTALL, packed.tarball, `typescript@${typescript}`, '@types/node@^20']);
}, 180_000);

afterAll(() => removeDirectory(directory));

test('the tarball contains the files that users need, and no other files', () => {
  const kinds = files.map(file => file.replace(/^node_modules\/ipaddr\.js\/.*/, 'ipaddr.js').replace(/^dist-js\/.*?(\.js|\.d\.ts)$/, 'dist-js/*$1'));

  expect([...new Set(kinds)].sort()).toEqual([
    '.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'dist-js/*.d.ts', 'dist-js/*.js', 'ipaddr.js', 'package.json',
  ]);
});

test('the peer dependencies are the three packages that every cdk8s application has, and no other package is installed', () => {
  const installed = JSON.parse(readFileSync(join(directory, 'node_modules/cdk8s-service-patterns/package.json'), 'utf-8'));

  expect(Object.keys(installed.peerDependencies).sort()).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
  expect(installed.dependencies).toEqual({ 'ipaddr.js': expect.any(String) });
  expect(installed.bundledDependencies ?? installed.bundleDependencies).toEqual(['ipaddr.js']);
});

test('a program can import the package, package.json and .jsii, and no other file of the package', () => {
  const resolve = (module: string) => runNode(directory, ['-e', `
    try { require.resolve('${module}'); console.log('found'); } catch (error) { console.log(error.code); }
  `]).trim();
  const installed = JSON.parse(readFileSync(join(directory, 'node_modules/cdk8s-service-patterns/package.json'), 'utf-8'));

  expect(Object.keys(installed.exports)).toEqual(['.', './package.json', './.jsii']);
  expect(['', '/package.json', '/.jsii'].map(path => resolve(`cdk8s-service-patterns${path}`))).toEqual(['found', 'found', 'found']);
  expect(['/dist-js/index.js', '/dist-js/port/port', '/dist-js', '/API.md'].map(path => resolve(`cdk8s-service-patterns${path}`)))
    .toEqual(Array(4).fill('ERR_PACKAGE_PATH_NOT_EXPORTED'));
  expect(runNode(directory, ['--input-type=module', '-e', "import { Port } from 'cdk8s-service-patterns'; console.log(Port.http(8080).name);"]).trim()).toBe('http');
});

test('every example of the README and of docs/ compiles with tsc --strict in a repository that contains only the package', () => {
  const examples = ['README.md', ...pagesIn('docs')].flatMap(examplesOf);
  const programs = examples.map(({ file }) => file.replace(/\//g, '-'));
  examples.forEach(({ program }, index) => writeFileSync(join(directory, programs[index]), program));

  expect(examples.length).toBeGreaterThan(50);
  expect(runNode(directory, ['node_modules/typescript/bin/tsc', ...STRICT, ...programs])).toBe('');
}, 240_000);
