import { App, Chart } from 'cdk8s';
import { ExposedPods, ExposedWorkload, Exposure, Port, Worker, type ExposedWorkloadProps } from 'cdk8s-service-patterns';
import { declareObjects, deployment, service } from './declare';
import type { Document } from '../../src/document';

const DNS = {
  to: [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  }],
  ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }],
};

const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

function policy(app: string, ingress: Document[] = [], egress: Document[] = [], spec: Document = {}): Document {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: app },
    spec: { ...pods(app), policyTypes: ['Ingress', 'Egress'], ingress, egress: [DNS, ...egress], ...spec },
  };
}

const toApi = { to: [pods('api')], ports: [{ port: 8080 }] };
const fromWeb = { from: [pods('web')], ports: [{ port: 8080 }] };

/** Two workloads with Services, and policies. */
function shop(...policies: readonly Document[]): Document[] {
  return [deployment('web'), service('web'), deployment('api'), service('api'), ...policies];
}

function policiesOf(documents: readonly Document[]): Document[] {
  return documents.filter(({ kind }) => kind === 'NetworkPolicy').sort((a, b) => a.metadata.name < b.metadata.name ? -1 : 1);
}

describe('Policies that the library has generated', () => {
  /** An application with several kinds of connections. */
  function application(): Document[] {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const image = 'registry.example.com/image:1.0.0';
    const selected = (name: string) => ({ image, selector: { app: name }, workloadLabel: false, isolate: true });
    const exposed = (name: string, props: Partial<ExposedWorkloadProps> = {}) => (
      new ExposedWorkload(chart, name, { ports: [Port.http(8080, { servicePort: 80 }), Port.tcp(9000)], ...selected(name), ...props })
    );
    const front = exposed('front', { exposure: Exposure.loadBalancer() });
    const back = exposed('back');
    const database = exposed('database', { ports: [Port.tcp(5432)], networkPolicyName: 'db', networkPolicyMetadata: { labels: { team: 'data' } } });
    const open = exposed('open', { isolate: false, ports: [Port.http(8080)] });
    const worker = new Worker(chart, 'worker', { ...selected('worker'), ports: [Port.tcp(7000, { exposed: false })] });
    const peers = new ExposedPods(chart, 'database-peers', { selector: database, ports: [Port.tcp(6000)], exposure: Exposure.headless() });
    front.connectTo(back, { ports: ['http'] });
    back.connectTo(database);
    back.connectTo(peers);
    worker.connectTo(back);
    worker.connectTo(open);
    open.connectTo(database);
    return chart.toJson();
  }

  test.each([false, true])('become isolate and connectTo again (in place: %s)', inPlace => {
    const originals = application();
    const { code, documents, adopted } = declareObjects(originals, inPlace);
    expect(policiesOf(documents)).toEqual(policiesOf(originals));
    expect(policiesOf(originals)).toHaveLength(4);
    expect(Object.entries(adopted).filter(([title]) => title.startsWith('NetworkPolicy'))).toEqual([
      ['NetworkPolicy front', 'option isolate of front'],
      ['NetworkPolicy back', 'option isolate of back'],
      ['NetworkPolicy db', 'option isolate of database'],
      ['NetworkPolicy worker', 'option isolate of worker'],
    ]);
    expect(code.split('\n').filter(line => /connectTo|networkPolicy/.test(line)).map(line => line.trim())).toEqual([
      "networkPolicyName: 'db',",
      "networkPolicyMetadata: { labels: { team: 'data' } },",
      "front.connectTo(back, { ports: ['http'] });",
      'back.connectTo(database);',
      'back.connectTo(databasePeers);',
      'open.connectTo(database);',
      'worker.connectTo(back);',
      'worker.connectTo(open);',
    ]);
  });
});

