import { declareObjects, deployment, documentOf, service } from './declare';
import type { Document } from '../../src/document';

function serviceMonitor(endpoint: Document = { port: 'metrics' }, spec: Document = {}, metadata: Document = {}): Document {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'web', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [endpoint], ...spec },
  };
}

function podMonitor(endpoint: Document = { port: 'metrics' }, spec: Document = {}, metadata: Document = {}): Document {
  const { endpoints, ...others } = serviceMonitor(endpoint, {}, metadata).spec;
  return { ...serviceMonitor(endpoint, {}, metadata), kind: 'PodMonitor', spec: { ...others, podMetricsEndpoints: endpoints, ...spec } };
}

const ALL = {
  port: 'metrics',
  path: '/stats',
  params: { format: ['prometheus', 'text'] },
  interval: '60s',
  scrapeTimeout: '10s',
  honorLabels: true,
};

describe('A ServiceMonitor', () => {
  test('is the option metrics of the workload whose Service it selects', () => {
    for (const inPlace of [false, true]) {
      const original = serviceMonitor(ALL, {}, { labels: { release: 'prometheus', team: 'shop' }, annotations: { note: 'by hand' } });
      const { adopted, code, documents } = declareObjects([deployment('web'), service('web'), original], inPlace);
      expect(adopted['ServiceMonitor web']).toBe('option metrics of web');
      expect(code).toContain("ClusterProfile.set(this, { monitorLabels: { release: 'prometheus' } });");
      expect(code).toContain("metadata: { labels: { team: 'shop' }, annotations: { note: 'by hand' } },");
      const declared = documentOf(documents, 'ServiceMonitor');
      expect(declared).toEqual({ ...original, spec: { ...original.spec, selector: { matchLabels: { 'cdk8s-service-patterns/service': 'web' } } } });
      expect(documentOf(documents, 'Service').metadata.labels).toEqual({ 'app': 'web', 'cdk8s-service-patterns/service': 'web' });
    }
  });

  test('with what is implied has no options', () => {
    const endpoint = { port: 'metrics', path: '/metrics', scheme: 'http', honorLabels: false };
    const { code } = declareObjects([deployment('web'), service('web'), serviceMonitor(endpoint, { namespaceSelector: { matchNames: [] } })]);
    expect(code).toContain('metrics: Metrics.serviceMonitor(),');
    expect(code).toContain('ClusterProfile.set(this, { monitorLabels: {} });');
  });

  test('reads a port with TLS', () => {
    const offered = service('web');
    offered.spec.ports[1].appProtocol = 'https';
    const endpoint = {
      port: 'metrics',
      scheme: 'https',
      tlsConfig: {
        ca: { secret: { name: 'ca', key: 'ca.crt' } },
        cert: { secret: { name: 'tls', key: 'tls.crt' } },
        keySecret: { name: 'tls', key: 'tls.key' },
        serverName: 'web.internal',
        insecureSkipVerify: true,
      },
      authorization: { type: 'Bearer', credentials: { name: 'token', key: 'token' } },
    };
    const { documents } = declareObjects([deployment('web'), offered, serviceMonitor(endpoint)]);
    const [declared] = documentOf(documents, 'ServiceMonitor').spec.endpoints;
    expect(declared).toEqual({ ...endpoint, authorization: { credentials: { name: 'token', key: 'token' } } });
    const other = { port: 'metrics', scheme: 'HTTPS', basicAuth: { username: { name: 'login', key: 'user' }, password: { name: 'login', key: 'password' } } };
    expect(documentOf(declareObjects([deployment('web'), offered, serviceMonitor(other)]).documents, 'ServiceMonitor').spec.endpoints[0])
      .toMatchObject({ scheme: 'https', basicAuth: other.basicAuth });
  });

  test('selects a port without a name by its number in place', () => {
    const offered = service('web');
    offered.spec.ports = [{ port: 9090 }];
    const original = serviceMonitor({ targetPort: 9090 });
    expect(documentOf(declareObjects([deployment('web'), offered, original], true).documents, 'ServiceMonitor').spec.endpoints).toEqual([{ targetPort: 9090 }]);
    expect(declareObjects([deployment('web'), offered, original]).adopted['ServiceMonitor web']).toEqual([expect.stringContaining('refers to its ports by name')]);
  });

  test.each<[string, Document, string | RegExp]>([
    ['of another Service', serviceMonitor({ port: 'metrics' }, { selector: { matchLabels: { app: 'api' } } }), 'It selects no Service of these manifests.'],
    ['of all Services', serviceMonitor({ port: 'metrics' }, { selector: {} }), /selects all Services of the namespace/],
    ['with expressions', serviceMonitor({ port: 'metrics' }, { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }), /matchExpressions/],
    ['of another namespace', serviceMonitor({ port: 'metrics' }, { namespaceSelector: { matchNames: ['shop'] } }), /a monitor only in its own namespace/],
    ['of all namespaces', serviceMonitor({ port: 'metrics' }, { namespaceSelector: { any: true } }), /a monitor only in its own namespace/],
    ['with two endpoints', serviceMonitor({ port: 'metrics' }, { endpoints: [{ port: 'http' }, { port: 'metrics' }] }), /a workload has one endpoint with metrics/],
    ['without endpoints', serviceMonitor({ port: 'metrics' }, { endpoints: [] }), /a workload has one endpoint with metrics/],
    ['of a port that the Service does not have', serviceMonitor({ port: 'admin' }), /the Service has no port with this name/],
    ['of a port by the name that it has in the container', serviceMonitor({ targetPort: 'metrics' }), /targetPort: the Service has no port with this name/],
    ['with TLS for a port without TLS', serviceMonitor({ port: 'metrics', scheme: 'https' }), /the port metrics is none with TLS/],
    ['with an interval in milliseconds', serviceMonitor({ port: 'metrics', interval: '500ms' }), /^No option expresses spec.endpoints\[0\].interval/],
    ['with relabelings', serviceMonitor({ port: 'metrics', relabelings: [{ action: 'keep' }] }), /^No option expresses spec.endpoints\[0\].relabelings/],
    ['with a label of the job', serviceMonitor({ port: 'metrics' }, { jobLabel: 'app' }), 'No option expresses spec.jobLabel.'],
    ['with credentials of another type', serviceMonitor({ port: 'metrics', authorization: { type: 'Digest', credentials: { name: 'a', key: 'b' } } }), /authorization/],
    ['with a timeout that is too long', serviceMonitor({ port: 'metrics', interval: '10s', scrapeTimeout: '20s' }), /\[metrics-interval\]/],
  ])('%s stays a document', (_, original, why) => {
    const { adopted, documents } = declareObjects([deployment('web'), service('web'), original]);
    expect(adopted['ServiceMonitor web']).toEqual(expect.arrayContaining([expect.stringMatching(why)]));
    expect(documentOf(documents, 'ServiceMonitor')).toEqual(original);
  });

  test('of several Services, or of one over pods of several workloads, stays a document', () => {
    const others = service('other', 'web');
    others.metadata.labels = { app: 'web' };
    const { adopted } = declareObjects([deployment('web'), service('web'), others, serviceMonitor()]);
    expect(adopted['ServiceMonitor web']).toEqual(['It selects the Services web and other.']);
    const shared = service('shared');
    shared.spec.selector = { part: 'shop' };
    const labels = { part: 'shop' };
    const selector = { matchLabels: { app: 'shared' } };
    const several = declareObjects([deployment('web', { labels }), deployment('api', { labels }), shared, serviceMonitor({ port: 'http' }, { selector })]);
    expect(several.adopted['ServiceMonitor web']).toEqual(['The Service shared that it selects is not that of one declared workload.']);
  });

  test('beside another monitor of the workload stays a document', () => {
    const { adopted, documents } = declareObjects([deployment('web'), service('web'), serviceMonitor(), podMonitor()]);
    expect(adopted['PodMonitor web']).toEqual(['Another monitor is the option metrics of web, and there can be only one.']);
    expect(documentOf(documents, 'PodMonitor')).toEqual(podMonitor());
  });
});

