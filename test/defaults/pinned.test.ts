import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';
import { changesBetween, type Change } from './changes';
import { documentsOf } from './declarations';
import { DefaultsVersion } from '../../lib';
import { NEWEST_DEFAULTS } from '../../lib/app/defaults-version';
import type { Document } from '../support';

type Documents = Readonly<Record<string, readonly Document[]>>;

const VERSIONS = [DefaultsVersion.V1, DefaultsVersion.V2];

const HEADER = `# The documents of the smallest declarations, with all defaults of a version. A change of this file changes running apps: test/defaults/pinned.test.ts
# says what it does. Written with PIN_DEFAULTS.
`;

function fileOf(version: DefaultsVersion): string {
  return `test/defaults/pinned/v${version.number}.yaml`;
}

function pinned(version: DefaultsVersion): Documents {
  const path = join(__dirname, '../..', fileOf(version));
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
}

/** What changes in apps that are running if defaults change, and what to do about it. Empty if nothing changes. */
function report(version: DefaultsVersion, before: Documents, after: Documents): string {
  const lines = Object.keys({ ...before, ...after }).flatMap(declaration => (
    changesBetween(before[declaration] ?? [], after[declaration] ?? []).map(change => `- ${declaration}: the next deployment ${textOf(change)}`)
  ));
  return lines.length === 0 ? '' : [
    `The defaults of version ${version.number} differ from ${fileOf(version)}. In an app that is running:`,
    ...lines,
    adviceFor(version),
  ].join('\n');
}

function textOf({ effect, object, difference }: Change): string {
  return `${effect} ${object}${difference === '' ? '' : `: ${difference}`}`;
}

function adviceFor(version: DefaultsVersion): string {
  const next = NEWEST_DEFAULTS + 1;
  const introduce = `To change a default, keep the former value for hasDefaultsOf(construct, ${next}) === false, and add version ${next}: NEWEST_DEFAULTS in `
    + 'lib/app/defaults-version.ts, a constant of DefaultsVersion, VERSIONS in test/defaults/pinned.test.ts, docs/defaults.md and CHANGELOG.md.';
  const unreleased = ` If no release has version ${version.number} yet, list the effect in CHANGELOG.md and run `
    + `PIN_DEFAULTS=${version.number} npx projen jest test/defaults/pinned.`;
  return introduce + (version.number === NEWEST_DEFAULTS ? unreleased : ` Version ${version.number} must not change.`);
}

test.each(VERSIONS.map(version => [version.number, version] as const))('the defaults of version %i are those that were pinned', (number, version) => {
  const documents = documentsOf(version);
  if (process.env.PIN_DEFAULTS === String(number)) {
    writeFileSync(join(__dirname, '../..', fileOf(version)), HEADER + stringify(documents, { aliasDuplicateObjects: false }));
  }

  expect(report(version, pinned(version), documents)).toBe('');
});

test('every version is pinned', () => {
  expect(VERSIONS.map(({ number }) => number)).toEqual(Array.from({ length: NEWEST_DEFAULTS }, (_, index) => index + 1));
});

describe('a changed default is reported with what it does to an app that is running', () => {
  /** The report if the documents of a declaration change. */
  function reportOf(declaration: string, change: (documents: Document[]) => void, version = DefaultsVersion.V2): string {
    const before = { [declaration]: documentsOf(version)[declaration] };
    const after = structuredClone(before);
    change(after[declaration]);
    return report(version, before, after);
  }
  const ofKind = (documents: Document[], kind: string) => documents.find(document => document.kind === kind)!;

  test.each<[string, string, (documents: Document[]) => unknown, string]>([
    [
      'in the pod template', 'a Deployment', documents => ofKind(documents, 'Deployment').spec.template.spec.enableServiceLinks = true,
      'replaces the pods of Deployment (apps) web: spec.template.spec.enableServiceLinks false becomes true',
    ],
    [
      'a pod label of a StatefulSet', 'a StatefulSet', documents => ofKind(documents, 'StatefulSet').spec.template.metadata.labels.a = 'b',
      'replaces the pods of StatefulSet (apps) web: spec.template.metadata.labels.a (not set) becomes "b"',
    ],
    [
      'of a Service', 'a Deployment', documents => ofKind(documents, 'Service').spec.internalTrafficPolicy = 'Local',
      'updates in place Service web: spec.internalTrafficPolicy (not set) becomes "Local"',
    ],
    [
      'of a rollout', 'a Deployment', documents => ofKind(documents, 'Deployment').spec.strategy.rollingUpdate.maxUnavailable = 1,
      'updates in place Deployment (apps) web: spec.strategy.rollingUpdate.maxUnavailable 0 becomes 1',
    ],
    [
      'of a selector', 'a Deployment', documents => ofKind(documents, 'Deployment').spec.selector.matchLabels.a = 'b',
      'is refused by the API server as immutable, so that it must be deleted first: Deployment (apps) web: spec.selector.matchLabels.a (not set) becomes "b"',
    ],
    [
      'of the governing Service of a StatefulSet', 'a StatefulSet', documents => ofKind(documents, 'StatefulSet').spec.serviceName = 'web',
      'is refused by the API server as immutable, so that it must be deleted first: StatefulSet (apps) web: spec.serviceName "web-headless" becomes "web"',
    ],
    [
      'of a volume claim', 'a StatefulSet with three replicas and a volume claim',
      documents => ofKind(documents, 'StatefulSet').spec.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteOncePod'],
      'is refused by the API server as immutable, so that it must be deleted first: StatefulSet (apps) web: spec.volumeClaimTemplates[0].spec.accessModes[0] "ReadWriteOnce" becomes "ReadWriteOncePod"',
    ],
    ['of a name', 'a Deployment', documents => ofKind(documents, 'Service').metadata.name = 'site', 'deletes Service web'],
    ['with an additional object', 'a Deployment', documents => documents.push({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } }), 'creates PodDisruptionBudget (policy) web'],
  ])('%s', (_, declaration, change, line) => {
    const lines = reportOf(declaration, change).split('\n');

    expect(lines[0]).toBe('The defaults of version 2 differ from test/defaults/pinned/v2.yaml. In an app that is running:');
    expect(lines).toContain(`- ${declaration}: the next deployment ${line}`);
    expect(lines.at(-1)).toContain('To change a default, keep the former value');
  });

  test('and an earlier version can never be pinned again', () => {
    const advice = reportOf('a Deployment', documents => documents.pop(), DefaultsVersion.V1).split('\n').at(-1);

    expect(advice).toMatch(/Version 1 must not change\.$/);
    expect(advice).not.toContain('PIN_DEFAULTS');
  });
});
