import { RECORDED_VERSIONS } from './against-server/recorded/cases';
import { filesIn, pagesIn, read } from './markdown';
import { DEFAULT_GATEWAY_API_VERSION, GATEWAY_API_VERSIONS } from '../lib/cluster/gateway-api';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from '../lib/rules/versions';

const ends = (versions: readonly string[]) => [versions[0], versions[versions.length - 1]] as const;
const [OLDEST, NEWEST] = ends(KUBERNETES_VERSIONS);
const [OLDEST_GATEWAY_API, NEWEST_GATEWAY_API] = ends(GATEWAY_API_VERSIONS);

/** The parts of a changelog that describe the next release. */
const UNRELEASED = /^## .*?(?=^## \d|(?![^]))/ms;

/** Sources and pages that users read. docs/rules.md is generated. */
function texts(): [file: string, text: string][] {
  const sources = ['lib', 'dry-run/src', 'pulumi/src'].flatMap(folder => filesIn(folder, '.ts'));
  const pages = ['README.md', 'dry-run/README.md', 'pulumi/README.md', ...pagesIn('docs').filter(page => page !== 'docs/rules.md')];
  const changelogs = ['CHANGELOG.md', 'dry-run/CHANGELOG.md', 'pulumi/CHANGELOG.md'].map(file => [file, UNRELEASED.exec(read(file))![0]] as [string, string]);
  return [...[...sources, ...pages].map(file => [file, read(file)] as [string, string]), ...changelogs];
}

/** The ranges of versions of Kubernetes in a text that differ from the range of supported versions and from that of recorded answers. */
export function outdatedRanges(file: string, text: string): string[] {
  const known = [KUBERNETES_VERSIONS, RECORDED_VERSIONS].map(versions => ends(versions).join(' to '));
  return Array.from(text.matchAll(/`?'?(1\.[2-9]\d)'?`? to `?'?(1\.[2-9]\d)/g), ([, from, to]) => `${from} to ${to}`)
    .filter(range => !known.includes(range))
    .map(range => `Change ${range} in ${file}: the library supports Kubernetes ${known[0]}, and answers of ${known[1]} are recorded`);
}

test('ranges of versions of Kubernetes in sources and pages are up to date', () => {
  // this record explains which release emulates which versions
  const others = texts().filter(([file]) => file !== 'dry-run/docs/decisions/two-releases.md');

  expect(others.flatMap(([file, text]) => outdatedRanges(file, text))).toEqual([]);
});

test.each([
  ['README.md', `![Kubernetes ${OLDEST} to ${NEWEST}](https://img.shields.io/badge/Kubernetes-${OLDEST}%20to%20${NEWEST}-blue)`],
  ['README.md', `| Kubernetes | ${OLDEST} to ${NEWEST} |`],
  ['lib/cluster/cluster-profile-props.ts', `from \`${OLDEST}\` to \`${NEWEST}\``],
  ['lib/cluster/cluster-profile-props.ts', `@default - \`${DEFAULT_KUBERNETES_VERSION}\``],
  ['docs/cluster-profile.md', `\`'${OLDEST}'\` to \`'${NEWEST}'\` | \`'${DEFAULT_KUBERNETES_VERSION}'\``],
  ['docs/decisions/default-kubernetes-version.md', `The default is \`${DEFAULT_KUBERNETES_VERSION}\``],
  ['dry-run/src/options.ts', `from '${OLDEST}' to '${NEWEST}'`],
  ['dry-run/README.md', `\`'${OLDEST}'\` to \`'${NEWEST}'\``],
  ['test/e2e/go/go.mod', `k8s.io/kubernetes v${NEWEST}.`],
  ['lib/cluster/cluster-profile-props.ts', `from \`${OLDEST_GATEWAY_API}\` to \`${NEWEST_GATEWAY_API}\``],
  ['lib/cluster/cluster-profile-props.ts', `@default - \`${DEFAULT_GATEWAY_API_VERSION}\``],
  ['docs/cluster-profile.md', `\`'${OLDEST_GATEWAY_API}'\` to \`'${NEWEST_GATEWAY_API}'\` | \`'${DEFAULT_GATEWAY_API_VERSION}'\``],
  ['docs/routes.md', `The default is ${DEFAULT_GATEWAY_API_VERSION}.`],
  ['dry-run/server/gateway-api/go.mod', `sigs.k8s.io/gateway-api v${NEWEST_GATEWAY_API}.`],
])('%s contains: %s', (file, text) => {
  expect(read(file).includes(text) ? '' : `Change ${file}: it must contain ${text}`).toBe('');
});

test('a range that is not up to date is reported with its file', () => {
  expect(outdatedRanges('docs/a.md', `Kubernetes ${OLDEST} to ${NEWEST}, and from \`1.20\` to \`${NEWEST}\``)).toEqual([
    `Change 1.20 to ${NEWEST} in docs/a.md: the library supports Kubernetes ${OLDEST} to ${NEWEST}, and answers of ${ends(RECORDED_VERSIONS).join(' to ')} are recorded`,
  ]);
});
