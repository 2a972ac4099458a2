import { Duration, type Chart } from 'cdk8s';
import { Controller, ExposedWorkload, Exposure, IpFamilyPolicy, Port, TrafficPolicy } from '../../lib';
import { find, type Document } from '../support';
import { eventually } from './harness/eventually';
import { CLIENT, CLUSTER_DOMAIN, HAS_IPV6, NODE as NODE_ADDRESS } from './harness/facts';
import { balancerAddress } from './support/balancer';
import { deployClient } from './support/client';
import { deploy, server } from './support/declare';
import { get } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, REQUESTS, answeredBy, call, resolve, type Place } from './support/places';
import { podsOf } from './support/pods';

const namespace = testNamespace('serves');

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

function namesOf(workload: string): string[] {
  return podsOf(namespace, workload).map(({ metadata }) => metadata.name).sort();
}

describe('a ClusterIP Service', () => {
  let orders: ExposedWorkload;
  beforeAll(() => deploy(namespace, chart => {
    orders = new ExposedWorkload(chart, 'orders', {
      ...server('--http=:8080', '--grpc=:9090'),
      ports: [Port.http(8080, { name: 'an-interface-for-browsers', servicePort: 80 }), Port.grpc(9090)],
      replicas: 2,
    });
  }));

  test('is reached by its name, its full name, and the target of its SRV records', async () => {
    const { address } = orders;
    const [{ target, port }] = await eventually('DNS has the port', () => resolve(client, address.srvName('grpc'), 'srv').srv);
    const urls = ['http://orders', `http://orders.${namespace}`, address.url('an-interface-for-browsers'), `grpc://${address.hostAndPort('grpc')}`];

    expect([target, port]).toEqual([`${address.fqdn}.`, 9090]);
    for (const url of [...urls, `grpc://${target}:${port}`]) {
      await answeredBy(namesOf('deployment.orders'), client, url);
    }
  });

  test('with a port name longer than 15 characters leads to a container port with a shorter name', () => {
    const [{ spec }] = podsOf(namespace, 'deployment.orders');

    expect(spec.containers[0].ports.map(({ name }: Document) => name)).toEqual(['http-8080', 'grpc']);
    expect(get(namespace, 'service', 'orders').spec.ports[0]).toMatchObject({ name: 'an-interface-for-browsers', targetPort: 'http-8080' });
  });
});

test('with session affinity, all requests of a client reach the same pod', async () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'sticky', {
    ...server('--http=:8080'), ports: [Port.http(8080)], exposure: Exposure.clusterIp({ sessionAffinityTimeout: Duration.hours(1) }), replicas: 3,
  }));
  await eventually('the name answers', () => call(client, 'http://sticky:8080')[0].pod);
  const pods = new Set(call(client, 'http://sticky:8080', '--times', String(REQUESTS)).map(({ pod }) => pod));

  expect([...pods]).toEqual([expect.stringMatching(/^sticky-/)]);
});

describe('a headless Service', () => {
  let peers: ExposedWorkload;
  let queue: ExposedWorkload;
  beforeAll(() => deploy(namespace, chart => {
    peers = new ExposedWorkload(chart, 'peers', { ...server('--http=:8080'), ports: [Port.http(8080)], exposure: Exposure.headless(), replicas: 3 });
    queue = new ExposedWorkload(chart, 'queue', { ...server('--tcp=:5672'), ports: [Port.tcp(5672)], controller: Controller.statefulSet(), replicas: 2 });
  }));

  test('has an address record for each pod', async () => {
    const addresses = podsOf(namespace, 'deployment.peers').map(({ status }) => status.podIP).sort();

    expect(addresses).toHaveLength(3);
    await eventually('DNS has all three pods', () => {
      const resolved = resolve(client, peers.address.fqdn).addresses ?? [];
      return JSON.stringify(resolved.filter(address => !address.includes(':')).sort()) === JSON.stringify(addresses) || undefined;
    });
    await answeredBy(namesOf('deployment.peers'), client, peers.address.url());
    recordObservation(`${addresses.length} pods, ${addresses.length} A records`);
  });

  test('that governs a StatefulSet gives each pod a name, and a second Service has its own address', async () => {
    const { host } = queue.address;
    const governing = queue.governingService!.name;

    await answeredBy(['queue-0', 'queue-1'], client, `tcp://${host}:5672`);
    await answeredBy(['queue-1'], client, `tcp://queue-1.${governing}:5672`);
    await answeredBy(['queue-0'], client, `tcp://queue-0.${governing}.${namespace}.svc.${CLUSTER_DOMAIN}:5672`);
  });
});

