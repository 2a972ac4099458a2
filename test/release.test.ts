import { read } from './markdown';
import { PACKAGES } from '../scripts/package-all';
import { FOLDERS, problemsOf } from '../scripts/release-check';

const LIBRARY = { name: 'cdk8s-service-patterns', version: '0.2.0', changelog: '# Changelog\n\n## 0.2.0 - 2026-12-01\n\n## 0.1.0 - 2026-11-28\n' };
const DRY_RUN = { ...LIBRARY, name: 'kubernetes-dry-run' };
const PULUMI = { ...LIBRARY, name: 'cdk8s-service-patterns-pulumi' };
const UNRELEASED = '# Changelog\n\n## 0.2.0 - Unreleased\n';

test('packages with one version, its tag and a dated entry in each changelog can be published', () => {
  expect(problemsOf([LIBRARY, DRY_RUN, PULUMI], 'v0.2.0')).toEqual([]);
});

test('packages whose changelogs are unreleased can be built, but not published', () => {
  const unreleased = [{ ...LIBRARY, changelog: UNRELEASED }, DRY_RUN];

  expect(problemsOf(unreleased)).toEqual([]);
  expect(problemsOf(unreleased, 'v0.2.0')).toEqual(["The changelog of cdk8s-service-patterns has the entry '## 0.2.0 - Unreleased', which has no date."]);
});

test('a release checks and builds the library and all workspaces', () => {
  const nameIn = (folder: string) => JSON.parse(read(`${folder}/package.json`)).name;
  const npm = PACKAGES.filter(({ registry }) => registry === 'npm');

  expect(FOLDERS).toEqual(['.', ...JSON.parse(read('package.json')).workspaces]);
  expect(npm.map(({ name }) => name)).toEqual(FOLDERS.map(nameIn));
  expect(npm.slice(1).map(({ build }) => build.join(' '))).toEqual(FOLDERS.slice(1).map(folder => `npm pack --workspace ${folder} --pack-destination dist/js`));
});

test.each([
  ['a tag of another version', [LIBRARY, DRY_RUN], 'v0.3.0', 'The tag is v0.3.0. The tag of this version is v0.2.0.'],
  ['a branch', [LIBRARY, DRY_RUN], 'main', 'The tag is main. The tag of this version is v0.2.0.'],
  ['another version of the last package', [LIBRARY, DRY_RUN, { ...PULUMI, version: '0.1.0' }], 'v0.2.0', 'cdk8s-service-patterns-pulumi has the version 0.1.0, and cdk8s-service-patterns 0.2.0.'],
  ['packages with different versions', [LIBRARY, { ...DRY_RUN, version: '0.1.0' }], 'v0.2.0', 'kubernetes-dry-run has the version 0.1.0, and cdk8s-service-patterns 0.2.0.'],
  [
    'a changelog without an entry',
    [LIBRARY, { ...DRY_RUN, changelog: '## 0.2.01 - 2026-12-01\n' }],
    'v0.2.0',
    "The changelog of kubernetes-dry-run has no entry '## 0.2.0 - DATE'.",
  ],
])('%s is reported', (_, releases, tag, problem) => {
  expect(problemsOf(releases, tag)).toEqual([problem]);
});
