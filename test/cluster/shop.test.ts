import { OUTSIDE } from './harness/facts';
import { trusting, type Certificate } from './support/certificates';
import { deployClient } from './support/client';
import { deployController } from './support/controller';
import { SHOP_HOST, applyPresentOfShop, synthOf } from './support/examples';
import { seen } from './support/figures';
import type { Front } from './support/front';
import { apply, kubectl, waitForRollouts } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { startOutside } from './support/outside-servers';
import { OUTSIDE_CLIENT, answeredBy, call, inPod, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';
import { lendVolumes } from './support/volumes';

const namespace = testNamespace('shop');
const monitoring = testNamespace('monitoring');
const elsewhere = testNamespace('shop-elsewhere');
lendVolumes(3);

let front: Front;
let certificate: Certificate;
let monitor: Place;
let stranger: Place;

beforeAll(async () => {
  await startOutside('db-0', `${OUTSIDE[0].ipv4}:5432`);
  await startOutside('db-1', `${OUTSIDE[1].ipv4}:5432`);
  front = await deployController();
  certificate = applyPresentOfShop(namespace);
  monitor = deployClient(monitoring);
  stranger = deployClient(elsewhere);
  const documents = synthOf('shop');
  apply(documents);
  waitForRollouts(documents);
  await policiesInForce();
});

const inWorkload = (name: string) => inPod(namespace, `deployment/${name}`);
const podsNamed = (name: string) => podsOf(namespace, `deployment.${name}`).map(({ metadata }) => metadata.name);
const addressOf = (workload: string) => podsOf(namespace, workload)[0].status.podIP;

test('is reached from outside by its host name over TLS', async () => {
  const answer = await front.answeredBy('web', `https://${SHOP_HOST}/`, trusting(certificate));
  await front.answeredBy('orders', `https://${SHOP_HOST}/api/orders/42`, trusting(certificate));

  expect(answer.certificate).toEqual([SHOP_HOST]);
  seen(`https://${SHOP_HOST}/ by ${answer.pod}`);
});

test('is not reached without TLS, nor by another name', () => {
  expect(front.call(`http://${SHOP_HOST}/`)[0].status).toBe(404);
  expect(front.call('https://other.example.com/', trusting(certificate))[0].error).toBeDefined();
});

test('calls its database outside the cluster by the environment that it was given', async () => {
  await answeredBy(['db-0', 'db-1'], inWorkload('orders'), 'env:DATABASE_URL');
});

test.each([
  ['web', 'env:CART_URL', 'cart'],
  ['web', 'env:ORDERS_URL', 'orders'],
  ['web', 'grpc://catalog:9090', 'catalog'],
  ['cart', 'grpc://catalog:9090', 'catalog'],
  ['cart', 'env:CACHE_URL', 'cache'],
  ['catalog', 'env:CACHE_URL', 'cache'],
])('%s calls %s, which %s answers', async (caller, url, called) => {
  await answeredBy(podsNamed(called), inWorkload(caller), url);
});

test('orders reaches the queue, and the monitoring reads metrics', () => {
  const metrics = `http://${addressOf('daemonset.statsd')}:9102/metrics`;

  expect(call(inWorkload('orders'), 'env:QUEUE_URL')[0].error).toBeUndefined();
  expect(call(monitor, metrics)[0].status).toBe(200);
});

describe('is isolated', () => {
  test.each<[string, () => Place, () => string]>([
    ['web from the database', () => inWorkload('web'), () => 'tcp://orders-db:5432'],
    ['cart from the database, by its address', () => inWorkload('cart'), () => `tcp://${OUTSIDE[0].ipv4}:5432`],
    ['orders from other ports of the machine of its database', () => inWorkload('orders'), () => `tcp://${OUTSIDE[0].ipv4}:5433`],
    ['cart from orders', () => inWorkload('cart'), () => 'http://orders:8080'],
    ['web from the other port of orders', () => inWorkload('web'), () => 'grpc://orders:9090'],
    ['orders from the cache', () => inWorkload('orders'), () => 'tcp://cache:6379'],
    ['others from web', () => stranger, () => `http://web.${namespace}`],
    ['others from orders, by the address of its pod', () => stranger, () => `http://${addressOf('deployment.orders')}:8080`],
    ['others from metrics', () => stranger, () => `http://${addressOf('daemonset.statsd')}:9102/metrics`],
    ['the monitoring from all but metrics', () => monitor, () => `http://web.${namespace}`],
    ['people outside from the pods', () => OUTSIDE_CLIENT, () => `http://${addressOf('deployment.web')}:8080`],
  ])('%s', async (_, place, url) => {
    expect(call(place(), url(), '--timeout=700ms')[0].error).toMatch(/timeout|deadline|timed out/i);
  });

  test('by its policies alone: without them all of it answers', async () => {
    await startOutside('db-2', `${OUTSIDE[0].ipv4}:5433`);

    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
    await policiesInForce();

    await answeredBy(['db-0', 'db-1'], inWorkload('web'), 'tcp://orders-db:5432');
    await answeredBy(['db-2'], inWorkload('orders'), `tcp://${OUTSIDE[0].ipv4}:5433`);
    await answeredBy(podsNamed('orders'), inWorkload('cart'), 'http://orders:8080');
    await answeredBy(podsNamed('orders'), inWorkload('web'), 'grpc://orders:9090');
    await answeredBy(podsNamed('cache'), inWorkload('orders'), 'tcp://cache:6379');
    await answeredBy(podsNamed('web'), stranger, `http://web.${namespace}`);
    await answeredBy(podsNamed('web'), monitor, `http://web.${namespace}`);
    expect(call(OUTSIDE_CLIENT, `http://${addressOf('deployment.web')}:8080`)[0].status).toBe(200);
    await answeredBy(podsNamed('orders'), stranger, `http://${addressOf('deployment.orders')}:8080`);
    expect(call(stranger, `http://${addressOf('daemonset.statsd')}:9102/metrics`)[0].status).toBe(200);
  });
});