describe('from outside the cluster', () => {
  const ports = [Port.http(8080, { servicePort: 80 })];

  test('a NodePort Service is reached at the node, on the declared port', async () => {
    deploy(namespace, chart => new ExposedWorkload(chart, 'on-nodes', {
      ...server('--http=:8080'), ports, exposure: Exposure.nodePort({ nodePorts: { http: 30081 } }), replicas: 2,
    }));

    await answeredBy(namesOf('deployment.on-nodes'), OUTSIDE_CLIENT, `http://${NODE_ADDRESS.ipv4}:30081`);
  });

  /** The address that the load balancer has assigned. */
  const ingressOf = (service: string) => balancerAddress(namespace, service);

  test('a LoadBalancer Service is reached at the address that the load balancer assigns', async () => {
    deploy(namespace, chart => new ExposedWorkload(chart, 'public', { ...server('--http=:8080'), ports, exposure: Exposure.loadBalancer(), replicas: 2 }));

    await answeredBy(namesOf('deployment.public'), OUTSIDE_CLIENT, `http://${await ingressOf('public')}`);
  });

  test('pods see the address of the client with externalTrafficPolicy Local, and the address of the node otherwise', async () => {
    deploy(namespace, chart => new ExposedWorkload(chart, 'local', {
      ...server('--http=:8080'), ports, exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
    }));
    const remoteOf = async (service: string) => JSON.parse(call(OUTSIDE_CLIENT, `http://${await ingressOf(service)}`)[0].body!).remote;

    expect(await remoteOf('local')).toBe(CLIENT.ipv4);
    expect(await remoteOf('public')).toBe(NODE_ADDRESS.ipv4);
  });

  test('source ranges block all other clients', async () => {
    const ranged = (name: string, range: string) => (chart: Chart) => new ExposedWorkload(chart, name, {
      ...server('--http=:8080'), ports, exposure: Exposure.loadBalancer({ sourceRanges: [range] }),
    });
    deploy(namespace, ranged('for-us', '10.77.0.0/24'));
    deploy(namespace, ranged('for-others', '192.0.2.0/24'));

    await answeredBy(namesOf('deployment.for-us'), OUTSIDE_CLIENT, `http://${await ingressOf('for-us')}`);
    expect(call(OUTSIDE_CLIENT, `http://${await ingressOf('for-others')}`)[0].error).toMatch(/timeout|deadline/);
  });
});

test('one port number serves UDP and TCP', async () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'resolver', {
    ...server('--udp=:5353', '--tcp=:5353'),
    ports: [Port.udp(5353, { name: 'dns', servicePort: 53 }), Port.tcp(5353, { name: 'dns-tcp', servicePort: 53 })],
  }));

  await answeredBy(namesOf('deployment.resolver'), client, 'udp://resolver:53');
  await answeredBy(namesOf('deployment.resolver'), client, 'tcp://resolver:53');
});

test('a server that does not run as root can listen on a port below 1024', async () => {
  const [deployment] = deploy(namespace, chart => new ExposedWorkload(chart, 'low', { ...server('--http=:80'), ports: [Port.http(80)] }))
    .filter(({ kind }) => kind === 'Deployment');

  expect(deployment.spec.template.spec.securityContext.runAsNonRoot).toBe(true);
  await answeredBy(namesOf('deployment.low'), client, 'http://low');
});

(HAS_IPV6 ? test : test.skip)('a dual-stack Service is reached at its addresses of both IP families', async () => {
  const documents = deploy(namespace, chart => new ExposedWorkload(chart, 'both', {
    ...server('--http=:8080'), ports: [Port.http(8080)], exposure: Exposure.clusterIp({ ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }),
  }));
  const { clusterIPs } = get(namespace, 'service', find(documents, 'Service').metadata.name).spec;

  expect(clusterIPs).toHaveLength(2);
  for (const address of clusterIPs) {
    await answeredBy(namesOf('deployment.both'), client, `http://${address.includes(':') ? `[${address}]` : address}:8080`);
  }
});
