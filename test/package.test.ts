import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { examplesOf, pagesIn, PULUMI_PAGES, ROOT } from './markdown';
import * as library from '../lib';
import { INSTALL, packLibrary, removeDirectory, runNode, runNpm } from '../scripts/synth-example';

const STRICT = ['--noEmit', '--strict', '--target', 'ES2022', '--module', 'node16', '--skipLibCheck'];

/** Prints what the installed package exports: for each name, the name of the class and the property that jsii adds to it, if it is a class. */
const PRINT_EXPORTS = `
  const describe = value => typeof value === 'function' ? { name: value.name, jsii: value[Symbol.for('jsii.rtti')] } : {};
  const library = require('cdk8s-service-patterns');
  console.log(JSON.stringify(Object.fromEntries(Object.entries(library).map(([name, value]) => [name, describe(value)]))));
`;

/** The files in dist-js/ that are not declarations. */
const JAVASCRIPT = ['index.js', 'on-first-use.js', 'rules.js'];

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
  const kinds = files.map(file => file.replace(/^node_modules\/ipaddr\.js\/.*/, 'ipaddr.js').replace(/^dist-js\/.*\.d\.ts$/, 'dist-js/*.d.ts'));

  expect([...new Set(kinds)].sort()).toEqual([
    '.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'dist-js/*.d.ts', 'dist-js/index.js', 'dist-js/on-first-use.js', 'dist-js/rules.js', 'ipaddr.js',
    'package.json',
  ]);
});

test('the compilation leaves three JavaScript files', () => {
  const compiled = readdirSync(join(ROOT, 'dist-js'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js'));

  expect(compiled.sort()).toEqual(JAVASCRIPT);
});

test.each([
  ['a workload', '', ['dist-js/index.js']],
  ['a workload with a load balancer', 'exposure: Exposure.loadBalancer(),', [
    'dist-js/index.js', 'dist-js/on-first-use.js', 'node_modules/ipaddr.js/lib/ipaddr.js',
  ]],
  ['a workload that ignores a default', "ignoredDefaults: ['replicas'],", [
    'dist-js/index.js', 'dist-js/on-first-use.js', 'node_modules/ipaddr.js/lib/ipaddr.js',
  ]],
  ['a workload that breaks a rule', "name: 'Web',", ['dist-js/index.js', 'dist-js/rules.js']],
])('a program that declares %s loads only the files of the package that it needs', (_, options, expected) => {
  const loaded = runNode(directory, ['-e', `
    const { App, Chart, Testing } = require('cdk8s'), { ExposedWorkload, Exposure, Port } = require('cdk8s-service-patterns');
    const chart = new Chart(new App(), 'shop');
    try {
      new ExposedWorkload(chart, 'web', { image: 'registry.example.com/web:1', ports: [Port.http(8080)], ${options} });
    } catch ({ message }) {
      if (!message.includes('[service-name]')) throw message;
    }
    Testing.synth(chart);
    const { sep } = require('path');
    console.log(Object.keys(require.cache).map(file => file.split(sep).join('/')).filter(file => file.includes('/cdk8s-service-patterns/')).join('\\n'));
  `]).trim().split('\n').map(file => file.replace(/^.*\/cdk8s-service-patterns\//, ''));

  expect(loaded).toEqual(expected);
});

test('the package exports what lib/index.ts exports, and each class has its name and the property that jsii adds', () => {
  const { name: packageName, version, types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf-8'));
  const classes = Object.values<{ kind: string; name: string }>(types).filter(({ kind }) => kind === 'class').map(({ name }) => name);
  const jsii = (name: string) => classes.includes(name) ? { jsii: { fqn: `${packageName}.${name}`, version } } : {};

  expect(classes.length).toBeGreaterThan(30);
  expect(JSON.parse(runNode(directory, ['-e', PRINT_EXPORTS]))).toEqual(
    Object.fromEntries(Object.entries(library).map(([name, value]) => [name, typeof value === 'function' ? { name, ...jsii(name) } : {}])),
  );
});

test('a program that is bundled and minified, which changes the names of all classes, can use classes of cdk8s and cdk8s-plus', () => {
  const contents = `
    const { App, Chart, Duration, Testing } = require('cdk8s'), kplus = require('cdk8s-plus-28');
    const { ExposedWorkload, Exposure, Port, VolumeSource } = require('cdk8s-service-patterns');
    const chart = new Chart(new App(), 'shop');
    new ExposedWorkload(chart, 'web', {
      image: 'registry.example.com/web:1', ports: [Port.http(8080)], shutdownDelay: Duration.seconds(3),
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'web'),
      mounts: [{ path: '/cache', source: VolumeSource.fromVolume(kplus.Volume.fromEmptyDir(chart, 'cache', 'cache')) }], exposure: Exposure.loadBalancer(),
    });
    console.log(Testing.synth(chart).length);`;
  buildSync({ stdin: { contents, resolveDir: directory }, bundle: true, minify: true, platform: 'node', outfile: join(directory, 'bundle.js'), logLevel: 'error' });

  expect(runNode(directory, ['bundle.js']).trim()).toBe('2');
});

describe('the output for an uncaught error begins at the line of the program', () => {
  const PROGRAM = `
class Team extends library.ExternalService {
  constructor(scope, id, ports) {
    super(scope, id, { backend: library.Backend.addresses('10.20.0.256'), ports });
  }
}
new Team(new cdk8s.Chart(new cdk8s.App(), 'shop'), 'db', []);`;
  // The check of the address is in the file that is loaded on first use
  const MESSAGE = String.raw`Error: shop/db: ports \[\]: .+\nshop/db: backend.+10\.20\.0\.256.+\n`;
  const STACK = String.raw` {4}at new Team \(.+broken\.[jt]s:4:5\)\n {4}at Object\.<anonymous> \(.+broken\.[jt]s:7:1\)\n`;

  function outputOf(file: string, text: string, ...args: readonly string[]): string {
    writeFileSync(join(directory, file), text + PROGRAM);
    try {
      return runNode(directory, [...args, file]);
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('with Node.js, which prints no line of the library', () => {
    const output = outputOf('broken.js', "const cdk8s = require('cdk8s'), library = require('cdk8s-service-patterns');");

    expect(output).toMatch(new RegExp(`: exit code 1\\n${MESSAGE}${STACK}`));
    expect(output).not.toContain('dist-js');
  });

  test('with ts-node, which prints the line above the message', () => {
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs', target: 'es2022' } }));
    const register = join(ROOT, 'node_modules/ts-node/register/transpile-only');
    const output = outputOf('broken.ts', "import * as cdk8s from 'cdk8s'; import * as library from 'cdk8s-service-patterns';", '-r', register);

    expect(output).toMatch(new RegExp(`broken\\.ts:4\\n    super\\(scope, id, .+\\n +\\^\\n${MESSAGE}${STACK}`));
    expect(output).not.toContain('dist-js');
  });
});

test.each(JAVASCRIPT)('no line of %s is so long that it hides the message of an unexpected error, above which Node.js prints it', file => {
  const lines = readFileSync(join(ROOT, 'dist-js', file), 'utf-8').split('\n');

  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter(line => line.length > 1000)).toEqual([]);
});

test.each(JAVASCRIPT)('%s contains only ASCII characters, so that V8 stores and parses one byte for each of them', file => {
  expect(readFileSync(join(ROOT, 'dist-js', file), 'utf-8')).toMatch(/^[\x00-\x7F]+$/);
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

test('every example of the README and of docs/ compiles with tsc --strict in a repository that contains only the package, except those for Pulumi', () => {
  const examples = ['README.md', ...pagesIn('docs')].filter(page => !PULUMI_PAGES.includes(page)).flatMap(examplesOf);
  const programs = examples.map(({ file }) => file.replace(/\//g, '-'));
  examples.forEach(({ program }, index) => writeFileSync(join(directory, programs[index]), program));

  expect(examples.length).toBeGreaterThan(50);
  expect(runNode(directory, ['node_modules/typescript/bin/tsc', ...STRICT, ...programs])).toBe('');
}, 240_000);
