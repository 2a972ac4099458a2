import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import {
  DeploymentStrategy, PercentOrAbsolute, PersistentVolumeAccessMode, PersistentVolumeClaim, Volume, type DeploymentStrategyRollingUpdateOptions,
} from 'cdk8s-plus-28';
import { Controller, type ExposedWorkloadProps } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const { percent, absolute } = PercentOrAbsolute;
const { READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD, READ_WRITE_MANY: MANY, READ_ONLY_MANY: READ_ONLY } = PersistentVolumeAccessMode;

const rolling = (options: DeploymentStrategyRollingUpdateOptions) => Controller.deployment({ strategy: DeploymentStrategy.rollingUpdate(options) });
const claim = (scope: Chart, ...accessModes: PersistentVolumeAccessMode[]) => new PersistentVolumeClaim(scope, 'data', {
  metadata: { name: 'data' }, accessModes, storage: Size.gibibytes(1),
});
const claimed = (...modes: PersistentVolumeAccessMode[]) => (chart: Chart) => Volume.fromPersistentVolumeClaim(chart, 'volume', claim(chart, ...modes));
const mounting = (volume: (chart: Chart) => Volume, props: Partial<ExposedWorkloadProps> = {}): Declaration => chart => {
  web(chart, { volumeMounts: [{ path: '/data', volume: volume(chart) }], ...props });
};
const aws = (chart: Chart) => Volume.fromAwsElasticBlockStore(chart, 'aws', 'vol-1');
const azure = (chart: Chart) => Volume.fromAzureDisk(chart, 'azure', 'disk', 'https://example.com/disk.vhd');
const gce = (readOnly?: boolean) => (chart: Chart) => Volume.fromGcePersistentDisk(chart, 'gce', 'disk', { readOnly });
const refused = ['rollout-single-writer'];

test.each([
  ['ReadWriteOnce', claimed(ONCE), refused],
  ['ReadWriteOncePod', claimed(ONCE_POD), refused],
  ['ReadWriteMany', claimed(MANY), []],
  ['ReadOnlyMany', claimed(READ_ONLY), []],
  ['ReadWriteOnce or ReadWriteMany', claimed(ONCE, MANY), []],
  ['ReadWriteOnce or ReadOnlyMany', claimed(ONCE, READ_ONLY), []],
  ['a disk of AWS', aws, refused],
  ['a disk of Azure', azure, refused],
  ['a disk of Google', gce(), refused],
  ['a read-only disk of Google', gce(true), []],
  ['an empty directory', (chart: Chart) => Volume.fromEmptyDir(chart, 'cache', 'cache'), []],
])('a Deployment with the default strategy: %s', (_, volume, broken) => {
  expect(rulesBrokenBy(mounting(volume))).toEqual(broken);
});

test.each([
  ['ReadWriteOnce', claimed(ONCE), []],
  ['ReadWriteOncePod', claimed(ONCE_POD), refused],
  ['a disk of AWS', aws, refused],
  ['a disk of Azure', azure, []],
  ['a disk of Google', gce(), refused],
])('a Deployment with an explicit rolling update: %s', (_, volume, broken) => {
  expect(rulesBrokenBy(mounting(volume, { controller: rolling({ maxUnavailable: absolute(0) }) }))).toEqual(broken);
});

test.each<[string, DeploymentStrategyRollingUpdateOptions, number | undefined, string[]]>([
  ['25 % of one pod, which is no pod', {}, undefined, refused],
  ['25 % of three pods, which is no pod', {}, 3, refused],
  ['25 % of four pods, which is one pod', {}, 4, []],
  ['25 % of no pods', {}, 0, []],
  ['one pod', { maxUnavailable: absolute(1) }, undefined, []],
  ['100 %', { maxUnavailable: percent(100) }, undefined, []],
  ['no surge', { maxSurge: absolute(0) }, undefined, []],
  ['a surge of 0 %', { maxSurge: percent(0) }, 2, []],
  ['a surge of 1 %, which is one pod', { maxSurge: percent(1), maxUnavailable: percent(0) }, undefined, refused],
])('a rollout that can terminate an old pod first does not wait: %s', (_, options, replicas, broken) => {
  expect(rulesBrokenBy(mounting(claimed(ONCE_POD), { controller: rolling(options), replicas }))).toEqual(broken);
});

