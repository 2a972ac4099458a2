import { OUTSIDE } from './harness/facts';
import { trusting, type Certificate } from './support/certificates';
import { deployClient } from './support/client';
import { deployController } from './support/controller';
import { installMonitors } from './support/custom-resources';
import type { EntryPoint } from './support/entry-point';
import { SHOP_HOST, applyShopPrerequisites, synthOf } from './support/examples';
import { apply, kubectl, waitForRollouts } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, answeredBy, call, inPod, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';
import { waitForScalers } from './support/scalers';
import { provideVolumes } from './support/volumes';

const namespace = testNamespace('shop');
const monitoring = testNamespace('monitoring');
const otherNamespace = testNamespace('shop-elsewhere');
provideVolumes(3);

let entryPoint: EntryPoint;
let certificate: Certificate;
let monitor: Place;
let stranger: Place;

beforeAll(async () => {
  entryPoint = await deployController();
  certificate = applyShopPrerequisites(namespace);
  monitor = deployClient(monitoring);
  stranger = deployClient(otherNamespace);
  const documents = synthOf('shop');
  await installMonitors();
  apply(documents);
  await waitForScalers(documents);
  waitForRollouts(documents);
  await policiesInForce(namespace, monitoring, otherNamespace);
});

const inWorkload = (name: string) => inPod(namespace, `deployment/${name}`);
const podsNamed = (name: string) => podsOf(namespace, `deployment.${name}`).map(({ metadata }) => metadata.name);
const addressOf = (workload: string) => podsOf(namespace, workload)[0].status.podIP;

test('the shop is reached from outside the cluster by its host name over TLS', async () => {
  const answer = await entryPoint.answeredBy('web', `https://${SHOP_HOST}/`, trusting(certificate));
  await entryPoint.answeredBy('orders', `https://${SHOP_HOST}/api/orders/42`, trusting(certificate));

  expect(answer.certificate).toEqual([SHOP_HOST]);
  recordObservation(`https://${SHOP_HOST}/ by ${answer.pod}`);
});

test('the shop is not reached without TLS or by another host name', () => {
  expect(entryPoint.call(`http://${SHOP_HOST}/`)[0].status).toBe(404);
  expect(entryPoint.call('https://other.example.com/', trusting(certificate))[0].error).toBeDefined();
});

test('orders calls the database outside the cluster by the address in its environment', async () => {
  await answeredBy(['db-0', 'db-1'], inWorkload('orders'), 'env:DATABASE_URL');
});

test.each([
  ['web', 'env:CART_URL', 'cart'],
  ['web', 'env:ORDERS_URL', 'orders'],
  ['web', 'grpc://catalog:9090', 'catalog'],
  ['cart', 'grpc://catalog:9090', 'catalog'],
  ['cart', 'env:CACHE_URL', 'cache'],
  ['catalog', 'env:CACHE_URL', 'cache'],
])('requests of %s to %s are answered by %s', async (caller, url, called) => {
  await answeredBy(podsNamed(called), inWorkload(caller), url);
});

test('orders reaches the queue, and the monitoring reads metrics', () => {
  const metrics = `http://${addressOf('daemonset.statsd')}:9102/metrics`;

  expect(call(inWorkload('orders'), 'env:QUEUE_URL')[0].error).toBeUndefined();
  expect(call(monitor, metrics)[0].status).toBe(200);
});

describe('isolation', () => {
  test.each<[string, () => Place, () => string]>([
    ['from web to the database', () => inWorkload('web'), () => 'tcp://orders-db:5432'],
    ['from cart to the database, by its address', () => inWorkload('cart'), () => `tcp://${OUTSIDE[0].ipv4}:5432`],
    ['from orders to other ports of the machine of its database', () => inWorkload('orders'), () => `tcp://${OUTSIDE[0].ipv4}:5433`],
    ['from cart to orders', () => inWorkload('cart'), () => 'http://orders:8080'],
    ['from web to the other port of orders', () => inWorkload('web'), () => 'grpc://orders:9090'],
    ['from orders to the cache', () => inWorkload('orders'), () => 'tcp://cache:6379'],
    ['from other namespaces to web', () => stranger, () => `http://web.${namespace}`],
    ['from other namespaces to orders, by the address of its pod', () => stranger, () => `http://${addressOf('deployment.orders')}:8080`],
    ['from other namespaces to the metrics', () => stranger, () => `http://${addressOf('daemonset.statsd')}:9102/metrics`],
    ['from the monitoring to a port other than metrics', () => monitor, () => `http://web.${namespace}`],
    ['from outside the cluster to a pod', () => OUTSIDE_CLIENT, () => `http://${addressOf('deployment.web')}:8080`],
  ])('blocks connections %s', async (_, place, url) => {
    expect(call(place(), url(), '--timeout=700ms')[0].error).toMatch(/timeout|deadline|timed out/i);
  });

  test('comes only from the NetworkPolicies: without them, all of these connections succeed', async () => {
    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
    await policiesInForce(namespace, monitoring, otherNamespace);

    await answeredBy(['db-0', 'db-1'], inWorkload('web'), 'tcp://orders-db:5432');
    await answeredBy(['db-0'], inWorkload('orders'), `tcp://${OUTSIDE[0].ipv4}:5433`);
    await answeredBy(podsNamed('orders'), inWorkload('cart'), 'http://orders:8080');
    await answeredBy(podsNamed('orders'), inWorkload('web'), 'grpc://orders:9090');
    await answeredBy(podsNamed('cache'), inWorkload('orders'), 'tcp://cache:6379');
    await answeredBy(podsNamed('web'), stranger, `http://web.${namespace}`);
    await answeredBy(podsNamed('web'), monitor, `http://web.${namespace}`);
    expect(call(OUTSIDE_CLIENT, `http://${addressOf('deployment.web')}:8080`)[0].status).toBe(200);
    await answeredBy(podsNamed('orders').slice(0, 1), stranger, `http://${addressOf('deployment.orders')}:8080`);
    expect(call(stranger, `http://${addressOf('daemonset.statsd')}:9102/metrics`)[0].status).toBe(200);
  });
});
