import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Isolation, PodSelection, Port, TrafficPolicy,
} from '../../lib';
import { eventually } from './harness/eventually';
import { CLIENT, NODE, OUTSIDE } from './harness/facts';
import { balancerAddress } from './support/balancer';
import { PROFILE, server } from './support/declare';
import { apply, get, kubectl, waitForRollouts } from './support/kubectl';
import { recordRequests } from './support/measurements';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, OUTSIDE_MACHINE, answeredBy, call, inPod, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';

const shopNamespace = testNamespace('isolated');
const dataNamespace = testNamespace('isolated-data');

const PORTS = [Port.http(8080), Port.tcp(9090, { name: 'raw' })];
const [database] = OUTSIDE;
const namespaceOf: Record<string, string> = { web: shopNamespace, orders: shopNamespace, legacy: shopNamespace, stock: dataNamespace };

/** All declared connections: caller, target, port. */
const DECLARED = ['web orders http', 'web stock http', 'web stock raw', 'orders orders raw', 'stock web http', 'legacy orders http', 'orders db postgres'];

beforeAll(async () => {
  const app = new App();
  ClusterProfile.set(app, { ...PROFILE, cluster: 'tests' });
  Isolation.enable(app);
  const [shop, data] = [shopNamespace, dataNamespace].map(namespace => new Chart(app, namespace, { namespace }));
  const declare = (chart: Chart, id: string, props = {}) => new ExposedWorkload(chart, id, { ...server('--http=:8080', '--tcp=:9090'), ports: PORTS, ...props });

  const [web, orders, stock] = [declare(shop, 'web'), declare(shop, 'orders', { replicas: 2 }), declare(data, 'stock')];
  declare(shop, 'unknown', { isolate: false, ports: [], exposure: Exposure.headless(), podMetadata: { labels: { app: 'legacy' } } });
  const legacy = new ExposedPods(shop, 'legacy', { selector: PodSelection.of(kplus.Pods.select(shop, 'pods', { labels: { app: 'legacy' } })), ports: PORTS });
  const db = new ExternalService(shop, 'db', { backend: Backend.addresses(database.ipv4), ports: [Port.tcp(5432, { name: 'postgres' })] });
  web.connectTo(orders, { ports: ['http'] });
  web.connectTo(stock);
  orders.connectTo(orders, { ports: ['raw'] });
  stock.connectTo(web, { ports: ['http'] });
  legacy.connectTo(orders, { ports: ['http'] });
  orders.connectTo(db);

  declare(shop, 'local', {
    exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL, sourceRanges: [`${CLIENT.ipv4}/32`] }), ports: [PORTS[0]],
  });
  const behindNodes = new Chart(app, 'behind-nodes', { namespace: shopNamespace });
  ClusterProfile.set(behindNodes, { nodeCidrs: [`${NODE.ipv4}/32`] });
  declare(behindNodes, 'cluster', { exposure: Exposure.loadBalancer(), ports: [PORTS[0]] });

  const documents = [shop, data, behindNodes].flatMap(chart => Testing.synth(chart));
  apply(documents);
  waitForRollouts(documents);
  await policiesInForce(shopNamespace, dataNamespace);
});

const deploymentOf = (peer: string) => peer === 'legacy' ? 'unknown' : peer;
const podsNamed = (peer: string) => podsOf(namespaceOf[peer], `deployment.${deploymentOf(peer)}`).map(({ metadata }) => metadata.name);
const placeOf = (peer: string): Place => inPod(namespaceOf[peer], `deployment/${deploymentOf(peer)}`);
const expectBlocked = (place: Place, url: string) => expect(call(place, url, '--timeout=500ms')[0].error).toMatch(/timeout|deadline|timed out/i);

function urlOf(called: string, port: string): string {
  const host = called === 'db' ? `db.${shopNamespace}` : `${called}.${namespaceOf[called]}`;
  return { http: `http://${host}:8080`, raw: `tcp://${host}:9090`, postgres: `tcp://${host}:5432` }[port]!;
}

test.each(DECLARED.map(line => line.split(' ')))('the declared connection is allowed: %s to %s, port %s', async (caller, called, port) => {
  await answeredBy(called === 'db' ? ['db-0'] : podsNamed(called), placeOf(caller), urlOf(called, port));
});

/** The connections that are not declared, without connections of a pod to itself, which are always allowed. */
function undeclared(): string[][] {
  const callers = Object.keys(namespaceOf);
  const all = callers.flatMap(caller => [...callers.flatMap(called => [`${caller} ${called} http`, `${caller} ${called} raw`]), `${caller} db postgres`]);
  return all.filter(line => !DECLARED.includes(line)).map(line => line.split(' ')).filter(([caller, called]) => caller !== called);
}

test('connections that are not declared are blocked', () => {
  const attempts = undeclared();
  attempts.forEach(([caller, called, port]) => expectBlocked(placeOf(caller), urlOf(called, port)));

  expect(attempts.length).toBeGreaterThan(20);
  recordRequests({ sent: attempts.length, failed: attempts.length, p99: 500 });
});

describe('from outside the cluster', () => {
  const addressOf = (service: string) => balancerAddress(shopNamespace, service);
  const nodePortOf = (service: string): number => get(shopNamespace, 'service', service).spec.ports[0].nodePort;

  test('a load balancer with externalTrafficPolicy Local admits only its source ranges, also on its node ports', async () => {
    const pods = podsOf(shopNamespace, 'deployment.local').map(({ metadata }) => metadata.name);

    await answeredBy(pods, OUTSIDE_CLIENT, `http://${await addressOf('local')}:8080`);
    await answeredBy(pods, OUTSIDE_CLIENT, `http://${NODE.ipv4}:${nodePortOf('local')}`);
    expectBlocked(OUTSIDE_MACHINE, `http://${NODE.ipv4}:${nodePortOf('local')}`);
    expectBlocked(placeOf('web'), `http://local.${shopNamespace}:8080`);
  });

  test('a load balancer with externalTrafficPolicy Cluster admits the addresses of the nodes, and blocks other pods', async () => {
    const pods = podsOf(shopNamespace, 'deployment.cluster').map(({ metadata }) => metadata.name);

    await answeredBy(pods, OUTSIDE_CLIENT, `http://${await addressOf('cluster')}:8080`);
    expectBlocked(placeOf('web'), `http://cluster.${shopNamespace}:8080`);
  });
});

test('without the NetworkPolicies, the connections that are not declared succeed', async () => {
  [shopNamespace, dataNamespace].forEach(namespace => kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all'));
  await policiesInForce(shopNamespace, dataNamespace);

  for (const [caller, called, port] of undeclared()) {
    await eventually(`${caller} reaches port ${port} of ${called}`, () => call(placeOf(caller), urlOf(called, port))[0].error === undefined || undefined);
  }
});