describe('A PodMonitor', () => {
  test('is the option metrics of the workload whose pods it selects', () => {
    for (const inPlace of [false, true]) {
      const original = podMonitor(ALL, {}, { name: 'web-pods' });
      const { adopted, documents } = declareObjects([deployment('web'), original], inPlace);
      expect(adopted['PodMonitor web-pods']).toBe('option metrics of web');
      expect(documentOf(documents, 'PodMonitor')).toEqual(original);
    }
  });

  test('selects a port without a name by its number in place', () => {
    const unnamed = deployment('web');
    unnamed.spec.template.spec.containers[0].ports = [{ containerPort: 9090 }];
    const original = podMonitor({ portNumber: 9090 });
    expect(documentOf(declareObjects([unnamed, original], true).documents, 'PodMonitor')).toEqual(original);
  });

  test.each<[string, Document, string | RegExp]>([
    ['of other pods', podMonitor({ port: 'metrics' }, { selector: { matchLabels: { app: 'api' } } }), 'It selects no pods of these manifests.'],
    ['of a port that no container has', podMonitor({ port: 'admin' }), /no container has a port with this name/],
  ])('%s stays a document', (_, original, why) => {
    expect(declareObjects([deployment('web'), original]).adopted['PodMonitor web']).toEqual([expect.stringMatching(why)]);
  });
});
