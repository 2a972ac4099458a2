import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE, RELEASES, ROOT, directoryWith, runNode, runNpm, write } from './support';

const STRICT = ['--noEmit', '--strict', '--target', 'ES2022', '--types', 'jest,node'];
/** The packages that users of the examples have installed in addition to this package. */
const BESIDE = ['@types', 'cdk8s', 'constructs', 'fast-json-patch', 'follow-redirects', 'yaml', 'csstype', 'undici-types', 'expect', 'pretty-format',
  '@jest', '@sinclair', 'jest-mock', 'ansi-styles', 'react-is'];
const VITEST = `
import { expect } from 'vitest';
import 'kubernetes-dry-run/vitest';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
expect(configMap).toBeAcceptedBy('1.35');
expect({ ...configMap, metadata: { name: 'A' } }).not.toBeAcceptedBy('1.35');
console.log('extended');
`;

jest.setTimeout(180_000);

const directory = directoryWith({ 'package.json': '{ "name": "empty", "private": true }', 'vitest.mjs': VITEST });
const installed = join(directory, 'node_modules', 'kubernetes-dry-run');
let files: string[];

beforeAll(() => {
  const [{ filename, files: packed }] = JSON.parse(runNpm(PACKAGE, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory]).stdout);
  files = packed.map(({ path }: { path: string }) => path);
  runNpm(directory, 'npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', join(directory, filename)]);
});

test('the package contains exactly the files that users need', () => {
  const kinds = files.map(file => file.replace(/^(lib|docs)\/.*?(\.js|\.d\.ts|\.md)$/, '$1/*$2'));

  expect([...new Set(kinds)].sort()).toEqual([
    'CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.txt', 'bin/kubernetes-dry-run', 'docs/*.md', 'lib/*.d.ts', 'lib/*.js', 'package.json',
    'vitest.d.mts', 'vitest.mjs', ...RELEASES.flatMap(release => [`wasm/server-${release}.memory.br`, `wasm/server-${release}.wasm.br`]),
  ]);
});

test('the package has no dependencies', () => {
  expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf-8')).dependencies).toBeUndefined();
});

test('the package contains the licenses of the code that is compiled in', () => {
  const licenses = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf-8');

  for (const part of ['Go 1.', ...RELEASES.map(release => `k8s.io/kubernetes v${release}.`), 'k8s.io/apimachinery v0.', 'sigs.k8s.io/yaml v', 'sigs.k8s.io/gateway-api']) {
    expect(licenses).toContain(part);
  }
  expect(licenses).toContain('Apache License');
  expect(licenses).not.toContain(ROOT);
});

test.each(RELEASES)('the command works in an otherwise empty directory, for Kubernetes %s', version => {
  write(directory, { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' });

  expect(runNpm(directory, join(directory, 'node_modules', '.bin', 'kubernetes-dry-run'), ['--kubernetes-version', version, 'a.yaml'])).toEqual({
    status: 0, stdout: `Kubernetes ${version}: 1 object, 0 refused, 0 errors, 0 warnings\n`, stderr: '',
  });
});

test('the matcher is added to Vitest', () => {
  // Vitest is not a dependency of this repository. The `expect.extend` of Jest replaces it here.
  const expectOfJest = require.resolve('expect', { paths: [require.resolve('jest-circus', { paths: [require.resolve('jest')] })] });
  write(directory, {
    'node_modules/vitest/package.json': '{ "name": "vitest", "type": "module", "exports": "./index.mjs" }',
    'node_modules/vitest/index.mjs': `export { expect } from '${pathToFileURL(expectOfJest)}';`,
  });

  expect(runNode(directory, ['vitest.mjs'])).toEqual({ status: 0, stdout: 'extended\n', stderr: '' });
});

describe('the examples in the README', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf-8');
  const programs = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);

  beforeAll(() => {
    for (const name of BESIDE.filter(each => existsSync(join(ROOT, 'node_modules', each)))) {
      symlinkSync(join(ROOT, 'node_modules', name), join(directory, 'node_modules', name), 'junction');
    }
    programs.forEach((program, index) => write(directory, { [`readme-${index}.ts`]: program }));
  });

  test.each([['node16', 'node16'], ['commonjs', 'node10']])('compile with module %s and module resolution %s', (module, resolution) => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [...STRICT, '--module', module, '--moduleResolution', resolution, ...programs.map((_, index) => `readme-${index}.ts`)];

    expect(programs).toHaveLength(3);
    expect(runNode(directory, [tsc, ...args])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('use options that the command has', () => {
    const { stdout } = runNode(PACKAGE, ['bin/kubernetes-dry-run', '--help']);

    [...readme.matchAll(/`(--(?:live|output|recursive|help)\b)/g)].forEach(([, option]) => expect(stdout).toContain(option));
  });
});
