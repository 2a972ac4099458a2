import { readdirSync } from 'fs';
import { dirname, join } from 'path';
import { parse } from 'yaml';
import { read, ROOT } from './markdown';

interface Update {
  readonly 'package-ecosystem': string;
  readonly 'directories'?: readonly string[];
  readonly 'versioning-strategy'?: string;
  readonly 'ignore'?: readonly object[];
}

/** Modules that docs/decisions/dependency-updates.md leaves out. */
const LEFT_OUT = ['/test/e2e/go/servers', '/test/e2e/go/traefik', '/pulumi/test/engine/go/cli', '/pulumi/test/engine/go/provider'];

const UPDATES: readonly Update[] = parse(read('.github/dependabot.yml')).updates;

function update(ecosystem: string): Update {
  return UPDATES.find(each => each['package-ecosystem'] === ecosystem)!;
}

/** The folders of Go modules with dependencies. Builds of the dry run write modules of their own. */
function goModules(): string[] {
  const files = ['dry-run/server', 'test/e2e/go', 'pulumi/test/engine/go'].flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`));
  return files.filter(file => file.endsWith('/go.mod') && !file.startsWith('dry-run/server/build/') && /^require\b/m.test(read(file)))
    .map(file => `/${dirname(file)}`);
}

test('Dependabot updates every Go module, except for those that the decision record leaves out', () => {
  expect([...update('gomod').directories!, ...LEFT_OUT].sort()).toEqual(goModules().sort());
});

test.each(LEFT_OUT)('the decision record states why %s is left out', folder => {
  expect(read('docs/decisions/dependency-updates.md')).toContain(folder.slice(1));
});

test.each(['k8s.io/*', 'sigs.k8s.io/*'])('Dependabot proposes only patch releases of %s', name => {
  expect(update('gomod').ignore).toContainEqual({ 'dependency-name': name, 'update-types': ['version-update:semver-major', 'version-update:semver-minor'] });
});

test('Dependabot does not edit package.json, which projen generates', () => {
  expect(update('npm')['versioning-strategy']).toBe('lockfile-only');
});
