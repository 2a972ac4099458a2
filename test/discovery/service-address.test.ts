import { App, Chart } from 'cdk8s';
import { Backend, ClusterProfile, Controller, ExposedWorkload, Exposure, ExternalService, Port, type ServiceAddress } from '../../lib';
import { MINIMAL, newChart } from '../support';

const PORTS = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090), Port.udp(53, { name: 'dns' }), Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })];

function addressOf(ports = PORTS): ServiceAddress {
  return new ExposedWorkload(newChart(), 'web', { ...MINIMAL, ports }).address;
}

test('an address has a host, a port, and forms that combine them', () => {
  const address = addressOf();

  expect(address).toMatchObject({ name: 'web', namespace: 'shop', host: 'web.shop.svc.cluster.local', fqdn: 'web.shop.svc.cluster.local' });
  expect(address.port('http')).toBe(80);
  expect(address.hostAndPort('grpc')).toBe('web.shop.svc.cluster.local:9090');
  expect(address.srvName('http')).toBe('_http._tcp.web.shop.svc.cluster.local');
  expect(address.srvName('dns')).toBe('_dns._udp.web.shop.svc.cluster.local');
});

test.each([
  ['http', undefined, 'http://web.shop.svc.cluster.local:80'],
  ['http', { path: '/api' }, 'http://web.shop.svc.cluster.local:80/api'],
  ['grpc', undefined, 'http://web.shop.svc.cluster.local:9090'],
  ['dns', undefined, 'udp://web.shop.svc.cluster.local:53'],
  ['postgres', { path: '/orders' }, 'postgresql://web.shop.svc.cluster.local:5432/orders'],
  ['http', { path: 'api' }, 'http://web.shop.svc.cluster.local:80/api'],
  ['http', { path: '?q=1' }, 'http://web.shop.svc.cluster.local:80?q=1'],
  ['http', { scheme: 'ws' }, 'ws://web.shop.svc.cluster.local:80'],
])('the URL of %s with %j is %s', (port, options, url) => {
  expect(addressOf().url(port, options)).toBe(url);
});

test('the port name is optional if there is only one port', () => {
  const address = addressOf([Port.https(8443)]);

  expect(address.url()).toBe('https://web.shop.svc.cluster.local:8443');
  expect(address.srvName()).toBe('_https._tcp.web.shop.svc.cluster.local');
});

test.each([undefined, 'nosuch', 'admin'])('the port name %s is refused, and the message lists the ports that the Service offers', name => {
  const address = addressOf([...PORTS.slice(0, 2), Port.http(9000, { name: 'admin', exposed: false })]);

  expect(() => address.port(name)).toThrow(/^shop\/web: address\.port .*Use one of the ports that the Service offers: 'http', 'grpc'\. .+#address-port$/);
});

test('an invalid scheme is refused', () => {
  expect(() => addressOf().url('http', { scheme: 'https://' })).toThrow("address.url scheme (a string of 8 characters with '/' at position 7)");
});

test('without a namespace, the host is the short name, and fqdn and srvName throw', () => {
  const { address } = new ExposedWorkload(newChart({}), 'web', MINIMAL);

  expect(address.namespace).toBeUndefined();
  expect(address.url()).toBe('http://web:8080');
  expect(() => address.fqdn).toThrow("shop/web: address.namespace (not set): the fully qualified name of a Service requires its namespace, which the library does not guess. Set the namespace of the chart, such as new Chart(app, 'shop', { namespace: 'shop' })");
  expect(() => address.srvName()).toThrow('[address-namespace]');
});

test('the domain of an address is the domain of the cluster profile', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { clusterDomain: 'k8s.example.com' });

  expect(new ExposedWorkload(chart, 'web', MINIMAL).address.fqdn).toBe('web.shop.svc.k8s.example.com');
});

