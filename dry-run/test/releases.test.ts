import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, RELEASES } from './support';
import { RELEASES as RELEASE_OF_EACH } from '../lib/kubernetes-versions';
import { TARGETS } from '../scripts/targets';

const SERVER = join(PACKAGE, 'server');

const read = (file: string) => existsSync(join(SERVER, file)) ? readFileSync(join(SERVER, file), 'utf-8') : '';

/** Versions that a newer release emulates. */
const emulated = RELEASE_OF_EACH.filter(({ version, release }: { version: string; release: string }) => version !== release);

test('each release that answers for a version is built, and no other', () => {
  const missing = RELEASES.filter(release => TARGETS.every(({ name }) => name !== `server-${release}`)).map(release => `Add the target server-${release} to dry-run/scripts/targets.ts, with a go.mod for this release`);
  const unused = TARGETS.filter(({ name }) => RELEASES.every(release => name !== `server-${release}`)).map(({ name }) => `No version uses ${name}. Remove it from dry-run/scripts/targets.ts, and its go.mod`);

  expect([...missing, ...unused]).toEqual([]);
});

test('the go.mod of each target requires its release', () => {
  const others = RELEASES.flatMap(release => TARGETS.filter(({ name }) => name === `server-${release}`).map(({ modfile }) => ({ release, modfile })))
    .filter(({ release, modfile }) => !read(modfile).includes(`\tk8s.io/kubernetes v${release}.`));

  expect(others.map(({ release, modfile }) => `Change dry-run/server/${modfile}: it must require k8s.io/kubernetes v${release}.N`)).toEqual([]);
});

test('the pages name the releases, and the versions that they answer for', () => {
  const page = (file: string) => readFileSync(join(PACKAGE, file), 'utf-8').replace(/\s+/g, ' ');
  const versionsOf = (release: string) => RELEASE_OF_EACH.filter(each => each.release === release).map(({ version }): string => version);
  const range = (versions: string[]) => [...new Set([versions[0], versions[versions.length - 1]])].join(' to ');
  const outdated = RELEASES.filter(release => !new RegExp(`release ${release}\\.\\d+ answers for ${range(versionsOf(release))}\\b`, 'i').test(page('docs/decisions/two-releases.md')));

  expect(outdated.map(release => `Change dry-run/docs/decisions/two-releases.md: release ${release}.N answers for ${range(versionsOf(release))}`)).toEqual([]);
  expect(page('README.md').includes(`Kubernetes ${RELEASES.join(' and ')}, compiled to WebAssembly`) ? '' : `Change dry-run/README.md: the releases are ${RELEASES.join(' and ')}`).toBe('');
});

test('each release has a Go file with the code that differs between releases', () => {
  const fileOf = (release: string) => `kubernetes_${release.replace('.', '_')}.go`;
  const missing = RELEASES.filter(release => read(fileOf(release)) === '').map(release => `Add dry-run/server/${fileOf(release)}, or rename the file of the release that it replaces`);
  const emulating = [...new Set(emulated.map(({ release }) => release))];
  const others = emulating.filter(release => !read(fileOf(release)).includes(`NewEffectiveVersionFromString("${release}"`));

  expect([...missing, ...others.map(release => `Change dry-run/server/${fileOf(release)}: its effective version must be "${release}"`)]).toEqual([]);
});

test('each emulated version, and no other, has a list of the fields that it lacks', () => {
  const lists = readdirSync(join(SERVER, 'absent')).map(file => file.replace(/\.txt$/, ''));
  const missing = emulated.filter(({ version }) => !lists.includes(version)).map(({ version, release }) => (
    `dry-run/server/absent/${version}.txt is missing. Write the newest patch releases of client-go for ${release} and all versions that it emulates to RELEASES in dry-run/scripts/fields.ts, and run 'npx projen fields' in dry-run/`
  ));
  const unused = lists.filter(list => emulated.every(({ version }) => version !== list)).map(list => `No release emulates ${list}. Remove dry-run/server/absent/${list}.txt`);

  expect([...missing, ...unused]).toEqual([]);
});
