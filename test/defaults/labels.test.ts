import { ApiObject, Chart } from 'cdk8s';
import {
  Backend, ClusterProfile, Controller, ExposedWorkload, ExternalService, NetworkPolicyProvider, Port, Route, RouteBackend, RouteBackendTls,
  RouteParent, Worker, WorkloadDefaults,
} from '../../lib';
import { find, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const LABELS = { team: 'shop', tier: 'front' };

/** The labels of an object that are not those of the library. */
function labelsOf({ metadata }: Document): Record<string, string> {
  const { 'cdk8s-service-patterns/workload': _, ...labels } = metadata.labels ?? {};
  return labels;
}

/** All objects of a StatefulSet that is isolated, calls a host name and is the backend of a route over TLS. */
function allObjects(): Document[] {
  return synthOf(chart => {
    ClusterProfile.set(chart, { networkPolicyProvider: NetworkPolicyProvider.CILIUM });
    const mail = new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] });
    const web = new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      ports: [Port.https(8443)],
      labels: LABELS,
      isolate: true,
      controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi' }] }),
      security: { user: 1000, fsGroup: 1000 },
    });
    web.connectTo(mail);
    new Route(chart, 'route', {
      parents: [RouteParent.gatewayNamed('public', { routeClass: { namespace: 'traefik' } })],
      hosts: ['shop.example.com'],
      rules: [{ backends: [RouteBackend.of(web, { tls: RouteBackendTls.system({ hostname: 'web.internal' }) })] }],
    });
  }, { namespace: 'shop', labels: { app: 'shop' } });
}

test('labels of a declaration are on each of its objects and on its pods, in addition to those of the chart', () => {
  const own = allObjects().filter(({ metadata }) => metadata.labels.team);

  expect(own.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    'BackendTLSPolicy web-https', 'CiliumNetworkPolicy web', 'NetworkPolicy web', 'Service web', 'Service web-headless', 'StatefulSet web',
  ]);
  for (const object of own) {
    expect(labelsOf(object)).toEqual({ app: 'shop', ...LABELS });
  }
  expect(labelsOf(find(own, 'StatefulSet').spec.template)).toEqual({ app: 'shop', ...LABELS });
});

test('labels of a declaration are neither in selectors nor on volume claims, which cannot change', () => {
  const documents = allObjects();
  const { selector, volumeClaimTemplates } = find(documents, 'StatefulSet').spec;
  const selectors = [selector.matchLabels, find(documents, 'Service', 'web').spec.selector, find(documents, 'NetworkPolicy').spec.podSelector.matchLabels];

  expect(selectors).toEqual(selectors.map(() => ({ 'cdk8s-service-patterns/workload': 'statefulset.web' })));
  expect(volumeClaimTemplates[0].metadata).toEqual({ name: 'data' });
});

test('labels of one object take precedence over those of the declaration, which take precedence over those of the chart', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL,
    labels: { a: 'declaration', b: 'declaration' },
    serviceMetadata: { labels: { b: 'service' } },
    podMetadata: { labels: { b: 'pod' } },
    workloadMetadata: { labels: { b: 'workload' } },
  }), { labels: { a: 'chart', b: 'chart' } });
  const deployment = find(documents, 'Deployment');

  expect([find(documents, 'Service'), deployment, deployment.spec.template].map(labelsOf)).toEqual([
    { a: 'declaration', b: 'service' }, { a: 'declaration', b: 'workload' }, { a: 'declaration', b: 'pod' },
  ]);
});

test('labels are merged with those of the defaults, and each workload has its own', () => {
  const chart = newChart();
  WorkloadDefaults.set(chart, { labels: { team: 'shop' } });
  new Worker(chart, 'mailer', { image: MINIMAL.image, labels: { tier: 'back' } });
  new Worker(chart, 'other', { image: MINIMAL.image });
  const documents = synth(chart);

  expect(labelsOf(find(documents, 'Deployment', 'mailer'))).toEqual({ team: 'shop', tier: 'back' });
  expect(labelsOf(find(documents, 'Deployment', 'other'))).toEqual({ team: 'shop' });
});

test('a declaration that is declared in another one does not have the labels of that one', () => {
  const chart = newChart();
  const outer = new ExposedWorkload(chart, 'outer', { ...MINIMAL, labels: LABELS });
  new ExposedWorkload(outer, 'inner', MINIMAL);

  expect(labelsOf(find(synth(chart), 'Deployment', 'inner'))).toEqual({});
  expect(labelsOf(find(synth(chart), 'Service', 'inner'))).toEqual({});
});

test('objects of other constructs in a chart do not have the labels', () => {
  const chart = new Chart(newChart().node.root as any, 'other');
  new ExposedWorkload(chart, 'web', { ...MINIMAL, labels: LABELS });
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });

  expect(find(synth(chart), 'ConfigMap').metadata.labels).toBeUndefined();
});

test('the label by which pods are selected, and a label that is not valid, are refused', () => {
  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, labels: { 'cdk8s-service-patterns/workload': 'x' } })).toThrow(/shop\/web: .*\[reserved-label\]/);
  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, labels: { team: 'a b' } })).toThrow(/shop\/web: labels.*\[label-value\]/);
});
