import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Isolation, Port, TrafficPolicy } from '../../lib';
import { eventually } from './harness/eventually';
import { CLIENT, NODE, OUTSIDE } from './harness/facts';
import { balancerAddress } from './support/balancer';
import { PROFILE, server } from './support/declare';
import { counted } from './support/figures';
import { apply, get, kubectl, waitForRollouts } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { OUTSIDE as OUTSIDE_PLACE, startOutside } from './support/outside-servers';
import { OUTSIDE_CLIENT, answeredBy, call, inPod, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';

const near = testNamespace('isolated');
const far = testNamespace('isolated-data');

const PORTS = [Port.http(8080), Port.tcp(9090, { name: 'raw' })];
const [database] = OUTSIDE;
const namespaceOf: Record<string, string> = { web: near, orders: near, legacy: near, stock: far };

/** Who may reach which port of whom, and nobody else. */
const DECLARED = ['web orders http', 'web stock http', 'web stock raw', 'orders orders raw', 'stock web http', 'legacy orders http', 'orders db postgres'];

beforeAll(async () => {
  await startOutside('db', `${database.ipv4}:5432`);
  const app = new App();
  ClusterProfile.set(app, { ...PROFILE, cluster: 'tests' });
  Isolation.enable(app);
  const [shop, data] = [near, far].map(namespace => new Chart(app, namespace, { namespace }));
  const declare = (chart: Chart, id: string, props = {}) => new ExposedWorkload(chart, id, { ...server('--http=:8080', '--tcp=:9090'), ports: PORTS, ...props });

  const [web, orders, stock] = [declare(shop, 'web'), declare(shop, 'orders', { replicas: 2 }), declare(data, 'stock')];
  declare(shop, 'unknown', { isolate: false, ports: [], exposure: Exposure.headless(), podMetadata: { labels: { app: 'legacy' } } });
  const legacy = new ExposedPods(shop, 'legacy', { selector: kplus.Pods.select(shop, 'pods', { labels: { app: 'legacy' } }), ports: PORTS });
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
  const behindNodes = new Chart(app, 'behind-nodes', { namespace: near });
  ClusterProfile.set(behindNodes, { nodeCidrs: [`${NODE.ipv4}/32`] });
  declare(behindNodes, 'cluster', { exposure: Exposure.loadBalancer(), ports: [PORTS[0]] });

  const documents = [shop, data, behindNodes].flatMap(chart => Testing.synth(chart));
  apply(documents);
  waitForRollouts(documents);
  await policiesInForce();
});

const deploymentOf = (peer: string) => peer === 'legacy' ? 'unknown' : peer;
const podsNamed = (peer: string) => podsOf(namespaceOf[peer], `deployment.${deploymentOf(peer)}`).map(({ metadata }) => metadata.name);
const placeOf = (peer: string): Place => inPod(namespaceOf[peer], `deployment/${deploymentOf(peer)}`);
const refused = (place: Place, url: string) => expect(call(place, url, '--timeout=500ms')[0].error).toMatch(/timeout|deadline|timed out/i);

function urlOf(called: string, port: string): string {
  const host = called === 'db' ? `db.${near}` : `${called}.${namespaceOf[called]}`;
  return { http: `http://${host}:8080`, raw: `tcp://${host}:9090`, postgres: `tcp://${host}:5432` }[port]!;
}

test.each(DECLARED.map(line => line.split(' ')))('%s reaches %s by %s', async (caller, called, port) => {
  await answeredBy(called === 'db' ? ['db'] : podsNamed(called), placeOf(caller), urlOf(called, port));
});

/** What is not declared; a pod always reaches itself. */
function undeclared(): string[][] {
  const callers = Object.keys(namespaceOf);
  const all = callers.flatMap(caller => [...callers.flatMap(called => [`${caller} ${called} http`, `${caller} ${called} raw`]), `${caller} db postgres`]);
  return all.filter(line => !DECLARED.includes(line)).map(line => line.split(' ')).filter(([caller, called]) => caller !== called);
}

test('nobody reaches anything else', () => {
  const attempts = undeclared();
  attempts.forEach(([caller, called, port]) => refused(placeOf(caller), urlOf(called, port)));

  expect(attempts.length).toBeGreaterThan(20);
  counted({ sent: attempts.length, failed: attempts.length, p99: 500 });
});

describe('from outside', () => {
  const addressOf = (service: string) => balancerAddress(near, service);
  const nodePortOf = (service: string): number => get(near, 'service', service).spec.ports[0].nodePort;

  test('a load balancer of local traffic lets in its source ranges, by node ports too, and nobody else', async () => {
    const pods = podsOf(near, 'deployment.local').map(({ metadata }) => metadata.name);

    await answeredBy(pods, OUTSIDE_CLIENT, `http://${await addressOf('local')}:8080`);
    await answeredBy(pods, OUTSIDE_CLIENT, `http://${NODE.ipv4}:${nodePortOf('local')}`);
    refused(OUTSIDE_PLACE, `http://${NODE.ipv4}:${nodePortOf('local')}`);
    refused(placeOf('web'), `http://local.${near}:8080`);
  });

  test('a load balancer by way of all nodes is reached from the addresses of these', async () => {
    const pods = podsOf(near, 'deployment.cluster').map(({ metadata }) => metadata.name);

    await answeredBy(pods, OUTSIDE_CLIENT, `http://${await addressOf('cluster')}:8080`);
    refused(placeOf('web'), `http://cluster.${near}:8080`);
  });
});

test('it is the policies that keep them from it', async () => {
  [near, far].forEach(namespace => kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all'));
  await policiesInForce();

  for (const [caller, called, port] of undeclared()) {
    await eventually(`${caller} reaches ${called} by ${port}`, 30, () => call(placeOf(caller), urlOf(called, port))[0].error === undefined || undefined);
  }
});
