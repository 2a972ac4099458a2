import { App, Chart } from 'cdk8s';
import { DefaultsVersion, ExposedWorkload, Worker, WorkloadDefaults } from '../../lib';
import { hasDefaultsOf, NEWEST_DEFAULTS } from '../../lib/app/defaults-version';
import { MINIMAL, newChart } from '../support';

/** The numbers of all versions. */
const VERSIONS = Object.values(DefaultsVersion).filter(value => value instanceof DefaultsVersion).map(({ number }) => number);

test('each version has a constant with its number, and the newest one is the last', () => {
  expect(VERSIONS).toEqual(VERSIONS.map((_, index) => index + 1));
  expect(VERSIONS.at(-1)).toBe(NEWEST_DEFAULTS);
  VERSIONS.forEach(number => expect((DefaultsVersion as any)[`V${number}`].number).toBe(number));
});

test('an app without a version has the newest defaults', () => {
  expect(DefaultsVersion.of(newChart()).number).toBe(NEWEST_DEFAULTS);
});

test('an app with a version has the defaults up to this version', () => {
  const app = new App();
  DefaultsVersion.set(app, DefaultsVersion.V1);
  const chart = new Chart(app, 'shop');

  expect(hasDefaultsOf(chart, 1)).toBe(true);
  expect(hasDefaultsOf(chart, 2)).toBe(false);
  expect(DefaultsVersion.of(chart)).toBe(DefaultsVersion.V1);
});

test('an inner scope can move to another version before the rest of the app', () => {
  const app = new App();
  DefaultsVersion.set(app, DefaultsVersion.V1);
  const [first, other] = ['first', 'other'].map(id => new Chart(app, id));
  DefaultsVersion.set(first, DefaultsVersion.V2);

  expect([first, other].map(chart => DefaultsVersion.of(chart).number)).toEqual([2, 1]);
});

test('setting the version twice on a scope is refused', () => {
  const app = new App();
  DefaultsVersion.set(app, DefaultsVersion.V1);

  expect(() => DefaultsVersion.set(app, DefaultsVersion.V2)).toThrow('DefaultsVersion.set 1: the version of the defaults must be set only once on a scope');
});

test.each([
  ['app', "Move this call above the line that creates 'shop/web'."],
  ['chart', "Move this call above the line that creates 'shop/web'."],
  ['workload', "Set the version on a scope around 'shop/web', above the line that creates it."],
])('setting the version on the %s after a workload has read it is refused, with its name', (where, fix) => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  const scope = { app: chart.node.root, chart, workload: web }[where]!;

  expect(() => DefaultsVersion.set(scope, DefaultsVersion.V1)).toThrow(fix);
  expect(() => DefaultsVersion.set(scope, DefaultsVersion.V1)).toThrow('DefaultsVersion.set "shop/web": ');
});

test.each([['the chart', "the version of 'shop'", newChart()], ['the app', 'the version of the app', new App()]])('if the program has read the version of %s, the message says to set it before', (_, version, scope) => {
  DefaultsVersion.of(scope);

  expect(() => DefaultsVersion.set(scope, DefaultsVersion.V1)).toThrow(`DefaultsVersion.of has read ${version}. Call DefaultsVersion.set before DefaultsVersion.of.`);
});

test('a program that has read the version can set the defaults of a team, and the reverse', () => {
  const [first, second] = [newChart(), newChart()];
  DefaultsVersion.of(first);
  WorkloadDefaults.of(second);

  expect(() => WorkloadDefaults.set(first.node.root, { labels: { team: 'shop' } })).not.toThrow();
  expect(() => DefaultsVersion.set(second.node.root, DefaultsVersion.V1)).not.toThrow();
});

test('a declaration that the version does not matter for has also read it', () => {
  const chart = newChart();
  new Worker(chart, 'agent', { image: 'registry.example.com/agent:1', reloadsConfiguration: true });

  expect(() => DefaultsVersion.set(chart, DefaultsVersion.V1)).toThrow("'shop/agent' has read the version.");
});

test('a refused workload has not read the version', () => {
  const chart = newChart();
  expect(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1 })).toThrow('shop/web: replicas -1');

  expect(() => DefaultsVersion.set(chart, DefaultsVersion.V1)).not.toThrow();
});

test('a value that is no version is refused', () => {
  expect(() => DefaultsVersion.set(newChart(), 1 as any)).toThrow(/^shop: version .+\[value-type\]/);
});
