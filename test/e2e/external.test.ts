import { Backend, EndpointsApi, ExposedWorkload, Exposure, ExternalService, Port } from '../../lib';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { HAS_IPV6, OUTSIDE, OUTSIDE_HOST } from './harness/facts';
import { deployClient } from './support/client';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { get } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { answeredBy, inPod, resolve, type Place } from './support/places';

const namespace = testNamespace('external');
const [first, second] = OUTSIDE;
const postgres = Port.tcp(5432, { name: 'postgres', scheme: 'tcp' });

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

function declareDatabase(...addresses: string[]): ExternalService {
  let database: ExternalService;
  deploy(namespace, chart => {
    database = new ExternalService(chart, 'orders-db', { backend: Backend.addresses(...addresses), ports: [postgres] });
  });
  return database!;
}

test('connections go to all addresses, and only to the remaining addresses after one is removed', async () => {
  const url = declareDatabase(first.ipv4, second.ipv4).address.url();

  await answeredBy(['db-0', 'db-1'], client, url);
  declareDatabase(second.ipv4);
  await answeredBy(['db-1'], client, url);
});

test('the port of the Service can differ from the port of the backend', async () => {
  deploy(namespace, chart => new ExternalService(chart, 'remapped', {
    backend: Backend.addresses(first.ipv4), ports: [Port.tcp(5432, { name: 'postgres', servicePort: 15432 })],
  }));

  await answeredBy(['db-0'], client, 'tcp://remapped:15432');
});

test('the name of a headless Service resolves to the addresses of the backend, and each endpoint is reached by its host name', async () => {
  deploy(namespace, chart => new ExternalService(chart, 'members', {
    backend: Backend.endpoints({ address: first.ipv4, hostname: 'db-0' }, { address: second.ipv4, hostname: 'db-1' }),
    ports: [postgres],
    exposure: Exposure.headless(),
  }));

  expect(await eventually('the name resolves', () => resolve(client, 'members').addresses)).toEqual([first.ipv4, second.ipv4]);
  await answeredBy(['db-1'], client, 'tcp://db-1.members:5432');
});

test('an address that is not ready receives no connections', async () => {
  deploy(namespace, chart => new ExternalService(chart, 'half-ready', {
    backend: Backend.endpoints({ address: first.ipv4 }, { address: second.ipv4, ready: false }), ports: [postgres],
  }));

  await answeredBy(['db-0'], client, 'tcp://half-ready:5432');
});

(HAS_IPV6 ? test : test.skip)('IPv6 addresses are reached through an IPv6 Service and through a dual-stack Service', async () => {
  deploy(namespace, chart => {
    new ExternalService(chart, 'six', { backend: Backend.addresses(first.ipv6), ports: [postgres] });
    new ExternalService(chart, 'both', { backend: Backend.addresses(second.ipv4, first.ipv6), ports: [postgres] });
  });
  const addresses = resolve(client, 'both').addresses!;

  await answeredBy(['db-0'], client, 'tcp://six:5432');
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    await (address.includes(':') ? answeredBy(['db-0'], client, `tcp://[${address}]:5432`) : answeredBy(['db-1'], client, `tcp://${address}:5432`));
  }
});

test('Endpoints lead to the backend, with or without EndpointSlices, and the cluster does not mirror Endpoints that have declared slices', async () => {
  const backend = Backend.addresses(first.ipv4);
  deploy(namespace, chart => {
    new ExternalService(chart, 'older', { backend, ports: [postgres], endpointsApi: EndpointsApi.ENDPOINTS });
    new ExternalService(chart, 'older-and-newer', { backend, ports: [postgres], endpointsApi: EndpointsApi.BOTH });
  });
  const slicesOf = (service: string): Document[] => get(namespace, 'endpointslices', '--selector', `kubernetes.io/service-name=${service}`).items;

  await answeredBy(['db-0'], client, 'tcp://older:5432');
  await answeredBy(['db-0'], client, 'tcp://older-and-newer:5432');
  expect(slicesOf('older').map(managerOf)).toEqual(['endpointslicemirroring-controller.k8s.io']);
  expect(slicesOf('older-and-newer').map(managerOf)).toEqual(['cdk8s-service-patterns']);
});

const managerOf = ({ metadata }: Document): string => metadata.labels['endpointslice.kubernetes.io/managed-by'];

test('a backend given by host name is reached by the DNS alias of its Service', async () => {
  let address: string;
  deploy(namespace, chart => {
    const { host } = new ExternalService(chart, 'reports-db', { backend: Backend.hostname(OUTSIDE_HOST), ports: [postgres] }).address;
    address = host;
  });

  expect(await eventually('the name is an alias', () => resolve(client, address, 'cname').cname)).toBe(`${OUTSIDE_HOST}.`);
  await answeredBy(['db-0'], client, `tcp://${address!}:5432`);
});

test('the URL in the environment of a workload reaches the backend', async () => {
  deploy(namespace, chart => {
    const database = new ExternalService(chart, 'given-db', { backend: Backend.addresses(first.ipv4, second.ipv4), ports: [postgres] });
    const props = server();
    new ExposedWorkload(chart, 'caller', { ...props, env: { DATABASE_URL: database.address.url() }, ports: [Port.http(CONTROL_PORT)] });
  });

  await answeredBy(['db-0', 'db-1'], inPod(namespace, 'deployment/caller'), 'env:DATABASE_URL');
});
