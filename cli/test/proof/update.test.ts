import * as dryRun from 'kubernetes-dry-run';
import { deployment, object, service, withContainer } from './compare/support';
import type { Document } from '../../src/document';
import { update, type UpdateOptions } from '../../src/proof/update';

const resolve = () => dryRun;
const verdict = (originals: Document[], declared: Document[], options: Partial<UpdateOptions> = {}) => (
  update(originals, declared, { resolve, ...options })!
);
const server = (port: Document, image = 'web:1') => withContainer({ image, ports: [{ containerPort: 8080, name: 'http', ...port }] });
const named = service({ ports: [{ port: 80, targetPort: 'http' }] });
const UNCHANGED = { kubernetesVersion: '1.37', accepted: true, refusals: [], lostPorts: [], replacedPods: [], findings: [], notJudged: [] };
const REPLACED = { object: 'Deployment web', fields: [{ path: 'spec.template.spec.containers[web].image', was: 'web:1', is: 'web:2' }] };

test('an update that changes nothing is accepted', () => {
  expect(verdict([server({}), named], [server({}), named])).toEqual(UNCHANGED);
});

test('without the package there is no verdict', () => {
  const missing = (name: string) => () => {
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
  };
  expect(update([], [], { resolve: missing('kubernetes-dry-run') })).toBeUndefined();
  expect(() => update([], [], { resolve: missing('other') })).toThrow("Cannot find module 'other'");
});

test('refused updates are reported with the field', () => {
  const selector = { matchLabels: { app: 'web', tier: 'a' } };
  const changed = deployment({}, { selector, template: { metadata: { labels: selector.matchLabels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } });
  expect(verdict([deployment()], [changed])).toMatchObject({
    accepted: false, refusals: [{ object: 'Deployment web', field: 'spec.selector', message: expect.stringContaining('field is immutable') }],
  });
});

test('a changed template replaces pods', () => {
  expect(verdict([server({})], [server({}, 'web:2')])).toEqual({ ...UNCHANGED, replacedPods: [REPLACED] });
});

test.each([
  ['another name', service({ ports: [{ port: 80, targetPort: 'web' }] }), 'no port'],
  ['another number', service({ ports: [{ port: 80, targetPort: 9090 }] }), 'port 9090'],
  ['another selector', service({ selector: { app: 'web', tier: 'a' }, ports: [{ port: 80, targetPort: 'http' }] }), 'no port'],
  ['another port', service({ ports: [{ port: 81, targetPort: 'http' }] }), 'no port'],
])('running pods lose a port of a Service with %s', (_, changed, port) => {
  const message = `Service web: port 80/TCP leads to ${port} of the running pods of Deployment web, and led to port 8080`;
  expect(verdict([server({}), named], [server({}), changed]).lostPorts).toEqual([message]);
});

test('running pods lose the ports of a Service that is not declared', () => {
  expect(verdict([server({}), named], [server({})]).lostPorts).toHaveLength(1);
});

test('Services lead to pods of their namespace, by ports of containers that run', () => {
  const elsewhere = { ...named, metadata: { name: 'web', namespace: 'other' } };
  const sidecar = (restartPolicy?: string) => deployment({ initContainers: [{ name: 'proxy', image: 'a:1', restartPolicy, ports: [{ containerPort: 1, name: 'http' }] }] });
  const changed = (original: Document) => ({ ...original, spec: { ...original.spec, ports: [{ port: 80, targetPort: 2 }] } });
  expect(verdict([server({}), elsewhere], [server({}), changed(elsewhere)]).lostPorts).toEqual([]);
  expect(verdict([sidecar(), named], [sidecar(), changed(named)]).lostPorts).toEqual([]);
  expect(verdict([sidecar('Always'), named], [sidecar('Always'), changed(named)]).lostPorts).toHaveLength(1);
  const selectorless = service({ selector: undefined });
  expect(verdict([server({}), selectorless], [server({}), changed(selectorless)]).lostPorts).toEqual([]);
});

test('updates of originals that the server refuses are not judged, and those of others are', () => {
  const refused = { ...service({ ports: [{ port: 0 }] }), metadata: { name: 'bad', namespace: 'shop' } };
  expect(verdict([refused, server({})], [refused, server({}, 'web:2')])).toEqual({
    ...UNCHANGED,
    replacedPods: [REPLACED],
    notJudged: [expect.stringMatching(/^Service shop\/bad: the API server refuses the original: spec\.ports\[0\]\.port: Invalid value: 0/)],
  });
});

test('originals with which the server cannot start are not judged', () => {
  const unreadable = object('v1', 'ConfigMap', undefined, { metadata: { name: 'bad' }, data: { a: 1n } });
  expect(verdict([server({}), unreadable, named], [server({}), named])).toEqual({ ...UNCHANGED, notJudged: [expect.stringMatching(/^ConfigMap bad: .*BigInt/i)] });
});

test('a server that always stops is an error', () => {
  const stopped = { ...dryRun, ServerDryRun: class { apply() { throw new Error('stopped'); } } };
  expect(() => update([server({})], [], { resolve: () => stopped })).toThrow('stopped');
});

test('custom resources without a definition are not judged', () => {
  const resource = object('example.com/v1', 'Thing', { a: 1 });
  expect(verdict([resource], [resource])).toEqual({ ...UNCHANGED, notJudged: ['Thing web: no CustomResourceDefinition of its kind is known'] });
});

test('objects that the server does not store are not judged', () => {
  const review = object('authentication.k8s.io/v1', 'TokenReview', { token: 'a' }, { metadata: {} });
  expect(verdict([review], [])).toMatchObject({ notJudged: [expect.stringContaining('does not store objects of its kind')] });
});

test('what a cluster printed is updated as it is', () => {
  const original = {
    ...service({ clusterIP: '192.168.0.7', clusterIPs: ['192.168.0.7'], ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }] }, { uid: '1', resourceVersion: '7', creationTimestamp: null }),
    status: { loadBalancer: {} },
  };
  expect(verdict([server({}), original], [server({}), service({ ports: [{ port: 80, targetPort: 8080 }] })])).toEqual(UNCHANGED);
});

