import { App, Chart } from 'cdk8s';
import { deploymentWith, messageOf } from './messages';
import { ExposedWorkload, WorkloadDefaults, type WorkloadOptions } from '../../lib';
import { mainContainer, MINIMAL, newChart, type Document } from '../support';

describe('ignoredDefaults', () => {
  test.each<[string, WorkloadOptions, WorkloadOptions, (document: Document) => unknown, unknown]>([
    ['an option', { replicas: 3 }, { ignoredDefaults: ['replicas'] }, ({ spec }) => spec.replicas, undefined],
    [
      'an option of a structure', { resources: { requests: { cpu: '1', memory: '1Gi' } } }, { ignoredDefaults: ['resources.requests.cpu'] },
      document => mainContainer(document).resources, { requests: { memory: '1Gi' } },
    ],
    ['the key of a map', { env: { A: '1', B: '2' } }, { ignoredDefaults: ['env.A'] }, document => mainContainer(document).env, [{ name: 'B', value: '2' }]],
    [
      'a key with other characters', { podMetadata: { annotations: { 'a.example.com/b': '1', 'c': '2' } } }, { ignoredDefaults: ["podMetadata.annotations['a.example.com/b']"] },
      ({ spec }) => spec.template.metadata.annotations, { c: '2' },
    ],
    [
      'a whole map, which the declaration sets instead', { env: { A: '1' } }, { env: { B: '2' }, ignoredDefaults: ['env'] },
      document => mainContainer(document).env, [{ name: 'B', value: '2' }],
    ],
    ['a default that does not exist', {}, { ignoredDefaults: ['replicas'] }, ({ spec }) => spec.replicas, undefined],
  ])('sets %s back', (_, defaults, options, valueIn, expected) => {
    expect(valueIn(deploymentWith(defaults, options))).toEqual(expected);
  });

  test('of an inner scope apply to what comes from outer scopes, and not to its declarations', () => {
    const app = new App();
    WorkloadDefaults.set(app, { replicas: 2, env: { A: 'app' } });
    const chart = new Chart(app, 'shop');
    WorkloadDefaults.set(chart, { ignoredDefaults: ['replicas', 'env'], env: { B: 'chart' } });

    expect(WorkloadDefaults.of(chart)).toEqual({ env: { B: 'chart' } });
    expect(WorkloadDefaults.of(app)).toEqual({ replicas: 2, env: { A: 'app' } });
  });

  test.each([
    ['replica', "Use 'replicas'."],
    ['securty.user', "Use 'security.user'."],
    ['security.usr', "Use 'security.user'."],
    ['resources.request.cpu', "Use 'resources.requests.cpu'."],
    ['resources.request', "Use 'resources.requests'."],
    ['sidecar[0]', "Use 'sidecars': its value is replaced as a whole."],
    ['nodeSelector.disk', "Use 'placement.nodeSelector.disk'."],
    ['requests', "Use 'podResources.requests' or 'resources.requests'."],
    ['unrelated', 'Use an option of WorkloadOptions (API.md).'],
    ['', 'Use an option of WorkloadOptions (API.md).'],
    ...['image', 'ports', 'name', 'workloadName', 'exposure', 'serviceMetadata', 'exposure.type'].map(path => {
      return [path, `Remove it: ${path.split('.')[0]} belongs to one declaration, so it has no default.`] as [string, string];
    }),
    ['ignoredDefaults', 'Remove it: ignoredDefaults itself has no default.'],
    ['podMetadata.annotations.example.com/scrape', 'Use "podMetadata.annotations[\'example.com/scrape\']": a key that is not a simple name is written in brackets.'],
    ['podMetdata.annotations.example.com/scrape', 'Use "podMetadata.annotations[\'example.com/scrape\']": a key that is not a simple name is written in brackets.'],
    ['env.A.B', 'Use "env[\'A.B\']": a key that is not a simple name is written in brackets.'],
    ['podNetwork.hostAliases.10.0.0.5', 'Use "podNetwork.hostAliases[\'10.0.0.5\']": a key that is not a simple name is written in brackets.'],
    ['enw.A', "Use 'env.A'."],
    ["env['A", "Use 'env.A'."],
    ['env["A"', "Use 'env.A'."],
    ['env["\\x"]', 'Use "env['],
    ['env[A]', "Use 'env.A'."],
    ['env.', "Use 'env' to ignore the whole map, or add a key, as in 'env.KEY'."],
    ['labels[]', "Use 'labels' to ignore the whole map, or add a key, as in 'labels.KEY'."],
    ['envValueFrom.', "Use 'envValueFrom' to ignore the whole map, or add a key, as in 'envValueFrom.KEY'."],
    ['envValueFrom.A.key', "Use 'envValueFrom.A': its value is replaced as a whole."],
    ['readiness.period', "Use 'readiness': its value is replaced as a whole."],
    ['sidecars[0]', "Use 'sidecars': its value is replaced as a whole."],
    ['replicas.', "Use 'replicas': its value is replaced as a whole."],
    ['resources requests', "Use one of 'resources.requests', 'resources.limits'."],
    ['resources.', "Use one of 'resources.requests', 'resources.limits'."],
    ['resources.amount', "Use one of 'resources.requests', 'resources.limits'."],
  ])('refuses the path %p', (path, fix) => {
    const message = messageOf(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, ignoredDefaults: [path] }));

    expect(message).toMatch(/^shop\/web: ignoredDefaults\[0\] .+ \[ignored-default\]/);
    expect(message).toContain(` of its map. ${fix}`);
    expect(() => WorkloadDefaults.set(newChart(), { ignoredDefaults: [path] })).toThrow('shop: ignoredDefaults[0] ');
  });
});

describe('a key of a map that is undefined or null is refused', () => {
  const declare = (options: object) => messageOf(() => deploymentWith({ env: { A: '1' }, podMetadata: { labels: { 'example.com/a': '1' } } }, options as WorkloadOptions));

  test.each<[string, object, string]>([
    ['a variable', { env: { A: undefined } }, "The default of 'shop' sets it. To ignore the default, add 'env.A' to ignoredDefaults. [value-type]"],
    ['null in place of a variable', { env: { A: null } }, "or remove it. The default of 'shop' sets it. To ignore the default, add 'env.A' to ignoredDefaults. [value-type]"],
    ['a label', { podMetadata: { labels: { 'example.com/a': undefined } } }, 'add "podMetadata.labels[\'example.com/a\']" to ignoredDefaults. [value-type]'],
  ])('%s, with the path of the default', (_, options, end) => {
    expect(declare(options)).toContain(end);
  });

  test.each<[string, object]>([
    ['if no default has the key', { env: { B: undefined } }],
    ['if it is ignored', { env: { A: undefined }, ignoredDefaults: ['env.A'] }],
    ['for a value of another type', { env: { A: {} } }],
    ['for a part of something else than a map', { sidecars: [{ name: 'a', image: 'a', env: { A: undefined } }] }],
    ['for paths that are no list', { env: { B: undefined }, ignoredDefaults: 5 }],
  ])('without a path %s', (_, options) => {
    expect(declare(options)).toMatch(/ or remove it\. \[value-type\]|Use an array/);
    expect(declare(options)).not.toContain('The default of');
  });

  test('in the defaults of an inner scope', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart.node.root, { env: { A: '1' } });

    expect(messageOf(() => WorkloadDefaults.set(chart, { env: { A: undefined } as any }))).toContain("The default of the app sets it. To ignore the default, add 'env.A' to ignoredDefaults.");
  });

  test('without defaults', () => {
    expect(messageOf(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, env: { A: undefined } as any }))).toContain('or remove it. [value-type]');
  });
});
