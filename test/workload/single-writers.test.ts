import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim, Volume } from 'cdk8s-plus-28';
import { Controller, PodCount, Rollout, VolumeSource, type ExposedWorkloadProps, type RollingUpdateOptions } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const { READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD, READ_WRITE_MANY: MANY, READ_ONLY_MANY: READ_ONLY } = PersistentVolumeAccessMode;

const rolling = (options: RollingUpdateOptions) => Controller.deployment({ rollout: Rollout.rollingUpdate(options) });
const claim = (scope: Chart, ...accessModes: PersistentVolumeAccessMode[]) => new PersistentVolumeClaim(scope, 'data', {
  metadata: { name: 'data' }, accessModes, storage: Size.gibibytes(1),
});
const claimed = (...modes: PersistentVolumeAccessMode[]) => (chart: Chart) => Volume.fromPersistentVolumeClaim(chart, 'volume', claim(chart, ...modes));
const mounting = (volume: (chart: Chart) => Volume, props: Partial<ExposedWorkloadProps> = {}): Declaration => chart => {
  web(chart, { mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume(chart)) }], security: { user: 1000 }, ...props });
};
const aws = (chart: Chart) => Volume.fromAwsElasticBlockStore(chart, 'aws', 'vol-1');
const azure = (chart: Chart) => Volume.fromAzureDisk(chart, 'azure', 'disk', 'https://example.com/disk.vhd');
const gce = (readOnly?: boolean) => (chart: Chart) => Volume.fromGcePersistentDisk(chart, 'gce', 'disk', { readOnly });
const refused = ['rollout-single-writer'];

test.each([
  ['a claim with ReadWriteOnce', refused, claimed(ONCE)],
  ['a claim with ReadWriteOncePod', refused, claimed(ONCE_POD)],
  ['a claim with ReadWriteMany', [], claimed(MANY)],
  ['a claim with ReadOnlyMany', [], claimed(READ_ONLY)],
  ['a claim with ReadWriteOnce or ReadWriteMany', [], claimed(ONCE, MANY)],
  ['a claim with ReadWriteOnce or ReadOnlyMany', [], claimed(ONCE, READ_ONLY)],
  ['a disk of AWS', refused, aws],
  ['a disk of Azure', refused, azure],
  ['a disk of Google', refused, gce()],
  ['a read-only disk of Google', [], gce(true)],
  ['an empty directory', [], (chart: Chart) => Volume.fromEmptyDir(chart, 'cache', 'cache')],
])('with the default rollout of a Deployment, %s breaks the rules %j', (_, broken, volume) => {
  expect(rulesBrokenBy(mounting(volume))).toEqual(broken);
});

test.each([
  ['a claim with ReadWriteOnce', [], claimed(ONCE)],
  ['a claim with ReadWriteOncePod', refused, claimed(ONCE_POD)],
  ['a disk of AWS', refused, aws],
  ['a disk of Azure', [], azure],
  ['a disk of Google', refused, gce()],
])('with an explicit rolling update of a Deployment, %s breaks the rules %j', (_, broken, volume) => {
  expect(rulesBrokenBy(mounting(volume, { controller: rolling({ maxUnavailable: PodCount.of(0) }) }))).toEqual(broken);
});

test.each<[string, string[], RollingUpdateOptions, number | undefined]>([
  ['a maxUnavailable of 25 % of one pod, which is no pod,', refused, {}, undefined],
  ['a maxUnavailable of 25 % of three pods, which is no pod,', refused, {}, 3],
  ['a maxUnavailable of 25 % of four pods, which is one pod,', [], {}, 4],
  ['a maxUnavailable of 25 % of no pods', [], {}, 0],
  ['a maxUnavailable of one pod', [], { maxUnavailable: PodCount.of(1) }, undefined],
  ['a maxUnavailable of 100 %', [], { maxUnavailable: PodCount.percent(100) }, undefined],
  ['a maxSurge of 0', [], { maxSurge: PodCount.of(0) }, undefined],
  ['a maxSurge of 0 %', [], { maxSurge: PodCount.percent(0) }, 2],
  ['a maxSurge of 1 %, which is one pod,', refused, { maxSurge: PodCount.percent(1), maxUnavailable: PodCount.percent(0) }, undefined],
])('a rollout waits for a volume only if it cannot terminate an old pod first: %s breaks the rules %j', (_, broken, options, replicas) => {
  expect(rulesBrokenBy(mounting(claimed(ONCE_POD), { controller: rolling(options), replicas }))).toEqual(broken);
});

test('without replicas, a rollout does not wait for a volume', () => {
  expect(rulesBrokenBy(mounting(claimed(ONCE), { replicas: 0 }))).toEqual([]);
});

test.each([
  ['Recreate', Controller.deployment({ rollout: Rollout.recreate() })],
  ['a StatefulSet', Controller.statefulSet()],
  ['a DaemonSet', Controller.daemonSet()],
])('%s does not wait for a volume, because it creates no new pod before the old pod is gone', (_, controller) => {
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

test('the final access modes are checked for claims that are not constructs of cdk8s-plus, that are declared later or that are patched', () => {
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

test('a volume is reported once, independently of how it was added', () => {
  const added: ((chart: Chart, volume: Volume) => unknown)[] = [
    (chart, volume) => web(chart, { volumes: [VolumeSource.fromVolume(volume)] }),
    (chart, volume) => web(chart, { initContainers: [{ ...PROXY, mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume) }] }] }),
    (chart, volume) => web(chart, { sidecars: [{ ...PROXY, mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume) }] }], mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume) }] }),
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
    /^shop\/web: volumes\['pvc-data'\]\.claim "data": .+ Only one pod at a time can use it \(ReadWriteOncePod\)\. Use Controller\.deployment\(\{ rollout: Rollout\.recreate\(\) \}\), or /,
  );
});
