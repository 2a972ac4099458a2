import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controller, ExposedWorkload, Worker, WorkloadDefaults, type WorkerProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, MINIMAL, newChart, synth, synthOf } from '../support';

const IMAGE = MINIMAL.image;
const declare = (props: Partial<WorkerProps> = {}) => synthOf(chart => new Worker(chart, 'mailer', { image: IMAGE, createServiceAccount: true, ...props }));
const pod = (documents: ReturnType<typeof synth>) => find(documents, 'Deployment').spec.template.spec;

test('createServiceAccount creates an account with the name of the workload, whose token is not mounted', () => {
  const documents = declare({ serviceAccountMetadata: { labels: { team: 'mail' }, annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/mailer' } } });

  expect(find(documents, 'ServiceAccount')).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'mailer', namespace: 'shop', labels: { team: 'mail' }, annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/mailer' } },
    automountServiceAccountToken: false,
  });
  expect(pod(documents)).toMatchObject({ serviceAccountName: 'mailer', automountServiceAccountToken: false });
});

test('the account precedes the workload, so that kubectl apply creates it before the pods', () => {
  const kinds = declare({ controller: Controller.deployment() }).map(({ kind }) => kind);

  expect(kinds.indexOf('ServiceAccount')).toBeLessThan(kinds.indexOf('Deployment'));
});

test('the name of the account is that of the workload, and not that of the Service', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, workloadName: 'web-blue', createServiceAccount: true }));

  expect(find(documents, 'ServiceAccount').metadata.name).toBe('web-blue');
});

const SUBJECTS: [string, (web: ExposedWorkload) => kplus.ISubject][] = [
  ['the declaration', web => web],
  ['the Deployment', web => web.workload],
  ['the account', web => web.workload.serviceAccount!],
];

test.each(SUBJECTS)('a role that is bound to %s has the account as its subject, and mounts the token', (_, subject) => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, createServiceAccount: true });
  new kplus.Role(chart, 'role', { metadata: { name: 'role' } }).bind(subject(web));
  const documents = synth(chart);

  expect(find(documents, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'web', namespace: 'shop', apiGroup: '' }]);
  expect(pod(documents).automountServiceAccountToken).toBe(true);
});

test('methods of cdk8s and cdk8s-plus change the account', () => {
  const chart = newChart();
  const { workload: { serviceAccount } } = new ExposedWorkload(chart, 'web', { ...MINIMAL, createServiceAccount: true });
  (serviceAccount as kplus.ServiceAccount).addSecret(kplus.Secret.fromSecretName(chart, 'secret', 'login'));
  ApiObject.of(serviceAccount!).metadata.addAnnotation('a', 'b');

  expect(find(synth(chart), 'ServiceAccount')).toMatchObject({ metadata: { annotations: { a: 'b' } }, secrets: [{ name: 'login' }] });
});

test('metadata of an account is refused if createServiceAccount is false, also if it is a default', () => {
  const options = { createServiceAccount: false, serviceAccountMetadata: { labels: { team: 'shop' } } };

  expect(messagesOf(chart => new Worker(chart, 'mailer', { image: IMAGE, ...options }))).toEqual([expect.stringMatching(/serviceAccountMetadata .*\[service-account-created\]/)]);
  expect(messagesOf(chart => {
    WorkloadDefaults.set(chart, { ...options, createServiceAccount: true });
    new Worker(chart, 'mailer', { image: IMAGE, createServiceAccount: false });
  })).toEqual([expect.stringContaining("To ignore the default, add 'serviceAccountMetadata' to ignoredDefaults.")]);
});

test('without createServiceAccount there is no account, and options of one are refused', () => {
  expect(declare({ createServiceAccount: false }).map(({ kind }) => kind)).toEqual(['Deployment']);
  expect(messagesOf(chart => new Worker(chart, 'mailer', { image: IMAGE, serviceAccountMetadata: { labels: { a: 'b' } } }))).toEqual([
    expect.stringMatching(/^shop\/mailer: serviceAccountMetadata \["labels"\].*\[service-account-created\]/),
  ]);
  expect(messagesOf(chart => new Worker(chart, 'mailer', { image: IMAGE, createServiceAccount: true, serviceAccountMetadata: { labels: { a: 'a b' } } }))).toEqual([
    expect.stringMatching(/^shop\/mailer: serviceAccountMetadata\.labels\['a'\].*\[label-value\]/),
  ]);
});

test('the account can have the name of an existing one, which pods and role bindings refer to', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, createServiceAccount: true, serviceAccountName: 'web-account' });
  new kplus.Role(chart, 'role', { metadata: { name: 'role' } }).bind(web);
  const documents = synth(chart);

  expect(find(documents, 'ServiceAccount').metadata.name).toBe('web-account');
  expect(pod(documents)).toMatchObject({ serviceAccountName: 'web-account', automountServiceAccountToken: true });
  expect(find(documents, 'RoleBinding').subjects).toEqual([expect.objectContaining({ name: 'web-account' })]);
});

test('a name of an account that is not created, or that is not valid, is refused', () => {
  const messages = (options: Partial<WorkerProps>) => messagesOf(chart => new Worker(chart, 'mailer', { image: IMAGE, ...options }));

  expect(messages({ serviceAccountName: 'mail' })).toEqual([expect.stringMatching(/serviceAccountName "mail".*Set createServiceAccount: true.*\[service-account-created\]/)]);
  expect(messages({ serviceAccountName: 'Mail', createServiceAccount: true })).toEqual([expect.stringMatching(/serviceAccountName "Mail".*\[object-name\]/)]);
});
