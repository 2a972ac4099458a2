import { Chart } from 'cdk8s';
import { ClusterProfile, ExposedWorkload, ExternalService, Port, type ImportedServiceOptions } from '../lib';
import { messagesOf } from './rules/broken';
import { MINIMAL, find, mainContainer, newChart, synth, synthOf } from './support';
import { peerOf } from '../lib/discovery/peer';

const HTTP = [Port.http(8080, { servicePort: 80 })];

function imported(options: ImportedServiceOptions = {}, chart = newChart()) {
  return ExternalService.fromServiceName(chart, 'payments', 'payments', { ports: HTTP, ...options });
}

function problemsOf(options: ImportedServiceOptions, name: any = 'payments', chartProps: object = { namespace: 'shop' }): string[] {
  return messagesOf(chart => {
    const own = new Chart(chart.node.root as any, 'other', chartProps);
    ExternalService.fromServiceName(own, 'web', name, { ports: HTTP, ...options });
  });
}

describe('an existing Service', () => {
  test('generates no objects', () => {
    const chart = newChart();
    imported({ namespace: 'billing', clusterSet: true, podLabels: { app: 'payments' }, networks: ['10.8.0.0/16'] }, chart);

    expect(synth(chart)).toEqual([]);
  });

  test('has the namespace of the options and the domain of the cluster in its address', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { clusterDomain: 'k8s.example.com' });
    const { address } = imported({ namespace: 'billing' }, chart);

    expect(address.namespace).toBe('billing');
    expect(address.url()).toBe('http://payments.billing.svc.k8s.example.com:80');
    expect(address.srvName('http')).toBe('_http._tcp.payments.billing.svc.k8s.example.com');
  });

  test('is in the namespace of the chart by default, and has its short name if the chart has no namespace', () => {
    expect(imported().address.host).toBe('payments.shop.svc.cluster.local');
    expect(imported({}, newChart({})).address.host).toBe('payments');
  });

  test('can be used by callers, routes and network policies', () => {
    const chart = newChart();
    const payments = imported({ namespace: 'billing', podLabels: { app: 'payments' } }, chart);
    new ExposedWorkload(chart, 'web', MINIMAL).connectTo(payments, { envPrefix: 'PAYMENTS' });

    expect(mainContainer(find(synth(chart), 'Deployment')).env).toContainEqual({ name: 'PAYMENTS_URL', value: 'http://payments.billing.svc.cluster.local:80' });
    const peer = peerOf(payments)!;
    expect([peer.address, peer.serviceKind, peer.networks, peer.hostnames, peer.exposure]).toEqual([payments.address, 'Service', undefined, undefined, undefined]);
    expect(peer.pods!()).toEqual({ namespace: 'billing', labels: { app: 'payments' } });
    expect(peer.ports().map(({ number, servicePort }) => [number, servicePort])).toEqual([[8080, 80]]);
  });

  test('has unknown pods without podLabels, and all pods of its namespace with an empty map', () => {
    expect(peerOf(imported())!.pods).toBeUndefined();
    expect(peerOf(imported({ podLabels: {} }))!.pods!()).toEqual({ namespace: 'shop', labels: {} });
  });

  test('does not require ports, and cannot be changed after the declaration', () => {
    const podLabels: Record<string, string> = { app: 'payments' };
    const networks = ['10.8.0.0/16'];
    const payments = imported({ ports: undefined, podLabels, networks });
    podLabels.app = 'other';
    networks.push('x');

    expect(payments.address.host).toBe('payments.shop.svc.cluster.local');
    expect(() => payments.address.port()).toThrow('[address-port]');
    expect(peerOf(payments)!.pods!().labels).toEqual({ app: 'payments' });
    expect(peerOf(payments)!.networks).toEqual(['10.8.0.0/16']);
  });

  test('can have a certificate with another name', () => {
    expect(imported({ tlsServerName: 'payments.example.com' }).address.tlsServerName).toBe('payments.example.com');
    expect(imported().address.tlsServerName).toBeUndefined();
  });
});

