import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceCases, upgradeCases } from './cases';
import { deployment, rulesOf, service, type Given, type RuleCases } from './objects';
import { findingsPage } from '../../scripts/findings-page';
import type { Finding } from '../../src/finding';
import { FINDING_RULES, referenceFindings, upgradeFindings } from '../../src/findings';
import { PACKAGE } from '../support';

const references = ({ documents, known }: Given) => referenceFindings(documents, known);
const upgrades = ({ live, documents }: Given) => upgradeFindings(live ?? [], documents);

const cases: readonly (readonly [RuleCases, (given: Given) => Finding[]])[] = [
  ...referenceCases.map(each => [each, references] as const),
  ...upgradeCases.map(each => [each, upgrades] as const),
];

test.each(cases.map(([{ rule, says, field, found }, find]) => ({ rule, says, field, found, find })))('$rule is found: $says', ({ rule, says, field, found, find }) => {
  const findings = find(found).filter(finding => finding.rule === rule);
  expect(findings).toHaveLength(1);
  expect(findings[0].message).toMatch(says);
  expect(findings[0].severity).toBe(FINDING_RULES.find(({ id }) => id === rule)?.severity);
  if (field !== undefined) {
    expect(findings[0].field).toBe(field);
  }
});

test.each(cases.flatMap(([{ rule, nearMisses }, find]) => Object.entries(nearMisses)
  .map(([why, given]) => ({ rule, why, given, find }))))('$rule is not found: $why', ({ rule, given, find }) => {
  expect(find(given).filter(finding => finding.rule === rule)).toEqual([]);
});

describe('the table of rules', () => {
  test('has a case and a near miss of each', () => {
    const covered = new Set(cases.filter(([{ nearMisses }]) => Object.keys(nearMisses).length > 0).map(([{ rule }]) => rule));
    expect([...covered].sort()).toEqual(FINDING_RULES.map(({ id }) => id).sort());
  });

  test('names each once, in kebab case', () => {
    const ids = FINDING_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter(id => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test('says what is found in words that end a sentence, and where that is said', () => {
    expect(FINDING_RULES.filter(({ says, source }) => says === '' || says.endsWith('.') || source === '')).toEqual([]);
  });
});

test('a finding says which object it is about', () => {
  expect(referenceFindings([service('web')])).toEqual([expect.objectContaining({ apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' })]);
  const [finding] = referenceFindings([service('web', {}, { namespace: undefined })]);
  expect(finding).not.toHaveProperty('namespace');
});

test('what fits together has no findings', () => {
  const application = [service('web', { ports: [{ port: 80, targetPort: 'http' }] }), deployment('web', {
    containers: [{ name: 'main', image: 'nginx:1.29', ports: [{ name: 'http', containerPort: 8080 }] }],
  })];
  expect(referenceFindings(application)).toEqual([]);
  expect(upgradeFindings(application, application)).toEqual([]);
  expect(upgradeFindings([], application)).toEqual([]);
});

test('known objects are not judged', () => {
  expect(rulesOf(referenceFindings([], [service('web'), deployment('db', { serviceAccountName: 'none' })]))).toEqual([]);
});

test('a missing object is reported once for each workload', () => {
  const twice = deployment('web', { volumes: ['a', 'b'].map(name => ({ name, secret: { secretName: 'password' } })) });
  expect(rulesOf(referenceFindings([twice]))).toEqual(['secret-missing']);
});

test('docs/findings.md is up to date: `npx projen findings` writes it', () => {
  expect(readFileSync(join(PACKAGE, 'docs', 'findings.md'), 'utf-8')).toBe(findingsPage());
});