describe('Policies', () => {
  test('that mean what isolate and connectTo give become these', () => {
    const { code, adopted } = declareObjects(shop(policy('web', [], [toApi]), policy('api', [{ from: [pods('web')], ports: [{ port: 'http' }] }])));
    expect(code).toContain("web.connectTo(api, { ports: ['http'] });");
    expect(adopted).toMatchObject({ 'NetworkPolicy web': 'option isolate of web', 'NetworkPolicy api': 'option isolate of api' });
  });

  test('of one side suffice', () => {
    const { code, documents } = declareObjects(shop(policy('api', [fromWeb])));
    expect(code).toContain("web.connectTo(api, { ports: ['http'] });");
    expect(policiesOf(documents).map(({ metadata }) => metadata.name)).toEqual(['api']);
  });

  test('of pods with a node port allow traffic from everywhere', () => {
    const external = service('web');
    external.spec.type = 'NodePort';
    const { adopted } = declareObjects([deployment('web'), external, policy('web', [{ ports: [{ port: 8080 }, { port: 9090 }] }])]);
    expect(adopted['NetworkPolicy web']).toBe('option isolate of web');
  });

  test('that do not agree stay documents', () => {
    const originals = [policy('api'), policy('web', [], [toApi])];
    const { adopted, documents } = declareObjects(shop(...originals));
    const why = ['The policies of web and api do not allow the same traffic from the first to the second, and a connection allows both sides.'];
    expect(adopted).toMatchObject({ 'NetworkPolicy web': why, 'NetworkPolicy api': why });
    expect(policiesOf(documents)).toEqual(originals);
  });

  test('need not agree with one that stays a document', () => {
    const { adopted, code } = declareObjects(shop(policy('web', [], [toApi]), policy('api', [fromWeb, { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 1 }] }])));
    expect(adopted).toMatchObject({ 'NetworkPolicy web': 'option isolate of web', 'NetworkPolicy api': [expect.stringContaining('10.0.0.0/8')] });
    expect(code).toContain("web.connectTo(api, { ports: ['http'] });");
  });

  const limited = service('web');
  Object.assign(limited.spec, { type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['192.0.2.0/24'] });
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  };
  const monitor = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'metrics' }] },
  };
  const onNode = deployment('web');
  onNode.spec.template.spec.hostNetwork = true;

  test.each<[string, Document[], string | RegExp]>([
    ['of all pods', shop(policy('web', [], [], { podSelector: {} })), 'Its podSelector is not the selector of one declared workload.'],
    ['with expressions', shop(policy('web', [], [], { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } })), /podSelector is not the selector/],
    ['of one direction', shop(policy('web', [], [], { policyTypes: ['Ingress'], egress: [] })), 'No option expresses spec.policyTypes: isolate limits both Ingress and Egress.'],
    ['without types', shop(policy('web', [], [], { policyTypes: undefined })), /isolate limits both/],
    ['without DNS', shop(policy('web', [], [], { egress: [] })), /It does not allow exactly what isolated pods can send to the DNS server/],
    ['with DNS of another kind', shop(policy('web', [], [], { egress: [{ ports: DNS.ports }] })), /It allows traffic to everywhere/],
    ['with all ports', shop(policy('web', [{ from: [pods('api')] }])), /a connection has ports, and the rule allows all/],
    ['with a range of ports', shop(policy('web', [{ from: [pods('api')], ports: [{ port: 1, endPort: 9 }] }])), /endPort/],
    ['with a protocol without a port', shop(policy('web', [{ from: [pods('api')], ports: [{ protocol: 'TCP' }] }])), /the rule allows all/],
    ['with pods of another namespace', shop(policy('web', [{ from: [{ namespaceSelector: {}, ...pods('api') }], ports: [{ port: 8080 }] }])), /is not one declared workload/],
    ['with unknown pods', shop(policy('web', [{ from: [pods('other')], ports: [{ port: 8080 }] }])), /is not one declared workload/],
    ['with a name of a port of other pods', shop(policy('web', [], [{ to: [pods('api')], ports: [{ port: 'http' }] }])), /refers to the port http by a name/],
    ['with a port that no Service offers', shop(policy('web', [], [{ to: [pods('api')], ports: [{ port: 7000 }] }])), 'No declared Service of api offers the port 7000/TCP, so no connection allows it.'],
    ['with traffic from everywhere', shop(policy('web', [{ ports: [{ port: 8080 }] }])), /It allows traffic from everywhere to other ports/],
    ['of pods on the network of the node', [onNode, policy('web')], /have the network of their node/],
    ['of pods with a route', [...shop(policy('web')), ingress], /A route leads to the pods/],
    ['of pods with a monitor', [...shop(policy('web')), monitor], /A monitor reads the pods/],
    ['of pods whose Service limits its clients', [deployment('web'), limited, policy('web')], /limits the addresses of clients/],
    ['beside another one', shop(policy('web'), { ...policy('web'), metadata: { name: 'other' } }), 'NetworkPolicy other selects the same pods, and isolated pods have one policy.'],
    ['that is not readable', shop(policy('web', [], [], { ingress: 1 })), /is not a list, so the API server refuses it/],
  ])('%s stay documents', (_, objects, why) => {
    const { adopted, documents } = declareObjects(objects, true);
    expect(adopted['NetworkPolicy web']).toEqual(expect.arrayContaining([expect.stringMatching(why)]));
    const originals = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(documents.filter(({ kind }) => kind === 'NetworkPolicy')).toEqual(originals);
  });

  test('between the pods of one workload are connections to itself', () => {
    const { adopted } = declareObjects(shop(policy('web', [fromWeb], [{ to: [pods('web')], ports: [{ port: 8080 }] }])));
    expect(adopted['NetworkPolicy web']).toBe('option isolate of web');
  });
});
