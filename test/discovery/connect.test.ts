import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, Connections, ExposedPods, ExposedWorkload, Exposure, ExternalService, PodSelection, Port, type ConnectOptions,
  type IReachable,
} from '../../lib';
import { MINIMAL, find, mainContainer, newChart, synth, type Document } from '../support';

const TWO = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)];

function caller(chart: Chart, id = 'web', props = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { ...MINIMAL, ...props });
}

function database(chart: Chart): ExternalService {
  return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })] });
}

/** The variables of the container of `web`, by name. */
function variablesOfWeb(chart: Chart): Record<string, unknown> {
  return envOf(mainContainer(find(synth(chart), 'Deployment', 'web')));
}

function envOf(container: Document): Record<string, unknown> {
  return Object.fromEntries((container.env ?? []).map(({ name, value }: Document) => [name, value]));
}

/** The variables of `web` after it is connected to a target with two ports. */
function connectedVariables(options: ConnectOptions): Record<string, unknown> {
  const chart = newChart();
  caller(chart).connectTo(caller(chart, 'orders', { ports: TWO }), options);
  return variablesOfWeb(chart);
}

function refusal(options: ConnectOptions): string {
  try {
    connectedVariables(options);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a connection without variables is in the graph and does not change any document', () => {
  const [plain, connected] = [newChart(), newChart()];
  [plain, connected].forEach(chart => [caller(chart), database(chart)]);
  (connected.node.findChild('web') as ExposedWorkload).connectTo(connected.node.findChild('db') as ExternalService);

  expect(synth(connected)).toEqual(synth(plain));
  expect(Connections.of(connected).all.map(connection => connection.toJson())).toEqual([
    { source: 'shop/web', target: 'shop/db', ports: ['postgres'], variables: [] },
  ]);
});

