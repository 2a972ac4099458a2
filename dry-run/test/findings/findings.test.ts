import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceCases, upgradeCases } from './cases';
import { deployment, object, rulesOf, service, type Input, type RuleCases } from './objects';
import { findingsPage } from '../../scripts/findings-page';
import type { Finding } from '../../src/finding';
import { FINDING_RULES, referenceFindings, upgradeFindings } from '../../src/findings';
import { PACKAGE } from '../support';

const references = ({ documents, live, elsewhere, files = [] }: Input) =>
  referenceFindings(documents, live, elsewhere, new Map(files.map((file, index) => [documents[index], file])));
const upgrades = ({ live, documents, elsewhere }: Input) => upgradeFindings(live ?? [], documents, elsewhere);

const cases: readonly (readonly [RuleCases, (input: Input) => Finding[]])[] = [
  ...referenceCases.map(each => [each, references] as const),
  ...upgradeCases.map(each => [each, upgrades] as const),
];

test.each(cases.map(([{ rule, message, field, found }, find]) => ({ rule, message, field, found, find })))('$rule is reported: $message', ({ rule, message, field, found, find }) => {
  const findings = find(found).filter(finding => finding.rule === rule);
  expect(findings).toHaveLength(1);
  expect(findings[0].message).toMatch(message);
  expect(findings[0].severity).toBe(FINDING_RULES.find(({ id }) => id === rule)?.severity);
  if (field !== undefined) {
    expect(findings[0].field).toBe(field);
  }
});

test.each(cases.flatMap(([{ rule, nearMisses }, find]) => Object.entries(nearMisses)
  .map(([why, input]) => ({ rule, why, input, find }))))('$rule is not reported: $why', ({ rule, input, find }) => {
  expect(find(input).filter(finding => finding.rule === rule)).toEqual([]);
});

describe('an object elsewhere satisfies references', () => {
  const ABOUT_CONTENT = ['target-port-missing', 'config-key-missing'];
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  /** The cases of missing objects, each with the objects that a near miss adds. */
  const added = referenceCases.filter(({ rule }) => rule.endsWith('-missing') && !ABOUT_CONTENT.includes(rule)).flatMap(({ rule, found, nearMisses }) =>
    Object.entries(nearMisses).flatMap(([why, { documents }]) => {
      const elsewhere = documents.filter(document => !found.documents.some(each => same(each, document)));
      return elsewhere.length > 0 && documents.length === elsewhere.length + found.documents.length ? [{ rule, why, found, elsewhere }] : [];
    }));

  test.each(added)('$rule is not reported: $why, elsewhere', ({ rule, found, elsewhere }) => {
    const withoutNamespace = elsewhere.map(each => ({ ...each, metadata: { ...each.metadata, namespace: undefined } }));

    expect(rulesOf(references({ ...found, elsewhere }))).not.toContain(rule);
    expect(rulesOf(references({ ...found, elsewhere: withoutNamespace }))).not.toContain(rule);
  });

  test('for most rules', () => {
    expect(new Set(added.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(15);
  });

  test('of its own namespace only', () => {
    expect(rulesOf(references({ documents: [deployment('web', { serviceAccountName: 'web' })], elsewhere: [object('v1', 'ServiceAccount', 'web', {}, { namespace: 'other' })] })))
      .toEqual(['service-account-missing']);
  });

  test('and nothing is reported about it or about how it works with the documents', () => {
    const elsewhere = [service('web', { ports: [{ port: 1 }] }), service('db'), object('v1', 'Secret', 'web', { data: { other: '' } }), deployment('web-2', {}, { selector: { matchLabels: { app: 'web' } } })];
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, tls: [{ secretName: 'web' }] } });

    expect(references({ documents: [ingress, deployment('web')], elsewhere })).toEqual([]);
    expect(upgrades({ live: [ingress], documents: [], elsewhere: [ingress] })).toEqual([]);
  });
});

describe('the list of finding rules', () => {
  test('every rule has a test case and a near miss', () => {
    const covered = new Set(cases.filter(([{ nearMisses }]) => Object.keys(nearMisses).length > 0).map(([{ rule }]) => rule));
    expect([...covered].sort()).toEqual(FINDING_RULES.map(({ id }) => id).sort());
  });

  test('every rule has a unique id in kebab case', () => {
    const ids = FINDING_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter(id => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test('every rule has a description without a period at its end, and a source', () => {
    expect(FINDING_RULES.filter(({ description, source }) => description === '' || description.endsWith('.') || source === '')).toEqual([]);
  });
});

test('a finding identifies its object', () => {
  expect(referenceFindings([service('web')])).toEqual([expect.objectContaining({ apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' })]);
  const [finding] = referenceFindings([service('web', {}, { namespace: undefined })]);
  expect(finding).not.toHaveProperty('namespace');
});

test('objects that work together have no findings', () => {
  const application = [service('web', { ports: [{ port: 80, targetPort: 'http' }] }), deployment('web', {
    containers: [{ name: 'main', image: 'nginx:1.29', ports: [{ name: 'http', containerPort: 8080 }] }],
  })];
  expect(referenceFindings(application)).toEqual([]);
  expect(upgradeFindings(application, application)).toEqual([]);
  expect(upgradeFindings([], application)).toEqual([]);
});

test('live objects are not checked', () => {
  expect(rulesOf(referenceFindings([], [service('web'), deployment('db', { serviceAccountName: 'none' })]))).toEqual([]);
});

test('a missing object is reported once for each workload', () => {
  const twice = deployment('web', { volumes: ['a', 'b'].map(name => ({ name, secret: { secretName: 'password' } })) });
  expect(rulesOf(referenceFindings([twice]))).toEqual(['secret-missing']);
});

test('docs/findings.md is up to date (`npx projen findings` writes it)', () => {
  expect(readFileSync(join(PACKAGE, 'docs', 'findings.md'), 'utf-8')).toBe(findingsPage());
});
