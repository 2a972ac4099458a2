import { construct, lines, scopeOf } from './scopes';
import { Call, Property, Reference, THIS, Variable, callMethod } from '../../src/code/expression';
import { Names } from '../../src/code/identifiers';
import { SourceNames } from '../../src/code/source-file';
import { chartsOf, writeChart, writeChartWithComponents, type Chart } from '../../src/write/chart';

const WEB = [construct('Worker', 'web')];

/** The chart of the namespace `shop`. */
function chartOf(...[workloads, others]: [Parameters<typeof scopeOf>[1], Parameters<typeof scopeOf>[2]?]): Chart {
  return chartsOf([scopeOf('shop', workloads, others)])[0];
}

test('each namespace with constructs is a chart', () => {
  const scopes = [scopeOf('shop', [WEB]), scopeOf('empty', []), scopeOf(undefined, [], { statements: lines(1) }), scopeOf('2-data', [WEB])];

  expect(chartsOf(scopes).map(({ className, id, file, namespace }) => [className, id, file, namespace])).toEqual([
    ['ShopChart', 'shop', 'shop', 'shop'], ['ApplicationChart', 'application', 'application', undefined], ['N2DataChart', '2-data', '2-data', '2-data'],
  ]);
});

test('the id of a chart is the namespace, also if a variable could not have this name', () => {
  expect(chartsOf([scopeOf('default', [WEB]), scopeOf('app', [WEB])]).map(({ className, id, file }) => [className, id, file]))
    .toEqual([['DefaultChart', 'default', 'default'], ['AppChart', 'app', 'app']]);
});

test('charts have different class names, ids and files', () => {
  const charts = chartsOf([undefined, 'application', 'a.b', 'a-b', 'a_b'].map(namespace => scopeOf(namespace, [WEB])));

  expect(charts.map(({ className, id, file }) => [className, id, file])).toEqual([
    ['ApplicationChart', 'application', 'application'], ['Application2Chart', 'application-2', 'application-2'],
    ['ABChart', 'a.b', 'a-b'], ['ABChart2', 'a-b', 'a-b-2'], ['ABChart3', 'a_b', 'a-b-3'],
  ]);
});

test('a chart sets the properties of the cluster and the defaults before its workloads', () => {
  const defaults = new Call(new Reference('cdk8s-service-patterns', ['WorkloadDefaults', 'set']), [THIS, { replicas: 2 }]);
  const chart = chartOf([WEB], { profile: { monitorLabels: {} }, defaults, statements: [construct('Route', 'shop')] });
  const names = new SourceNames(new Names());

  expect(writeChart(chart, names).slice(4, -2)).toEqual([
    '    ClusterProfile.set(this, { monitorLabels: {} });',
    '    WorkloadDefaults.set(this, { replicas: 2 });',
    '',
    "    new Worker(this, 'web');",
    '',
    "    new Route(this, 'shop');",
  ]);
  expect(names.importStatements()).toContain("import { ClusterProfile, Route, Worker, WorkloadDefaults } from 'cdk8s-service-patterns';");
});

test('with a file for each workload, other statements use the properties of its class', () => {
  const [web, admin] = [construct('ExposedWorkload', 'web'), construct('ExposedPods', 'admin')];
  const statements = [{ expression: callMethod(new Property(admin.variable, 'service'), 'connect', [web.variable]) }];
  const files = writeChartWithComponents(chartOf([[web, admin], [construct('Worker', 'api')]], { statements }));

  expect([...files.keys()]).toEqual(['shop/web.ts', 'shop/api.ts', 'shop.ts']);
  expect(files.get('shop.ts')).toBe(`import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Api } from './shop/api';
import { Web } from './shop/web';

export class ShopChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const web = new Web(this, 'web');

    new Api(this, 'api');
    web.admin.service.connect([web.workload]);
  }
}
`);
});

test('classes of workloads have other names than those that the files import', () => {
  const ids = ['worker', 'chart', 'construct', 'shop-chart', 'route', 'duration', 'cluster-profile'];
  const web = construct('Worker', 'web', { period: new Call(new Reference('cdk8s', ['Duration', 'seconds']), [1]) });
  const workloads = [...ids.map(id => [construct('Worker', id)]), [web]];
  const files = writeChartWithComponents(chartOf(workloads, { profile: { monitorLabels: {} }, statements: [construct('Route', 'all')] }));
  const classes = [...files.values()].flatMap(content => content.match(/(?<=export class )\w+/g));

  expect(classes).toEqual(['Worker2', 'Chart2', 'Construct2', 'ShopChart2', 'Route2', 'Duration2', 'ClusterProfile2', 'Web', 'ShopChart']);
  expect(files.get('shop/worker.ts')).toContain('export class Worker2 extends Construct {\n');
  expect(files.get('shop/worker.ts')).toContain("    new Worker(this, 'worker');\n");
});

test('a variable of the chart has another name than an import', () => {
  const worker = { ...construct('Worker', 'web'), variable: new Variable('Worker') };
  const names = new SourceNames(new Names());

  expect(writeChart(chartOf([[worker, ...lines(1, worker.variable)]]), names)).toContain("    const Worker2 = new Worker(this, 'web');");
});
