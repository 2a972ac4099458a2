import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, ClusterProfile, Connections, ExposedPods, ExposedWorkload, Exposure, ExternalService, Port, type ConnectOptions, type IReachable } from '../../lib';
import { MINIMAL, find, mainContainer, newChart, synth, type Document } from '../support';

const TWO = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)];

function caller(chart: Chart, id = 'web', props = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { ...MINIMAL, ...props });
}

function database(chart: Chart): ExternalService {
  return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })] });
}

/** The variables of the container of `web`, by name. */
function variablesOf(chart: Chart): Record<string, unknown> {
  return envOf(mainContainer(find(synth(chart), 'Deployment', 'web')));
}

function envOf(container: Document): Record<string, unknown> {
  return Object.fromEntries((container.env ?? []).map(({ name, value }: Document) => [name, value]));
}

/** The variables that one target with two ports gives. */
function told(options: ConnectOptions): Record<string, unknown> {
  const chart = newChart();
  caller(chart).connectTo(caller(chart, 'orders', { ports: TWO }), options);
  return variablesOf(chart);
}

function refusal(options: ConnectOptions): string {
  try {
    told(options);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a connection alone is in the graph and changes no document', () => {
  const [plain, connected] = [newChart(), newChart()];
  [plain, connected].forEach(chart => [caller(chart), database(chart)]);
  (connected.node.findChild('web') as ExposedWorkload).connectTo(connected.node.findChild('db') as ExternalService);

  expect(synth(connected)).toEqual(synth(plain));
  expect(Connections.of(connected).all.map(connection => connection.toJson())).toEqual([
    { source: 'shop/web', target: 'shop/db', ports: ['postgres'], variables: [] },
  ]);
});

describe('variables', () => {
  test('by a prefix: host, port and URL', () => {
    const chart = newChart();
    caller(chart).connectTo(database(chart), { env: 'DATABASE' });

    expect(variablesOf(chart)).toEqual({
      DATABASE_HOST: 'db.shop.svc.cluster.local',
      DATABASE_PORT: '5432',
      DATABASE_URL: 'postgresql://db.shop.svc.cluster.local:5432',
    });
  });

  test.each<[string, string]>([
    ['{host}', 'orders.shop.svc.cluster.local'],
    ['{name}', 'orders'],
    ['{namespace}', 'shop'],
    ['{fqdn}', 'orders.shop.svc.cluster.local'],
    ['{port:http}', '80'],
    ['{hostAndPort:grpc}', 'orders.shop.svc.cluster.local:9090'],
    ['{url:http}/api', 'http://orders.shop.svc.cluster.local:80/api'],
    ['{srvName:grpc}', '_grpc._tcp.orders.shop.svc.cluster.local'],
    ['{grpcTarget:grpc}', 'dns:///orders.shop.svc.cluster.local:9090'],
    ['http://$(USER):$(PASSWORD)@{hostAndPort:http}', 'http://$(USER):$(PASSWORD)@orders.shop.svc.cluster.local:80'],
    ['{"host":"{host}","ports":[{port:http},{port:grpc}]}', '{"host":"orders.shop.svc.cluster.local","ports":[80,9090]}'],
    ['plain', 'plain'],
  ])('the template %s gives %s', (template, value) => {
    expect(told({ variables: { ORDERS: template } })).toEqual({ ORDERS: value });
  });

  test('a prefix and parts stand for the one port that is called', () => {
    expect(told({ ports: ['http'], env: 'ORDERS', variables: { ADDRESS: '{hostAndPort}' } })).toEqual({
      ORDERS_HOST: 'orders.shop.svc.cluster.local',
      ORDERS_PORT: '80',
      ORDERS_URL: 'http://orders.shop.svc.cluster.local:80',
      ADDRESS: 'orders.shop.svc.cluster.local:80',
    });
  });

  test('short names where caller and target share a namespace', () => {
    expect(told({ ports: ['http'], env: 'ORDERS', shortNames: true })).toEqual({ ORDERS_HOST: 'orders', ORDERS_PORT: '80', ORDERS_URL: 'http://orders:80' });
  });

  test('the full name where they do not, asked for short ones or not', () => {
    const app = new App();
    const [shop, data] = ['shop', 'data'].map(namespace => new Chart(app, namespace, { namespace }));
    const orders = caller(data, 'orders');
    caller(shop).connectTo(orders, { variables: { ORDERS: '{host}' }, shortNames: true });

    expect(variablesOf(shop)).toEqual({ ORDERS: 'orders.data.svc.cluster.local' });
  });

  test('come after those of the declaration, which Kubernetes can put in', () => {
    const chart = newChart();
    caller(chart, 'web', { env: { USER: 'shop' } }).connectTo(database(chart), { variables: { DSN: '$(USER)@{hostAndPort}' } });

    expect(mainContainer(find(synth(chart), 'Deployment', 'web')).env.map(({ name }: Document) => name)).toEqual(['USER', 'DSN']);
  });

  test('are for the containers that are named, init containers and sidecars too', () => {
    const chart = newChart();
    const web = caller(chart, 'web', { initContainers: [{ name: 'migrate', image: 'registry.example.com/migrate:1' }] });
    web.connectTo(database(chart), { variables: { DB: '{host}' }, containers: web.workload.initContainers });

    const { containers, initContainers } = find(synth(chart), 'Deployment', 'web').spec.template.spec;
    expect(envOf(containers[0])).toEqual({});
    expect(envOf(initContainers[0])).toEqual({ DB: 'db.shop.svc.cluster.local' });
  });
});

