import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { db, web, type Broken } from './broken';
import { ClusterProfile, Controller, Credentials, ExposedPods, ExposedWorkload, Exposure, PodSelection, Port, type ConnectOptions } from '../../lib';

const TWO = [Port.http(8080), Port.grpc(9090)];

/** Connects the workload `web` to the workload `orders`, which has two ports. */
const connected = (options: ConnectOptions): Broken['declare'] => chart => web(chart).connectTo(orders(chart), options);
const orders = (chart: Chart) => new ExposedWorkload(chart, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: TWO });

function inClusters(chart: Chart, ...clusters: string[]): void {
  const [one, other] = clusters.map((cluster, index) => {
    const each = new Chart(chart.node.root as App, index === 0 ? 'other' : 'anywhere', { namespace: 'shop' });
    ClusterProfile.set(each, { cluster });
    return each;
  });
  web(one).connectTo(db(other));
}

const podsWithLabel = (chart: Chart) => kplus.Pods.select(chart, 'billing', { labels: { app: 'billing' } });
const pods = (chart: Chart, selector: kplus.IPodSelector) => new ExposedPods(chart, 'web', { selector: PodSelection.of(selector), ports: [Port.http(8080)] });

/** A broken and a fixed declaration for each rule on connections and `ExposedPods`. */
export const BROKEN_CONNECTIONS: Record<string, Broken> = {
  'address-pod': {
    begins: 'podAddress 3',
    declare: chart => web(chart, { controller: Controller.statefulSet(), replicas: 3 }).podAddress(3),
    fixed: chart => web(chart, { controller: Controller.statefulSet(), replicas: 3 }).podAddress(2),
  },
  'connection-target': {
    begins: 'connectTo.target "shop/web/Service"',
    declare: chart => {
      const workload = web(chart);
      workload.connectTo(workload.service as unknown as ExposedWorkload);
    },
    fixed: chart => {
      const workload = web(chart);
      workload.connectTo(workload);
    },
  },
  'connection-duplicate': {
    begins: 'connectTo.target "shop/db"',
    declare: chart => {
      const [caller, target] = [web(chart), db(chart)];
      caller.connectTo(target);
      caller.connectTo(target, { envPrefix: 'DATABASE' });
    },
    fixed: chart => web(chart).connectTo(db(chart), { envPrefix: 'DATABASE' }),
  },
  'connection-port': { begins: 'connectTo(shop/orders).ports[0] "admin"', declare: connected({ ports: ['admin'] }), fixed: connected({ ports: ['http'] }) },
  'connection-one-port': { begins: 'connectTo(shop/orders).envPrefix "ORDERS"', declare: connected({ envPrefix: 'ORDERS' }), fixed: connected({ envPrefix: 'ORDERS', ports: ['http'] }) },
  'connection-env-prefix': {
    begins: 'connectTo(shop/orders).envPrefix "my-orders"',
    declare: connected({ envPrefix: 'my-orders', ports: ['http'] }),
    fixed: connected({ variables: { 'my-orders': '{url:http}' } }),
  },
  'connection-env-taken': {
    begins: 'connectTo(shop/orders) variable ORDERS (a string of 29 characters)',
    declare: chart => web(chart, { env: { ORDERS: 'http://localhost' } }).connectTo(orders(chart), { variables: { ORDERS: '{host}' } }),
    fixed: connected({ variables: { ORDERS: '{host}' } }),
  },
  'connection-template': {
    begins: "connectTo(shop/orders).variables['ORDERS'] (a string of 10 characters with '{' at position 1)",
    declare: connected({ variables: { ORDERS: '{hostname}' } }),
    fixed: connected({ variables: { ORDERS: '{host}' } }),
  },
  'connection-credentials': {
    begins: 'connectTo(shop/orders).credentials "orders-login"',
    declare: connected({ variables: { ORDERS: '{url:http}' }, credentials: Credentials.fromSecret('orders-login') }),
    fixed: connected({ envPrefix: 'ORDERS', ports: ['http'], credentials: Credentials.fromSecret('orders-login') }),
  },
  'connection-containers': {
    begins: 'connectTo(shop/orders).containers []',
    declare: connected({ variables: { ORDERS: '{host}' }, containers: [] }),
    fixed: connected({ variables: { ORDERS: '{host}' } }),
  },
  'connection-cluster': {
    begins: 'connectTo.target "anywhere/db"',
    declare: chart => inClusters(chart, 'one', 'another'),
    fixed: chart => inClusters(chart, 'one', 'one'),
  },
  'same-app': {
    begins: 'connectTo.target "shop/orders"',
    declare: chart => web(chart).connectTo(orders(new Chart(new App(), 'shop', { namespace: 'shop' }))),
    fixed: connected({}),
  },
  'connection-namespace': {
    begins: 'connectTo.target "anywhere/db"',
    declare: chart => web(chart).connectTo(db(new Chart(chart.node.root as App, 'anywhere'))),
    fixed: chart => web(chart).connectTo(db(new Chart(chart.node.root as App, 'anywhere', { namespace: 'data' }))),
  },
  'service-of-no-port': {
    begins: 'exposure "LoadBalancer"',
    declare: chart => new ExposedPods(chart, 'web', { selector: PodSelection.of(podsWithLabel(chart)), exposure: Exposure.loadBalancer() }),
    fixed: chart => new ExposedPods(chart, 'web', { selector: PodSelection.of(podsWithLabel(chart)), exposure: Exposure.loadBalancer(), ports: [Port.http(8080)] }),
  },
  'service-pod-selector': {
    begins: 'selector {}',
    declare: chart => pods(chart, kplus.Pods.all(chart, 'all')),
    fixed: chart => pods(chart, podsWithLabel(chart)),
  },
};
