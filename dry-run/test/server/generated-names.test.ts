import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { OBJECTS, object } from './objects';
import { NEWEST, deployment } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: NEWEST, references: false });

const { template } = deployment('web').spec;
const job = (generateName: string, podSpec: object = {}): ApiObject => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName }, spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never', ...podSpec } } },
});

/** An object of each kind whose name the server does not require, with a generateName. */
const generated = OBJECTS.filter(([, , fields]) => !('metadata' in fields))
  .map(([apiVersion, kind, fields]) => [kind, { ...object(apiVersion, kind, fields), metadata: { generateName: 'web-' } }] as const);

test.each(generated)('a %s with a generateName is accepted, and the stored object does not contain the generated name', (_, document) => {
  const { passed, findings, results } = dryRun.apply([document, document]);

  expect({ passed, findings, names: results.map(({ name }) => name) }).toEqual({ passed: true, findings: [], names: ['', ''] });
  expect(results[0].stored!.metadata).not.toHaveProperty('name');
  expect(results[1].stored).toEqual(results[0].stored);
});

test('the messages about a generated name are the same in each call', () => {
  const messages = () => dryRun.apply([job('Migrate_')]).results[0].causes.map(({ message }) => message);

  expect(messages()).toEqual([expect.stringContaining('"Migrate_"'), expect.stringMatching(/"Migrate_[a-z0-9]{5}"/)]);
  expect(messages()).toEqual(messages());
});

test('the finding about an object with a generateName names it, and has the index of its document', () => {
  const restricted = new ServerDryRun({ kubernetesVersion: '1.35', podSecurity: 'restricted' });
  const { findings } = restricted.apply(['not an object', job('migrate-'), job('migrate-', { priorityClassName: 'high' })] as any);

  expect(findings.map(({ rule, name, document }) => ({ rule, name, document }))).toEqual([
    { rule: 'pod-refused', name: 'migrate-', document: 1 },
    { rule: 'pod-refused', name: 'migrate-', document: 2 },
    { rule: 'priority-class-missing', name: 'migrate-', document: 2 },
  ]);
});

test('more objects than the server tries to name at once can have the same generateName', () => {
  const documents = Array.from({ length: 200 }, () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } }));

  expect(dryRun.apply(documents).passed).toBe(true);
});