test('without pods, no rollout waits', () => {
  expect(rulesBrokenBy(mounting(claimed(ONCE), { replicas: 0 }))).toEqual([]);
});

test.each([
  ['Recreate', Controller.deployment({ strategy: DeploymentStrategy.recreate() })],
  ['a StatefulSet', Controller.statefulSet()],
  ['a DaemonSet', Controller.daemonSet()],
])('%s creates no new pod before the old one is gone', (_, controller) => {
  expect(rulesBrokenBy(mounting(claimed(ONCE_POD), { controller }))).toEqual([]);
  expect(rulesBrokenBy(mounting(aws, { controller }))).toEqual([]);
});

test('a claim is found by its name and namespace, in the same chart', () => {
  const imported = (name: string) => mounting(chart => Volume.fromPersistentVolumeClaim(chart, 'volume', PersistentVolumeClaim.fromClaimName(chart, 'ref', name)));

  expect(rulesBrokenBy(imported('data'))).toEqual([]);
  expect(rulesBrokenBy(chart => (claim(chart, ONCE), imported('data')(chart)))).toEqual(refused);
  expect(rulesBrokenBy(chart => (claim(chart, ONCE), imported('other')(chart)))).toEqual([]);
  expect(rulesBrokenBy(chart => (claim(new Chart(chart.node.root as any, 'other', { namespace: 'shop' }), ONCE), imported('data')(chart)))).toEqual([]);
  expect(rulesBrokenBy(chart => {
    new ApiObject(chart, 'data', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'other' }, spec: { accessModes: [ONCE] } });
    imported('data')(chart);
  })).toEqual([]);
});

test('claims that are not constructs of cdk8s-plus, are declared later or are patched count with their final access modes', () => {
  const plain = (accessModes: string[]): Declaration => chart => {
    mounting(() => Volume.fromPersistentVolumeClaim(chart, 'volume', PersistentVolumeClaim.fromClaimName(chart, 'ref', 'data')))(chart);
    new ApiObject(chart, 'data', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes } });
  };

  expect(rulesBrokenBy(plain([ONCE]))).toEqual(refused);
  expect(rulesBrokenBy(plain([MANY]))).toEqual([]);
  expect(rulesBrokenBy(chart => {
    mounting(claimed(ONCE))(chart);
    ApiObject.of(chart.node.findChild('data')).addJsonPatch(JsonPatch.replace('/spec/accessModes', [MANY]));
  })).toEqual([]);
});

test('a volume counts once, no matter how it is added', () => {
  const added: ((chart: Chart, volume: Volume) => unknown)[] = [
    (chart, volume) => web(chart, { volumes: [volume] }),
    (chart, volume) => web(chart, { initContainers: [{ ...PROXY, volumeMounts: [{ path: '/data', volume }] }] }),
    (chart, volume) => web(chart, { sidecars: [{ ...PROXY, volumeMounts: [{ path: '/data', volume }] }], volumeMounts: [{ path: '/data', volume }] }),
    (chart, volume) => web(chart).container.mount('/data', volume),
    (chart, volume) => web(chart).workload.addVolume(volume),
    (chart, volume) => web(chart).workload.addContainer({ ...PROXY, volumeMounts: [{ path: '/data', volume }] }),
  ];

  for (const add of added) {
    expect(rulesBrokenBy(chart => add(chart, claimed(ONCE)(chart)))).toEqual(refused);
  }
});

test('the message names the volume, the claim, the access mode and the fix', () => {
  expect(messagesOf(mounting(claimed(ONCE_POD)))[0]).toMatch(
    /^shop\/web: volumes\['pvc-data'\]\.claim "data": .+ Only one pod at a time can use it \(ReadWriteOncePod\)\. Use Controller\.deployment\(\{ strategy: kplus\.DeploymentStrategy\.recreate\(\) \}\), or /,
  );
});