describe('the graph', () => {
  test('has what begins in a scope, cycles and connections to itself included', () => {
    const app = new App();
    const [shop, data] = ['shop', 'data'].map(namespace => new Chart(app, namespace, { namespace }));
    const [web, orders] = [caller(shop), caller(data, 'orders', { ports: TWO })];
    web.connectTo(orders, { ports: ['grpc'] });
    orders.connectTo(web);
    orders.connectTo(orders, { ports: ['http'] });

    expect(Connections.of(app).all.map(({ source, target, ports }) => [source.node.path, target.node.path, ports])).toEqual([
      ['shop/web', 'data/orders', ['grpc']], ['data/orders', 'shop/web', ['http']], ['data/orders', 'data/orders', ['http']],
    ]);
    expect(Connections.of(shop).all.map(({ source }) => source.node.path)).toEqual(['shop/web']);
    expect(Connections.of(app).to(orders)).toHaveLength(2);
    expect(Connections.of(new App()).all).toEqual([]);
  });

  test('has ports that the target gets later, where none were named', () => {
    const chart = newChart();
    const [web, orders] = [caller(chart), caller(chart, 'orders')];
    web.connectTo(orders);
    orders.addPort(Port.grpc(9090));

    expect(Connections.of(chart).all[0].ports).toEqual(['http', 'grpc']);
  });

  test('what is handed out is a copy', () => {
    const chart = newChart();
    const ports = ['http'];
    caller(chart).connectTo(caller(chart, 'orders', { ports: TWO }), { ports });
    ports.push('grpc');
    Connections.of(chart).all[0].ports.push('grpc');

    expect(Connections.of(chart).all[0].ports).toEqual(['http']);
  });
});