describe('a Service of the cluster set', () => {
  test('has the domain of the cluster set, independent of the domain of the cluster', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { clusterDomain: 'k8s.example.com' });
    const { address } = imported({ namespace: 'billing', clusterSet: true }, chart);

    expect(address.url()).toBe('http://payments.billing.svc.clusterset.local:80');
    expect(address.srvName('http')).toBe('_http._tcp.payments.billing.svc.clusterset.local');
  });

  test('has no short name, not even for callers in its namespace', () => {
    const chart = newChart();
    const payments = imported({ clusterSet: true }, chart);
    const web = new ExposedWorkload(chart, 'web', MINIMAL);

    expect(payments.address.relativeTo(web).host).toBe('payments.shop.svc.clusterset.local');
  });

  test('is a ServiceImport for routes, and has pods and networks for network policies', () => {
    const peer = peerOf(imported({ clusterSet: true, podLabels: { app: 'payments' }, networks: ['10.8.0.0/16'] }))!;

    expect(peer).toMatchObject({ serviceKind: 'ServiceImport', networks: ['10.8.0.0/16'] });
    expect(peer.pods!()).toEqual({ namespace: 'shop', labels: { app: 'payments' } });
  });

  test('needs a namespace', () => {
    expect(problemsOf({ clusterSet: true }, 'payments', {})).toEqual([expect.stringMatching(/^other\/web: namespace \(not set\): .+#address-namespace$/)]);
    expect(problemsOf({ clusterSet: true, namespace: 'billing' }, 'payments', {})).toEqual([]);
  });
});

describe('an imported Service is refused with', () => {
  test.each<[string, any, RegExp]>([
    ['a name followed by its namespace', 'payments.billing', /serviceName "payments\.billing": .+ Use 'payments' with { namespace: 'billing' }\. .+#service-name$/],
    ['a fully qualified name', 'payments.billing.svc.cluster.local', /Use 'payments' with { namespace: 'billing' }\./],
    ['a name in upper case', 'Payments', /serviceName "Payments": .+kubectl get services/],
    ['null as its name', null, /serviceName \(not set\): .+#required-option$/],
    ['a name that is too long', 'p'.repeat(64), /#service-name$/],
  ])('%s', (_, name, message) => {
    expect(problemsOf({}, name)).toEqual([expect.stringMatching(message)]);
  });

  test.each<[string, object, RegExp]>([
    ['an invalid namespace', { namespace: 'Billing' }, /^other\/web: namespace "Billing": .+#namespace-name$/],
    ['an invalid port number', { ports: [Port.http(0)] }, /ports\[0\]\.number 0: .+#port-number$/],
    ['a value that is not a Port', { ports: [80] }, /ports\[0\] \(a number\): .+#value-type$/],
    ['two ports with the same servicePort', { ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090, { servicePort: 80 })] }, /ports\[1\]\.servicePort 80: .+#port-duplicate$/],
    ['a port that is not exposed', { ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false })] }, /ports\[1\]\.exposed false: .+#external-port-exposed$/],
    ['a clusterSet that is not a boolean', { clusterSet: 'yes' }, /clusterSet "yes": .+#value-type$/],
    ['an invalid label key', { podLabels: { 'a b': 'c' } }, /podLabels "a b": .+#metadata-key$/],
    ['an invalid label value', { podLabels: { app: 'a b' } }, /podLabels\['app'\] "a b": .+#label-value$/],
    ['podLabels that are not a map', { podLabels: ['app'] }, /podLabels \(a list of 1 item\): .+#value-type$/],
    ['an invalid network', { networks: ['10.8.0.1/16'] }, /networks\[0\] "10\.8\.0\.1\/16": .+#cidr$/],
    ['an empty list of networks', { networks: [] }, /networks \[\]: .+#backend-networks$/],
    ['an invalid tlsServerName', { tlsServerName: '*.example.com' }, /tlsServerName .+#tls-server-name$/],
  ])('%s', (_, options, message) => {
    expect(problemsOf(options)).toEqual([expect.stringMatching(message)]);
  });

  test('one error for all problems', () => {
    expect(problemsOf({ namespace: '-', networks: ['x'], tlsServerName: '' }, 'A')).toHaveLength(4);
  });
});

test('an imported Service can have a name that begins with a digit for any version of Kubernetes, because the Service exists', () => {
  expect(problemsOf({}, '1payments')).toEqual([]);
});

test('several imports of one Service, and an import with the name of a declared Service, are accepted', () => {
  const documents = synthOf(chart => {
    ExternalService.fromServiceName(chart, 'a', 'web');
    ExternalService.fromServiceName(chart, 'b', 'web', { namespace: 'billing' });
    new ExposedWorkload(chart, 'web', MINIMAL);
  });

  expect(documents).toHaveLength(2);
});
