import { AccessMode, ClusterProfile, Controller, ExposedWorkload, VolumeMode, VolumeSource, type ExposedWorkloadProps, type VolumeClaim } from '../../lib';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const DATA = VolumeSource.volumeClaim('data');

function statefulSet(volumeClaims: VolumeClaim[], props: Partial<ExposedWorkloadProps> = {}): Document {
  const chart = newChart();
  ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, security: { user: 1000 }, controller: Controller.statefulSet({ volumeClaims }), ...props });
  return find(synth(chart), 'StatefulSet').spec;
}

test('all options of a claim are written', () => {
  expect(statefulSet([{
    name: 'data',
    storage: '500M',
    storageClassName: 'fast',
    accessModes: [AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY],
    volumeMode: VolumeMode.BLOCK,
    selector: { disk: 'a' },
    volumeName: 'disk-1',
    volumeAttributesClassName: 'gold',
    metadata: { labels: { backup: 'daily' }, annotations: { note: 'a' } },
  }]).volumeClaimTemplates).toEqual([{
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', labels: { backup: 'daily' }, annotations: { note: 'a' } },
    spec: {
      accessModes: ['ReadWriteMany', 'ReadOnlyMany'],
      resources: { requests: { storage: '500M' } },
      selector: { matchLabels: { disk: 'a' } },
      storageClassName: 'fast',
      volumeAttributesClassName: 'gold',
      volumeMode: 'Block',
      volumeName: 'disk-1',
    },
  }]);
});

test('a claim can be mounted more than once, in part and read-only, and is no volume of the pod', () => {
  const { template, volumeClaimTemplates } = statefulSet([{ name: 'data', storage: '1Gi', mountPath: '/all' }, { name: 'log', storage: '1Gi' }], {
    mounts: [
      { path: '/messages', source: DATA, subPath: 'messages' },
      { path: '/log', source: VolumeSource.volumeClaim('log'), readOnly: true },
      { path: '/again', source: VolumeSource.volumeClaim('data') },
    ],
  });

  expect(volumeClaimTemplates.map(({ metadata }: Document) => metadata.name)).toEqual(['data', 'log']);
  expect(template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  expect(template.spec.containers[0].volumeMounts).toEqual([
    { name: 'data', mountPath: '/messages', subPath: 'messages' },
    { name: 'log', mountPath: '/log', readOnly: true },
    { name: 'data', mountPath: '/again' },
    { name: 'data', mountPath: '/all' },
    { name: 'tmp', mountPath: '/tmp' },
  ]);
});

test('a claim without a mount is created', () => {
  const { template, volumeClaimTemplates } = statefulSet([{ name: 'tmp', storage: '1Gi' }]);

  expect(volumeClaimTemplates).toHaveLength(1);
  expect(template.spec.containers[0].volumeMounts).toEqual([{ name: 'tmp-1', mountPath: '/tmp' }]);
});

test.each<[string, object]>([
  ['a claim that is mounted in part', { mounts: [{ path: '/data', source: DATA, subPath: 'a' }] }],
  ['the storage of a pod', { mounts: [{ path: '/cache', source: VolumeSource.ephemeral({ storage: '1Gi' }) }] }],
])('pods that write to %s get a group', (_, props) => {
  expect(statefulSet([{ name: 'data', storage: '1Gi' }], props).template.spec.securityContext).toMatchObject({ fsGroup: 1000 });
});

test('pods that only read a claim get no group', () => {
  const { template } = statefulSet([{ name: 'data', storage: '1Gi' }], { mounts: [{ path: '/data', source: DATA, readOnly: true }] });

  expect(template.spec.securityContext).not.toHaveProperty('fsGroup');
});

test('all containers share the volumes and the claims of the pod', () => {
  const cache = VolumeSource.emptyDir();
  const side = { name: 'side', image: 'side:1', mounts: [{ path: '/var/cache', source: cache }, { path: '/data', source: DATA, readOnly: true }] };
  const { template: { spec } } = statefulSet([{ name: 'data', storage: '1Gi' }], {
    mounts: [{ path: '/cache', source: cache }],
    initContainers: [{ name: 'init', image: 'init:1', mounts: [{ path: '/new', source: DATA }] }],
    sidecars: [side],
    additionalContainers: [{ ...side, name: 'other' }],
  });
  const mountsOf = ({ volumeMounts }: Document) => volumeMounts.filter(({ mountPath }: Document) => mountPath !== '/tmp');
  const shared = [{ name: 'cache', mountPath: '/var/cache' }, { name: 'data', mountPath: '/data', readOnly: true }];

  expect(spec.volumes[0]).toEqual({ name: 'cache', emptyDir: {} });
  expect(spec.volumes.map(({ name }: Document) => name)).not.toContain('data');
  expect(spec.containers.map(mountsOf)).toEqual([[{ name: 'cache', mountPath: '/cache' }], shared]);
  expect(spec.initContainers.map(mountsOf)).toEqual([[{ name: 'data', mountPath: '/new' }], shared]);
  expect(spec.securityContext).toMatchObject({ fsGroup: 1000 });
});
