import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { packCli, packLibrary, removeDirectory, runNode, type Packed } from '../../scripts/synth-example';
import { declareApplication } from '../src/declare';
import type { Document } from '../src/document';
import { readInput } from '../src/input/read-input';
import type { Report } from '../src/report/report';

const ROOT = join(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'httpd');
const MANIFESTS = join(ROOT, 'test', 'e2e', 'adoption', 'shop.yaml');
/** The other packages of an application. */
const OTHERS = ['@types', 'cdk8s', 'cdk8s-cli', 'cdk8s-plus-28', 'constructs', 'ts-node', 'typescript', 'yaml'];

jest.setTimeout(180_000);

let directory: string;
let packed: Packed;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cli-package-'));
  packed = packCli(directory);
  unpack(packed.tarball, 'cdk8s-service-patterns-cli');
  unpack(packLibrary(directory).tarball, 'cdk8s-service-patterns');
  OTHERS.forEach(name => link(name, join(ROOT, 'node_modules', name)));
  ['cdk8s.yaml', 'tsconfig.json'].forEach(file => copyFileSync(join(EXAMPLE, file), join(directory, file)));
  copyFileSync(MANIFESTS, join(directory, 'web.yaml'));
});

afterAll(() => removeDirectory(directory));

/** Installs a tarball as npm does, without a registry. */
function unpack(tarball: string, name: string): void {
  const target = join(directory, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  // Windows has tar.exe too.
  // eslint-disable-next-line no-restricted-syntax
  expect(spawnSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', target], { encoding: 'utf-8' })).toMatchObject({ status: 0, stderr: '' });
}

function link(name: string, target: string): void {
  mkdirSync(dirname(join(directory, 'node_modules', name)), { recursive: true });
  symlinkSync(target, join(directory, 'node_modules', name), 'junction');
}

function command(...args: string[]): string {
  return runNode(directory, [join('node_modules', 'cdk8s-service-patterns-cli', 'bin', 'cdk8s-service-patterns-cli'), ...args]);
}

/** What `cdk8s synth` writes for the program in the folder. */
function synthesized(): Document[] {
  runNode(directory, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']);
  runNode(directory, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--no-check-upgrade']);
  const dist = join(directory, 'dist');
  return readdirSync(dist).sort().flatMap(file => parseAllDocuments(readFileSync(join(dist, file), 'utf-8')).map(document => document.toJS()));
}

/** What the command compares with the manifests. */
function compared(inPlace: boolean): readonly Document[] {
  const { documents } = readInput([MANIFESTS]);
  return declareApplication(documents, { inPlace, out: 'main.ts', resolve: name => jest.requireActual(name) }).documents;
}

function sorted(documents: readonly Document[]): Document[] {
  const key = ({ kind, metadata: { name } }: Document) => `${kind} ${name}`;
  return [...documents].sort((a, b) => key(a) < key(b) ? -1 : 1);
}

test('the tarball contains the files that users need, and no other files', () => {
  const kinds = packed.files.map(file => file.replace(/^lib\/.*\.js$/, 'lib/*.js'));

  expect([...new Set(kinds)].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin/cdk8s-service-patterns-cli', 'lib/*.js', 'package.json']);
});

test('the package depends on a compiler and a parser, and on what an application has', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(ROOT, 'cli', 'package.json'), 'utf-8'));

  expect(Object.keys(dependencies)).toEqual(['typescript', 'yaml']);
  expect(Object.keys(peerDependencies)).toEqual(['cdk8s', 'cdk8s-plus-28', 'cdk8s-service-patterns', 'constructs', 'kubernetes-dry-run']);
  expect(peerDependenciesMeta).toEqual({ 'kubernetes-dry-run': { optional: true } });
});

test.each([[false, []], [true, ['--in-place']]])('cdk8s synth writes what the command has compared (in place: %s)', (inPlace, options) => {
  const report = command('adopt', 'web.yaml', '--out', 'main.ts', '--force', ...options);

  expect(report).toContain('all mean the same');
  expect(report).toContain('kubernetes-dry-run is not installed');
  expect(sorted(synthesized())).toEqual(sorted(compared(inPlace)));
});

test('with kubernetes-dry-run, the report has the answer of the API server', () => {
  link('kubernetes-dry-run', join(ROOT, 'dry-run'));
  const { same, update }: Report = JSON.parse(command('adopt', 'web.yaml', '--out', 'main.ts', '--force', '--in-place', '--output', 'json'));

  expect(same).toBe(true);
  expect(update).toEqual({ kubernetesVersion: '1.37', accepted: true, refusals: [], lostPorts: [], replacedPods: [], findings: [], notJudged: [] });
});

test('without the library, the command explains its options, and says what to install', () => {
  rmSync(join(directory, 'node_modules', 'cdk8s-service-patterns'), { recursive: true });

  expect(command('--help')).toContain('usage: cdk8s-service-patterns-cli adopt');
  expect(() => command('adopt', 'web.yaml', '--out', 'other.ts')).toThrow(
    /exit code 2\ncdk8s-service-patterns-cli: cdk8s-service-patterns cannot be found\. Install what the program needs: npm install cdk8s-service-patterns\n$/,
  );
  expect(existsSync(join(directory, 'other.ts'))).toBe(false);
});