test('objects without a spec that a cluster printed are updated', () => {
  const [printed, changed] = [{ uid: '1' }, {}].map((metadata, index) => (
    object('v1', 'ConfigMap', undefined, { metadata: { name: 'web', ...metadata }, immutable: true, data: { a: String(index) } })
  ));
  expect(verdict([printed], [changed]).refusals).toMatchObject([{ object: 'ConfigMap web', field: 'data' }]);
});

test('templates that a cluster printed have null fields', () => {
  const { stored } = new dryRun.ServerDryRun({ kubernetesVersion: '1.37' }).apply([server({})]).results[0];
  const printed = { ...stored!, metadata: { ...stored!.metadata, uid: '1' } } as Document;
  printed.spec.template.metadata.creationTimestamp = null;
  expect(verdict([printed], [server({})])).toEqual(UNCHANGED);
});

test('errors that only the update has are findings', () => {
  const missing = service({ ports: [{ port: 80, targetPort: 'missing' }, { port: 81, targetPort: 8080, name: 'b' }].map((each, index) => ({ name: `a${index}`, ...each })) });
  const reversed = { ...missing, spec: { ...missing.spec, ports: [...missing.spec.ports].reverse() } };
  expect(verdict([server({}), missing], [server({}), reversed]).findings).toEqual([]);
  expect(verdict([deployment({}, { replicas: 3 })], [deployment()]).findings).toEqual([
    { object: 'Deployment web', field: 'spec.replicas', message: expect.stringContaining('replicas') },
  ]);
  expect(verdict([server({}), service()], [server({}), service(), { ...missing, metadata: { name: 'new', namespace: 'default' } }]).findings).toEqual([
    { object: 'Service default/new', field: 'spec.ports[0].targetPort', message: expect.stringContaining('missing') },
  ]);
});

test('findings can be about other objects, and Services can have no ports', () => {
  const finding = { rule: 'a', severity: 'error', apiVersion: 'v1', kind: 'Namespace', name: 'shop', message: 'A sentence.' };
  const stored = service({ ports: undefined });
  const apply = (documents: Document[]) => ({
    results: documents.map(() => ({ accepted: true, causes: [], stored })), findings: documents[0].before ? [] : [finding],
  });
  const stub = { ...dryRun, ServerDryRun: class { public apply = apply; } };
  expect(verdict([{ ...stored, before: true }], [stored], { resolve: () => stub })).toEqual({
    ...UNCHANGED, findings: [{ object: 'Namespace shop', message: 'A sentence.' }],
  });
});

test('a version that the package does not contain is not used silently', () => {
  expect(verdict([], [], { kubernetesVersion: '1.37' }).findings).toEqual([]);
  expect(verdict([], [], { kubernetesVersion: '1.20' }).findings).toEqual([
    { message: 'kubernetes-dry-run does not contain Kubernetes 1.20, so the update was checked with 1.37.' },
  ]);
});

test('an object that is applied as it was read changes nothing', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'check' }, spec: { containers: [{ name: 'check', image: 'check:1' }] } };
  const changed = { ...pod, spec: { ...pod.spec, nodeSelector: { zone: 'a' } } };

  expect(verdict([pod], [{ ...pod }])).toEqual(UNCHANGED);
  expect(verdict([pod], [changed])).toMatchObject({ accepted: false, refusals: [{ object: 'Pod check', field: 'spec' }] });
});

test('Services of each family are judged', () => {
  const dual = service({ ipFamilyPolicy: 'RequireDualStack' });
  const ipv6 = service({ ipFamilies: ['IPv6'] });

  expect([dual, ipv6].map(each => verdict([each], [{ ...each, metadata: { name: 'web', labels: { app: 'web' } } }]))).toEqual([UNCHANGED, UNCHANGED]);
});