describe('refused', () => {
  test.each<[string, ConnectOptions, RegExp]>([
    ['a prefix where there are several ports', { env: 'ORDERS' }, /connectTo\.env "ORDERS": .*Write ports: \['http'\], or variables like \{ ORDERS_URL: '\{url:http\}' \}\. \[connection-one-port\]/],
    ['a prefix that is no name', { env: 'my-orders', ports: ['http'] }, /\[connection-env-prefix\]/],
    ['an empty prefix', { env: '', ports: ['http'] }, /\[connection-env-prefix\]/],
    ['a port that is not there', { ports: ['admin'] }, /connectTo\.ports\[0\] "admin": .*It offers 'http', 'grpc'\..*\[connection-port\]/],
    ['no port', { ports: [] }, /\[connection-port\]/],
    ['a port twice', { ports: ['http', 'http'] }, /connectTo\.ports\[1\] "http": .*Leave it out\. \[connection-port\]/],
    ['a part that there is not', { variables: { A: '{hostname}' } }, /'\{hostname\}' is none of them\. \[connection-template\]/],
    ['a host of a port', { variables: { A: '{host:http}' } }, /\[connection-template\]/],
    ['a part of an unnamed port', { variables: { A: '{url}' } }, /Write '\{url:http\}' or '\{url:grpc\}' instead of '\{url\}'\. \[connection-one-port\]/],
    ['a part of a port that is not called', { ports: ['grpc'], variables: { A: '{url:http}' } }, /Write '\{url:grpc\}' instead of '\{url:http\}'\. \[connection-port\]/],
    ['a server name that nobody said', { variables: { A: '{tlsServerName}' } }, /\[connection-template\]/],
    ['a variable by prefix and name', { ports: ['http'], env: 'A', variables: { A_URL: '{url}' } }, /The prefix gives it already\..*\[connection-env-taken\]/],
    ['a template that is no text', { variables: { A: 80 as unknown as string } }, /\[connection-template\]/],
    ['no container', { variables: { A: '{host}' }, containers: [] }, /\[connection-containers\]/],
    ['containers without variables', { containers: [] }, /Give env or variables too, or leave it out\. \[connection-containers\]/],
    ['ports that are no list', { ports: 'http' as unknown as string[] }, /\[value-type\]/],
  ])('%s', (_, options, message) => {
    expect(refusal(options)).toMatch(message);
    expect(refusal(options)).toMatch(/^shop\/web: /);
  });

  test('all at once', () => {
    expect(refusal({ ports: ['a', 'b'], env: '1', variables: { A: '{x}' }, containers: [] }).split('\n')).toHaveLength(3);
  });

  test('a second connection to the same', () => {
    const chart = newChart();
    const [web, db] = [caller(chart), database(chart)];
    web.connectTo(db);

    expect(() => web.connectTo(db, { env: 'DB' })).toThrow(/shop\/web: connectTo\.target "shop\/db": .*Put all into one call.*\[connection-twice\]/);
  });

  test('a variable that the container has, and then nothing is done', () => {
    const chart = newChart();
    const [web, db] = [caller(chart, 'web', { env: { DATABASE_URL: 'mine' } }), database(chart)];

    expect(() => web.connectTo(db, { env: 'DATABASE' })).toThrow(/DATABASE_URL .*The container 'web' has it\..*\[connection-env-taken\]/);
    expect(variablesOf(chart)).toEqual({ DATABASE_URL: 'mine' });
    expect(Connections.of(chart).all).toEqual([]);
  });

  test('containers of others, and one that is named twice', () => {
    const chart = newChart();
    const [web, orders] = [caller(chart), caller(chart, 'orders')];

    expect(() => web.connectTo(orders, { env: 'A', containers: [orders.container] })).toThrow(/Give the containers themselves, of 'web'\. \[connection-containers\]/);
    expect(() => web.connectTo(orders, { env: 'A', containers: [web.container, web.container] })).toThrow('[connection-containers]');
  });

  test('what offers no port, and what is no declaration', () => {
    const chart = newChart();
    const web = caller(chart);
    const peers = caller(chart, 'peers', { ports: [], exposure: Exposure.headless() });
    const alias = new ExternalService(chart, 'alias', { backend: Backend.hostname('db.example.com') });

    expect(() => web.connectTo(peers)).toThrow(/It offers no port\. Give it one, like ports: \[Port\.http\(8080\)\]\. \[connection-target\]/);
    expect(() => web.connectTo(alias)).toThrow('[connection-target]');
    for (const wrong of [undefined, null, {}, 'orders', web.service, web.workload]) {
      expect(() => web.connectTo(wrong as unknown as IReachable)).toThrow('[connection-target]');
    }
  });

  test('a target in another cluster', () => {
    const app = new App();
    const charts = ['one', 'two'].map(cluster => {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      ClusterProfile.set(chart, { cluster });
      return chart;
    });

    expect(() => caller(charts[0]).connectTo(caller(charts[1]))).toThrow(/two\/web.*\[connection-cluster\]/);
  });

  test('a target of no known namespace, called from one that is known', () => {
    const app = new App();
    const [shop, anywhere] = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'anywhere')];

    expect(() => caller(shop).connectTo(caller(anywhere))).toThrow(/anywhere\/web.*\[connection-namespace\]/);
    expect(() => caller(anywhere, 'other').connectTo(caller(shop, 'orders'))).not.toThrow();
  });

  test('variables for pods that are known by their labels alone', () => {
    const chart = newChart();
    const pods = new ExposedPods(chart, 'legacy', { selector: kplus.Pods.select(chart, 'pods', { labels: { app: 'legacy' } }) });

    expect(() => pods.connectTo(database(chart), { env: 'DB' })).toThrow(/\[connection-containers\]/);
  });
});

test('the app synthesizes with a cycle', () => {
  const chart = newChart();
  const [web, orders] = [caller(chart), caller(chart, 'orders')];
  web.connectTo(orders, { env: 'ORDERS' });
  orders.connectTo(web, { env: 'WEB' });

  expect(() => Testing.synth(chart)).not.toThrow();
});
