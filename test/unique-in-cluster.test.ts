import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Backend, ClusterProfile, Controller, ExposedWorkload, Exposure, ExternalService, Port, TrafficPolicy } from '../lib';
import { MINIMAL, newChart, synth } from './support';

test('two declarations with the same name in a chart are refused with a message that names both', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL);
  new ExposedWorkload(new Construct(chart, 'front'), 'web', MINIMAL);

  expect(() => synth(chart)).toThrow(/\[shop\/front\/web\] name "web": .*'shop\/web' also creates the Service 'web' in namespace 'shop'\. .*\[object-unique\]/);
});

test('all conflicts of an app are reported together, each object with the first one that has its name', () => {
  const chart = newChart();
  for (const id of ['a', 'b', 'c']) {
    new ExternalService(new Construct(chart, id), 'db', { backend: Backend.hostname('db.example.com') });
  }
  let message = '';
  try {
    synth(chart);
  } catch (error) {
    message = (error as Error).message;
  }

  const lines = message.split('\n').filter(line => line.includes('[object-unique]'));
  expect(lines).toEqual([
    expect.stringMatching(/^ *\[shop\/b\/db\] .* 'shop\/a\/db' also creates the Service/),
    expect.stringMatching(/^ *\[shop\/c\/db\] .* 'shop\/a\/db' also creates the Service/),
  ]);
});

test.each(['before', 'after'])('a cdk8s-plus object with the same name that is created %s the declaration is found', when => {
  const chart = newChart();
  const other = () => new kplus.Service(chart, 'other', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  if (when === 'before') {
    other();
  }
  new ExposedWorkload(chart, 'web', MINIMAL);
  if (when === 'after') {
    other();
  }

  expect(() => synth(chart)).toThrow("[shop/web] name \"web\": two objects must not have the same API group, kind, namespace and name, because they overwrite each other in the cluster. 'shop/other/Resource'");
});

test('objects that are added after a synthesis are compared in the next synthesis', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL);
  synth(chart);
  new ExposedWorkload(new Construct(chart, 'front'), 'web', MINIMAL);

  expect(() => synth(chart)).toThrow('object-unique');
});

test('constructs that are replaced after a synthesis are compared in the next synthesis', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL);
  const scope = new Construct(chart, 'front');
  new ExposedWorkload(scope, 'other', MINIMAL);
  synth(chart);
  scope.node.tryRemoveChild('other');
  new ExposedWorkload(scope, 'web', MINIMAL);

  expect(() => synth(chart)).toThrow('object-unique');
});

test('the message names the property that sets the name of the object, and the declaration that creates the object', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  new ExposedWorkload(web, 'inner', { ...MINIMAL, workloadName: 'web' });

  expect(() => synth(chart)).toThrow(/\[shop\/web\/inner\] workloadName "web": .*'shop\/web' also creates the Deployment 'web' in namespace 'shop'\. Set workloadName/);
});

test('health-check node ports and cluster IPs must be unique in a cluster', () => {
  const chart = newChart();
  for (const name of ['a', 'b']) {
    const exposure = Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL, healthCheckNodePort: 30100, clusterIps: ['10.96.7.7'] });
    new ExposedWorkload(chart, name, { ...MINIMAL, exposure });
  }

  expect(() => synth(chart)).toThrow(/exposure\.healthCheckNodePort 30100: .*#node-port-taken\n.*exposure\.clusterIps\[0\] "10\.96\.7\.7": .*#cluster-ip-taken/);
});

test('a node port belongs to one Service for all protocols', () => {
  const chart = newChart();
  for (const port of [Port.tcp(53), Port.udp(53)]) {
    new ExposedWorkload(chart, port.kind, { ...MINIMAL, ports: [port], exposure: Exposure.nodePort({ nodePorts: { [port.name]: 30053 } }) });
  }

  expect(() => synth(chart)).toThrow("[shop/udp] exposure.nodePorts['udp-53'] 30053: a node port must belong to only one Service of the cluster.");
});

test('IPv6 cluster IPs are compared', () => {
  const chart = newChart();
  for (const id of ['web', 'api']) {
    new ExposedWorkload(chart, id, { ...MINIMAL, exposure: Exposure.clusterIp({ clusterIps: ['fd00:10:96::9'] }) });
  }

  expect(() => synth(chart)).toThrow('[cluster-ip-taken]');
});

test('the name of the headless Service of a StatefulSet is compared', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'db', { ...MINIMAL, controller: Controller.statefulSet() });
  new ExposedWorkload(chart, 'db-headless', MINIMAL);

  expect(() => synth(chart)).toThrow("'shop/db' also creates the Service 'db-headless'");
});

describe('across charts', () => {
  function twoCharts(prepare: (app: App) => void, namespaces = ['shop', 'shop'], clusters: (string | undefined)[] = []): App {
    const app = new App();
    prepare(app);
    namespaces.forEach((namespace, index) => {
      const chart = new Chart(app, `chart-${index}`, { namespace });
      if (clusters[index] !== undefined) {
        ClusterProfile.set(chart, { cluster: clusters[index] });
      }
      new ExposedWorkload(chart, 'web', MINIMAL);
    });
    return app;
  }

  test('charts for different environments may use the same names', () => {
    expect(() => twoCharts(() => undefined).synthYaml()).not.toThrow();
  });

  test('the same name in two charts for one cluster is refused', () => {
    expect(() => twoCharts(app => ClusterProfile.set(app, { cluster: 'production' })).synthYaml()).toThrow('object-unique');
  });

  test('a node port must be unique in a cluster across namespaces', () => {
    const app = new App();
    ClusterProfile.set(app, { cluster: 'production' });
    for (const namespace of ['shop', 'orders']) {
      const chart = new Chart(app, namespace, { namespace });
      new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }) });
    }

    expect(() => app.synthYaml()).toThrow("[orders/web] exposure.nodePorts['http'] 30080: a node port must belong to only one Service of the cluster. 'shop/web' has the same value.");
  });

  test('the same name in two clusters or in two namespaces is accepted', () => {
    expect(() => twoCharts(() => undefined, ['shop', 'shop'], ['one', 'two']).synthYaml()).not.toThrow();
    expect(() => twoCharts(app => ClusterProfile.set(app, { cluster: 'production' }), ['shop', 'orders']).synthYaml()).not.toThrow();
  });
});