test('the address of a backend with addresses has the port of the Service and an SRV record', () => {
  const chart = newChart();
  const ports = [Port.tcp(5433, { name: 'postgres', servicePort: 5432 })];
  const { address } = new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports });

  expect(address.hostAndPort('postgres')).toBe('db.shop.svc.cluster.local:5432');
  expect(address.srvName('postgres')).toBe('_postgres._tcp.db.shop.svc.cluster.local');
});

test('the address of a backend with a host name has no SRV record', () => {
  const { address } = new ExternalService(newChart(), 'db', { backend: Backend.hostname('db.example.com'), ports: [Port.tcp(5432)] });

  expect(address.url()).toBe('tcp://db.shop.svc.cluster.local:5432');
  expect(() => address.srvName('tcp-5432')).toThrow('[address-srv]');
});

test('the target of a gRPC client has the scheme dns', () => {
  expect(addressOf().grpcTarget('grpc')).toBe('dns:///web.shop.svc.cluster.local:9090');
});

test('a scheme can have several parts', () => {
  expect(addressOf().url('postgres', { scheme: 'jdbc:postgresql', path: 'orders' })).toBe('jdbc:postgresql://web.shop.svc.cluster.local:5432/orders');
  expect(() => addressOf().url('postgres', { scheme: 'jdbc:' })).toThrow('[url-scheme]');
});

describe('relative to a caller, an address', () => {
  const app = new App();
  const [shop, data, anywhere] = [{ namespace: 'shop' }, { namespace: 'data' }, {}].map((props, index) => new Chart(app, `chart-${index}`, props));
  const { address } = new ExposedWorkload(shop, 'web', MINIMAL);

  test('has the short name if the caller is in the same namespace', () => {
    expect(address.relativeTo(shop).url()).toBe('http://web:8080');
    expect(address.relativeTo(shop).srvName()).toBe('_http._tcp.web.shop.svc.cluster.local');
  });

  test.each([['in another namespace', data], ['in an unknown namespace', anywhere]])('is unchanged if the caller is %s', (_, chart) => {
    expect(address.relativeTo(chart).url()).toBe('http://web.shop.svc.cluster.local:8080');
  });
});

describe('pods of a StatefulSet', () => {
  const declare = (props = {}) => new ExposedWorkload(newChart(), 'queue', { ...MINIMAL, ports: [Port.http(8080, { servicePort: 80 })], controller: Controller.statefulSet(), ...props });

  test('each have a name below the headless Service, and the port of the pod', () => {
    const queue = declare();

    expect(queue.podAddress(0).url()).toBe('http://queue-0.queue-headless.shop.svc.cluster.local:8080');
    expect(queue.podAddress(12).hostAndPort()).toBe('queue-12.queue-headless.shop.svc.cluster.local:8080');
    expect(queue.governingAddress?.hostAndPort()).toBe('queue-headless.shop.svc.cluster.local:8080');
    expect(queue.address.hostAndPort()).toBe('queue.shop.svc.cluster.local:80');
  });

  test('have names below the Service itself if that is headless, with the name of the StatefulSet', () => {
    const queue = declare({ ports: [Port.http(8080)], exposure: Exposure.headless(), workloadName: 'nats' });

    expect(queue.podAddress(1).host).toBe('nats-1.queue.shop.svc.cluster.local');
    expect(queue.governingAddress?.host).toBe('queue.shop.svc.cluster.local');
  });

  test.each([[-1, undefined], [0.5, undefined], ['0', undefined], [3, 3]])('have no address for ordinal %p of %p replicas', (ordinal, replicas) => {
    expect(() => declare({ replicas }).podAddress(ordinal as number)).toThrow('[address-pod]');
  });

  test('are required: pods of a Deployment have no addresses', () => {
    expect(() => new ExposedWorkload(newChart(), 'web', MINIMAL).podAddress(0)).toThrow(/^shop\/web: podAddress 0: .*#address-pod$/);
    expect(new ExposedWorkload(newChart(), 'web', MINIMAL).governingAddress).toBeUndefined();
  });
});