describe('variables', () => {
  test('with a prefix contain host, port and URL', () => {
    const chart = newChart();
    caller(chart).connectTo(database(chart), { envPrefix: 'DATABASE' });

    expect(variablesOfWeb(chart)).toEqual({
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
    ['http://$$(USER):$$(PASSWORD)@{hostAndPort:http}', 'http://$$(USER):$$(PASSWORD)@orders.shop.svc.cluster.local:80'],
    ['{"host":"{host}","ports":[{port:http},{port:grpc}]}', '{"host":"orders.shop.svc.cluster.local","ports":[80,9090]}'],
    ['plain', 'plain'],
  ])('with the template %s have the value %s', (template, value) => {
    expect(connectedVariables({ variables: { ORDERS: template } })).toEqual({ ORDERS: value });
  });

  test('contain the port of a connection with one port, without its name in the template', () => {
    expect(connectedVariables({ ports: ['http'], envPrefix: 'ORDERS', variables: { ADDRESS: '{hostAndPort}' } })).toEqual({
      ORDERS_HOST: 'orders.shop.svc.cluster.local',
      ORDERS_PORT: '80',
      ORDERS_URL: 'http://orders.shop.svc.cluster.local:80',
      ADDRESS: 'orders.shop.svc.cluster.local:80',
    });
  });

  test('contain short names with shortNames if caller and target are in the same namespace', () => {
    expect(connectedVariables({ ports: ['http'], envPrefix: 'ORDERS', shortNames: true })).toEqual({
      ORDERS_HOST: 'orders', ORDERS_PORT: '80', ORDERS_URL: 'http://orders:80',
    });
  });

  test('contain the fully qualified name if caller and target are in different namespaces, even with shortNames', () => {
    const app = new App();
    const [shop, data] = ['shop', 'data'].map(namespace => new Chart(app, namespace, { namespace }));
    const orders = caller(data, 'orders');
    caller(shop).connectTo(orders, { variables: { ORDERS: '{host}' }, shortNames: true });

    expect(variablesOfWeb(shop)).toEqual({ ORDERS: 'orders.data.svc.cluster.local' });
  });

  test('come after the variables of the declaration that they refer to', () => {
    const chart = newChart();
    caller(chart, 'web', { env: { USER: 'shop' } }).connectTo(database(chart), { variables: { DSN: '$(USER)@{hostAndPort}' } });

    expect(mainContainer(find(synth(chart), 'Deployment', 'web')).env.map(({ name }: Document) => name)).toEqual(['USER', 'DSN']);
  });

  test('are set in the specified containers, which can be init containers', () => {
    const chart = newChart();
    const web = caller(chart, 'web', { initContainers: [{ name: 'migrate', image: 'registry.example.com/migrate:1' }] });
    web.connectTo(database(chart), { variables: { DB: '{host}' }, containers: web.workload.initContainers });

    const { containers, initContainers } = find(synth(chart), 'Deployment', 'web').spec.template.spec;
    expect(envOf(containers[0])).toEqual({});
    expect(envOf(initContainers[0])).toEqual({ DB: 'db.shop.svc.cluster.local' });
  });
});

describe('the graph of connections', () => {
  test('contains the connections whose caller is in a scope, including cycles and connections of a caller to itself', () => {
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

  test('contains ports that are added to the target later if the connection does not name its ports', () => {
    const chart = newChart();
    const [web, orders] = [caller(chart), caller(chart, 'orders')];
    web.connectTo(orders);
    orders.addPort(Port.grpc(9090));

    expect(Connections.of(chart).all[0].ports).toEqual(['http', 'grpc']);
  });

  test('cannot be changed through the lists that it accepts and returns', () => {
    const chart = newChart();
    const ports = ['http'];
    caller(chart).connectTo(caller(chart, 'orders', { ports: TWO }), { ports });
    ports.push('grpc');
    Connections.of(chart).all[0].ports.push('grpc');

    expect(Connections.of(chart).all[0].ports).toEqual(['http']);
  });
});

test('a variable can have the name of a property that all JavaScript objects have', () => {
  expect(connectedVariables({ variables: { constructor: '{host}', toString: '{name}' } as unknown as Record<string, string> }))
    .toEqual({ constructor: 'orders.shop.svc.cluster.local', toString: 'orders' });
});

test('null stands for an option that is not set', () => {
  const nothing = { ports: null, envPrefix: null, variables: null, containers: null, shortNames: null } as unknown as ConnectOptions;

  expect(connectedVariables(nothing)).toEqual({});
  expect(connectedVariables(null as unknown as ConnectOptions)).toEqual({});
});

test('the variables of a sidecar are not added to the sidecar of another workload with the same props', () => {
  const chart = newChart();
  const sidecar = {
    name: 'proxy', image: 'registry.example.com/proxy:2', env: { MODE: 'fast' }, envFrom: [], mounts: [],
  };
  const [web, orders] = ['web', 'orders'].map(id => caller(chart, id, { sidecars: [sidecar] }));
  const [proxy] = web.workload.initContainers;
  web.connectTo(orders, { envPrefix: 'ORDERS', containers: [proxy] });
  proxy.env.copyFrom(kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'settings')));
  proxy.mount('/cache', kplus.Volume.fromEmptyDir(chart, 'cache', 'cache'));
  const [other] = find(synth(chart), 'Deployment', 'orders').spec.template.spec.initContainers;

  expect(other.env).toEqual([{ name: 'MODE', value: 'fast' }]);
  expect(other.envFrom).toBeUndefined();
  expect(other.volumeMounts).toEqual([{ name: 'tmp-proxy', mountPath: '/tmp' }]);
});

describe('a connection is refused with', () => {
  test.each<[string, ConnectOptions, RegExp]>([
    ['a prefix and several ports', { envPrefix: 'ORDERS' }, /connectTo\(shop\/orders\)\.envPrefix "ORDERS": .*Set ports to one of them, such as ports: \['http'\], or use variables: \{ ORDERS_URL: '\{url:http\}' \}\. \[connection-one-port\]/],
    ['a prefix with a hyphen', { envPrefix: 'my-orders', ports: ['http'] }, /\[connection-env-prefix\]/],
    ['an empty prefix', { envPrefix: '', ports: ['http'] }, /\[connection-env-prefix\]/],
    ['a port that the target does not offer', { ports: ['admin'] }, /connectTo\(shop\/orders\)\.ports\[0\] "admin": .*Use one of the ports that the target offers: 'http', 'grpc'\..*\[connection-port\]/],
    ['an empty list of ports', { ports: [] }, /\[connection-port\]/],
    ['a duplicate port', { ports: ['http', 'http'] }, /connectTo\(shop\/orders\)\.ports\[1\] "http": .*Remove the duplicate\. \[connection-port\]/],
    ['a part in the naming style of Python', { variables: { A: '{host_and_port:http}' } }, /Use '\{hostAndPort:http\}' instead of '\{host_and_port:http\}'\. \[connection-template\]/],
    ['an unknown part in a template', { variables: { A: '{hostname}' } }, /with '\{' at position 1\): .* Replace the part that begins there with one of these parts\. \[connection-template\]/],
    ['a port name after a part without a port', { variables: { A: '{host:http}' } }, /Use '\{host\}' instead of '\{host:http\}'\. \[connection-template\]/],
    ['a port name after a part without a port, in the naming style of Python', { variables: { A: '{tls_server_name:http}' } }, /Use '\{tlsServerName\}' instead of '\{tls_server_name:http\}'\. \[connection-template\]/],
    ['a part without the port name, and several ports', { variables: { A: '{url}' } }, /Use '\{url:http\}' or '\{url:grpc\}' instead of '\{url\}'\. \[connection-one-port\]/],
    ['a part with a port that the connection does not contain', { ports: ['grpc'], variables: { A: '{url:http}' } }, /Use '\{url:grpc\}' instead of '\{url:http\}'\. \[connection-port\]/],
    ['tlsServerName of a target without one', { variables: { A: '{tlsServerName}' } }, /\[connection-template\]/],
    ['a variable that the prefix creates too', { ports: ['http'], envPrefix: 'A', variables: { A_URL: '{url}' } }, /envPrefix: 'A' already creates this variable\..*\[connection-env-taken\]/],
    ['a template that is not a text', { variables: { A: 80 as unknown as string } }, /\[value-type\]/],
    ['an empty list of containers', { variables: { A: '{host}' }, containers: [] }, /\[connection-containers\]/],
    ['containers without variables', { containers: [] }, /Set envPrefix or variables too, or remove containers\. \[connection-containers\]/],
    ['ports that are not a list', { ports: 'http' as unknown as string[] }, /\[value-type\]/],
  ])('%s', (_, options, message) => {
    expect(refusal(options)).toMatch(message);
    expect(refusal(options)).toMatch(/^shop\/web: connectTo\(shop\/orders\)[. ]/);
  });

  test('one error for all problems', () => {
    expect(refusal({ ports: ['a', 'b'], envPrefix: '1', variables: { A: '{x}' }, containers: [] }).split('\n')).toHaveLength(3);
  });

  test('a target that the caller is already connected to', () => {
    const chart = newChart();
    const [web, db] = [caller(chart), database(chart)];
    web.connectTo(db);

    expect(() => web.connectTo(db, { envPrefix: 'DB' })).toThrow(/shop\/web: connectTo\.target "shop\/db": .*Use one call for all ports and variables.*\[connection-duplicate\]/);
  });

  test('a variable that the container already has, and changes nothing', () => {
    const chart = newChart();
    const [web, db] = [caller(chart, 'web', { env: { DATABASE_URL: 'mine' } }), database(chart)];

    expect(() => web.connectTo(db, { envPrefix: 'DATABASE' })).toThrow(/DATABASE_URL .*The container 'web' already has this variable\..*\[connection-env-taken\]/);
    expect(variablesOfWeb(chart)).toEqual({ DATABASE_URL: 'mine' });
    expect(Connections.of(chart).all).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['an invalid name', { 'A=B': '{host}' }, 'connectTo(shop/db).variables "A=…": the name of an environment variable must have'],
    ['an empty name', { '': '{host}' }, 'connectTo(shop/db).variables "": the name of an environment variable must have'],
    ['a text that YAML changes', { A: '0o17' }, 'connectTo(shop/db).variables[\'A\'] (a string of 4 characters with the form of a number): a string must read back unchanged'],
  ])('a variable with %s, also for the containers of a Deployment of cdk8s-plus, which are not checked at synth', (_, variables, message) => {
    const chart = newChart();
    const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
    const pods = new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) });

    expect(() => pods.connectTo(database(chart), { variables })).toThrow(`shop/pods: ${message}`);
    expect(refusal({ variables })).toMatch(/^shop\/web: connectTo\(shop\/orders\)\.variables/);
  });

  test('the variable __proto__, which a container of cdk8s-plus cannot store', () => {
    expect(refusal({ variables: { ['__proto__']: '{host}' } })).toMatch(/connectTo\(shop\/orders\) variable __proto__ .*\[connection-env-taken\]/);
  });

  test('a container of another workload, and a duplicate container', () => {
    const chart = newChart();
    const [web, orders] = [caller(chart), caller(chart, 'orders')];

    expect(() => web.connectTo(orders, { envPrefix: 'A', containers: [orders.container] })).toThrow(/Use each of the caller's Container objects at most once: 'web'\. \[connection-containers\]/);
    expect(() => web.connectTo(orders, { envPrefix: 'A', containers: [web.container, web.container] })).toThrow('[connection-containers]');
  });

  test('a target that offers no port, and a target that is not a declaration of this library', () => {
    const chart = newChart();
    const web = caller(chart);
    const peers = caller(chart, 'peers', { ports: [], exposure: Exposure.headless() });
    const alias = new ExternalService(chart, 'alias', { backend: Backend.hostname('db.example.com') });

    expect(() => web.connectTo(peers)).toThrow(/Add a port to the target, such as ports: \[Port\.http\(8080\)\]\. A Worker has no Service: declare it as an ExposedWorkload\. \[connection-target\]/);
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

  test('a target in an unknown namespace if the namespace of the caller is known', () => {
    const app = new App();
    const [shop, anywhere] = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'anywhere')];

    expect(() => caller(shop).connectTo(caller(anywhere))).toThrow(/anywhere\/web.*\[connection-namespace\]/);
    expect(() => caller(anywhere, 'other').connectTo(caller(shop, 'orders'))).not.toThrow();
  });

  test('variables for pods that are selected by labels', () => {
    const chart = newChart();
    const pods = new ExposedPods(chart, 'legacy', { selector: PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'legacy' } })) });

    const db = database(chart);
    expect(() => pods.connectTo(db, { envPrefix: 'DB' })).toThrow(/connectTo\(shop\/db\)\.envPrefix "DB": .*\[connection-containers\]/);
    expect(() => pods.connectTo(db, { variables: { B: '{host}', A: '{host}' } })).toThrow(/connectTo\(shop\/db\)\.variables \["A","B"\]: .*\[connection-containers\]/);
  });
});

test('an app with a cycle of connections synthesizes', () => {
  const chart = newChart();
  const [web, orders] = [caller(chart), caller(chart, 'orders')];
  web.connectTo(orders, { envPrefix: 'ORDERS' });
  orders.connectTo(web, { envPrefix: 'WEB' });

  expect(() => Testing.synth(chart)).not.toThrow();
});
