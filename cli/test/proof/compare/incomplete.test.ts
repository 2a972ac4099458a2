import { changes, deployment, object, service, withContainer } from './support';
import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

/** Objects without parts that others have, or with values of other types, which the server refuses. */
const INCOMPLETE: readonly (readonly [title: string, document: Document])[] = [
  ['a Deployment without a spec', object('apps/v1', 'Deployment', undefined)],
  ['a Deployment without containers', deployment({ containers: null })],
  ['a Deployment with a text as containers', deployment({ containers: 'web' })],
  ['a container that is null', deployment({ containers: [null] })],
  ['a Service without a spec', object('v1', 'Service', undefined)],
  ['a Service with a text as ports', service({ ports: 'http' })],
  ['Endpoints without subsets', object('v1', 'Endpoints', undefined)],
  ['a slice without endpoints', object('discovery.k8s.io/v1', 'EndpointSlice', undefined)],
  ['endpoints without addresses', object('discovery.k8s.io/v1', 'EndpointSlice', undefined, { endpoints: [{}], ports: [{}] })],
  ['a claim without metadata', deployment({}, { volumeClaimTemplates: [{}] }, 'StatefulSet')],
  ['a monitor of nothing', object('monitoring.coreos.com/v1', 'PodMonitor', { podMetricsEndpoints: [{}] })],
  ['an Ingress with a text as rules', object('networking.k8s.io/v1', 'Ingress', { rules: 'a' })],
  [
    'a policy with labels in expressions',
    object('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: { matchExpressions: [{}] }, ingress: [{ ports: [{ port: 'http' }] }] }),
  ],
  ['a policy of other pods', object('networking.k8s.io/v1', 'NetworkPolicy', { ingress: [{ ports: [{ port: 'http' }] }] })],
  ['a printed object without a spec', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', uid: '1' } }],
];

test.each(INCOMPLETE)('%s is equal to itself', (_, document) => {
  expect(changes(document, document)).toEqual([]);
  expect(changes([document, service({ ports: [{ port: 80, targetPort: 'http' }] })], [document, service({ ports: [{ port: 80, targetPort: 'http' }] })])).toEqual([]);
});

test('objects that the server refuses are compared as they are', () => {
  const [a, b] = ['web', 'app'].map(name => deployment({ containers: [null, { name }] }));
  expect(changes(a, b).map(({ path }) => path)).toEqual(['spec.template.spec.containers[1].name']);
});

test('Endpoints without addresses are equal to slices without endpoints', () => {
  const labels = { 'kubernetes.io/service-name': 'web' };
  const slice = (others: Document) => object('discovery.k8s.io/v1', 'EndpointSlice', undefined, { metadata: { name: 'a', labels }, ...others });
  const empty = [object('v1', 'Endpoints', undefined), object('v1', 'Endpoints', undefined, { subsets: [{}] })];
  for (const original of empty) {
    expect(compare([original], [slice({})])).toEqual([]);
    expect(compare([original], [slice({ endpoints: [{}] })])).toEqual([]);
  }
});

test('a mount at /tmp of a volume that does not exist is no default', () => {
  const [was, is] = [withContainer({}), withContainer({ volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] })];
  expect(changes(was, is)).toEqual([{ path: 'spec.template.spec.containers[web].volumeMounts[/tmp]', was: undefined, is: { name: 'tmp', mountPath: '/tmp' } }]);
});

test('a node selector is a requirement of each term', () => {
  const terms = (...lists: Document[][]) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: lists.map(matchExpressions => ({ matchExpressions })) } },
  });
  const [zone, disk, ssd] = [{ key: 'zone', operator: 'Exists' }, { key: 'disk', operator: 'Exists' }, { key: 'ssd', operator: 'In', values: ['true'] }];
  expect(changes(deployment({ nodeSelector: { ssd: 'true' }, affinity: terms([zone], [disk]) }), deployment({ affinity: terms([ssd, disk], [ssd, zone]) }))).toEqual([]);
});

test('three variables with one name have three identities', () => {
  const [a, b] = ['3', '4'].map(last => withContainer({ env: ['1', '2', last].map(value => ({ name: 'A', value })) }));
  expect(changes(a, b)).toEqual([{ path: 'spec.template.spec.containers[web].env[A#3].value', was: '3', is: '4' }]);
});
