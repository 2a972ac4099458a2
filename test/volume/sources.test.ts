import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AccessMode, CertificateKeyType, ClusterProfile, Controller, DownwardApiFile, ExposedWorkload, HostPathType, ProjectedSource, Propagation,
  PullPolicy, RecursiveReadOnly, StorageMedium, VolumeMode, VolumeSource,
  type ExposedWorkloadProps, type Mount,
} from '../../lib';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

/** The pods of a workload in a cluster with the newest version. */
function podsOf(props: Partial<ExposedWorkloadProps>, kind = 'Deployment'): Document {
  const chart = newChart();
  ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, security: { user: 1000 }, ...props });
  return find(synth(chart), kind).spec.template.spec;
}

/** The only volume of a declaration, except for `/tmp`. */
function volumeOf(source: VolumeSource): Document {
  const { volumes } = podsOf({ mounts: [{ path: '/data', source }] });
  const others = volumes.filter(({ name }: Document) => name !== 'tmp');
  expect(others).toHaveLength(1);
  return others[0];
}

const CLAIM_SPEC = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };

test.each<[string, VolumeSource, object]>([
  ['a ConfigMap', VolumeSource.configMap('settings'), { name: 'configmap-settings', configMap: { name: 'settings' } }],
  ['keys of a ConfigMap', VolumeSource.configMap('settings', { items: [{ key: 'a' }, { key: 'b', path: 'c/d', mode: 0o400 }], defaultMode: 0o440, optional: true }), {
    name: 'configmap-settings',
    configMap: { name: 'settings', items: [{ key: 'a', path: 'a' }, { key: 'b', path: 'c/d', mode: 0o400 }], defaultMode: 0o440, optional: true },
  }],
  ['a Secret', VolumeSource.secret('login', { volumeName: 'login' }), { name: 'login', secret: { secretName: 'login' } }],
  ['a claim', VolumeSource.claim('files'), { name: 'pvc-files', persistentVolumeClaim: { claimName: 'files', readOnly: false } }],
  ['a read-only claim', VolumeSource.claim('files', { readOnly: true }), { name: 'pvc-files', persistentVolumeClaim: { claimName: 'files', readOnly: true } }],
  ['an empty directory', VolumeSource.emptyDir(), { name: 'data', emptyDir: {} }],
  ['an empty directory in memory', VolumeSource.emptyDir({ medium: StorageMedium.MEMORY, sizeLimit: '500M' }), { name: 'data', emptyDir: { medium: 'Memory', sizeLimit: '500M' } }],
  ['a directory of the node', VolumeSource.hostPath('/var/log'), { name: 'data', hostPath: { path: '/var/log', type: '' } }],
  ['a socket of the node', VolumeSource.hostPath('/run/a.sock', { type: HostPathType.SOCKET }), { name: 'data', hostPath: { path: '/run/a.sock', type: 'Socket' } }],
  ['a directory of a server', VolumeSource.nfs('nfs.example.com', '/exports', { readOnly: true }), { name: 'data', nfs: { server: 'nfs.example.com', path: '/exports', readOnly: true } }],
  ['an image', VolumeSource.image('registry.example.com/models:3', { pullPolicy: PullPolicy.ALWAYS }), { name: 'data', image: { reference: 'registry.example.com/models:3', pullPolicy: 'Always' } }],
  ['a CSI driver', VolumeSource.csi('secrets.example.com', { attributes: { class: 'a' }, fsType: 'ext4', readOnly: true, secretName: 'login' }), {
    name: 'data', csi: { driver: 'secrets.example.com', volumeAttributes: { class: 'a' }, fsType: 'ext4', readOnly: true, nodePublishSecretRef: { name: 'login' } },
  }],
  ['the storage of a pod', VolumeSource.ephemeral({ storage: '10Gi' }), { name: 'data', ephemeral: { volumeClaimTemplate: { spec: CLAIM_SPEC } } }],
  ['the storage of a pod with all options', VolumeSource.ephemeral({
    storage: '1T',
    storageClassName: 'fast',
    accessModes: [AccessMode.READ_WRITE_ONCE_POD],
    volumeMode: VolumeMode.FILESYSTEM,
    selector: { disk: 'a' },
    volumeAttributesClassName: 'gold',
    metadata: { labels: { team: 'shop' }, annotations: { note: 'a' } },
  }), {
    name: 'data',
    ephemeral: {
      volumeClaimTemplate: {
        metadata: { labels: { team: 'shop' }, annotations: { note: 'a' } },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          resources: { requests: { storage: '1T' } },
          selector: { matchLabels: { disk: 'a' } },
          storageClassName: 'fast',
          volumeAttributesClassName: 'gold',
          volumeMode: 'Filesystem',
        },
      },
    },
  }],
  ['fields of the pod', VolumeSource.downwardApi([
    DownwardApiFile.podField('all', 'metadata.labels', { mode: 0o400 }),
    DownwardApiFile.podLabel('team', 'example.com/team'),
    DownwardApiFile.podAnnotation('note', 'Note'),
    DownwardApiFile.resource('limit', 'web', 'limits.memory', { divisor: '1Mi' }),
  ], { defaultMode: 0o444 }), {
    name: 'data',
    downwardAPI: {
      defaultMode: 0o444,
      items: [
        { path: 'all', mode: 0o400, fieldRef: { fieldPath: 'metadata.labels' } },
        { path: 'team', fieldRef: { fieldPath: "metadata.labels['example.com/team']" } },
        { path: 'note', fieldRef: { fieldPath: "metadata.annotations['Note']" } },
        { path: 'limit', resourceFieldRef: { containerName: 'web', resource: 'limits.memory', divisor: '1Mi' } },
      ],
    },
  }],
  ['several sources', VolumeSource.projected([
    ProjectedSource.configMap('settings', { optional: true }),
    ProjectedSource.secret('login', { items: [{ key: 'role' }] }),
    ProjectedSource.downwardApi([DownwardApiFile.podField('name', 'metadata.name')]),
    ProjectedSource.serviceAccountToken({ path: 'token', audience: 'vault', expiration: Duration.hours(1) }),
    ProjectedSource.clusterTrustBundle('ca', 'ca.pem'),
    ProjectedSource.clusterTrustBundlesOfSigner('example.com/pods', 'all.pem', { labels: { a: 'b' }, optional: true }),
    ProjectedSource.clusterTrustBundlesOfSigner('example.com/pods', 'unlabeled.pem'),
    ProjectedSource.podCertificate({
      signerName: 'example.com/pods',
      keyType: CertificateKeyType.ED25519,
      credentialBundlePath: 'tls.pem',
      keyPath: 'tls.key',
      certificateChainPath: 'tls.crt',
      maxExpiration: Duration.days(91),
    }),
  ], { defaultMode: 0o400 }), {
    name: 'data',
    projected: {
      defaultMode: 0o400,
      sources: [
        { configMap: { name: 'settings', optional: true } },
        { secret: { name: 'login', items: [{ key: 'role', path: 'role' }] } },
        { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        { serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 3600 } },
        { clusterTrustBundle: { name: 'ca', path: 'ca.pem' } },
        { clusterTrustBundle: { signerName: 'example.com/pods', labelSelector: { matchLabels: { a: 'b' } }, path: 'all.pem', optional: true } },
        { clusterTrustBundle: { signerName: 'example.com/pods', labelSelector: {}, path: 'unlabeled.pem' } },
        {
          podCertificate: {
            signerName: 'example.com/pods',
            keyType: 'ED25519',
            credentialBundlePath: 'tls.pem',
            keyPath: 'tls.key',
            certificateChainPath: 'tls.crt',
            maxExpirationSeconds: 7862400,
          },
        },
      ],
    },
  }],
])('a volume with %s', (_, source, volume) => {
  expect(volumeOf(source)).toEqual(volume);
});

test('a volume of cdk8s-plus is rendered as cdk8s-plus does', () => {
  const volume = kplus.Volume.fromAwsElasticBlockStore(newChart(), 'disk', 'vol-1');
  const { volumes } = podsOf({ mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume) }], controller: Controller.daemonSet() }, 'DaemonSet');

  expect(volumes[0]).toEqual({ name: 'ebs-vol-1', awsElasticBlockStore: { volumeID: 'vol-1', fsType: 'ext4', readOnly: false } });
});

test('all options of a mount are written', () => {
  const source = VolumeSource.hostPath('/mnt');
  const mounts: Mount[] = [
    { path: '/a', source, readOnly: true, recursiveReadOnly: RecursiveReadOnly.IF_POSSIBLE },
    { path: '/b', source, subPath: 'b', propagation: Propagation.HOST_TO_CONTAINER },
    { path: '/c', source, subPathExpr: '$(POD)' },
  ];
  const { containers, volumes } = podsOf({ env: { POD: 'a' }, mounts });

  expect(containers[0].volumeMounts).toEqual([
    { name: 'a', mountPath: '/a', readOnly: true, recursiveReadOnly: 'IfPossible' },
    { name: 'a', mountPath: '/b', subPath: 'b', mountPropagation: 'HostToContainer' },
    { name: 'a', mountPath: '/c', subPathExpr: '$(POD)' },
    { name: 'tmp', mountPath: '/tmp' },
  ]);
  expect(volumes.map(({ name }: Document) => name)).toEqual(['a', 'tmp']);
});

describe('the name of a volume', () => {
  test.each([
    ['the path of its mount', '/var/cache/nginx', VolumeSource.emptyDir(), 'var-cache-nginx'],
    ['a path with other characters', '/Users/A_b.c/', VolumeSource.emptyDir(), 'users-a-b-c'],
    ['the beginning of a long path', `/${'a'.repeat(62)}/b`, VolumeSource.emptyDir(), 'a'.repeat(62)],
    ['the name of a ConfigMap with dots', '/data', VolumeSource.configMap('a.b'), 'configmap-a-b'],
    ['the beginning of a long name', '/data', VolumeSource.secret('s'.repeat(60)), `secret-${'s'.repeat(56)}`],
    ['the volumeName', '/data', VolumeSource.emptyDir({ volumeName: 'cache' }), 'cache'],
  ])('is %s', (_, path, source, name) => {
    expect(podsOf({ mounts: [{ path, source }] }).volumes[0].name).toBe(name);
  });

  test('is that of the first mount, and the same instance is one volume in all workloads of a chart', () => {
    const chart = newChart();
    const source = VolumeSource.emptyDir();
    const mounts = [{ path: '/first', source }, { path: '/second', source }];
    ['web', 'api'].forEach(name => new ExposedWorkload(chart, name, { ...MINIMAL, mounts, volumes: [source] }));

    for (const name of ['web', 'api']) {
      expect(find(synth(chart), 'Deployment', name).spec.template.spec.volumes).toEqual([{ name: 'first', emptyDir: {} }, { name: 'tmp', emptyDir: {} }]);
    }
  });
});

test('a volume that no container mounts is a volume of the pod', () => {
  const { volumes, containers } = podsOf({ volumes: [VolumeSource.configMap('settings'), VolumeSource.emptyDir({ volumeName: 'cache' })] });

  expect(volumes.map(({ name }: Document) => name)).toEqual(['configmap-settings', 'cache', 'tmp']);
  expect(containers[0].volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
});

test('volumes that are listed precede those that only containers use, in the order of the list', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(volumeName => VolumeSource.emptyDir({ volumeName }));
  const mounted = [a, b].map((source, index) => ({ path: `/${index}`, source }));
  const { volumes } = podsOf({ mounts: mounted, initContainers: [{ name: 'init', image: 'init:1', mounts: [{ path: '/c', source: c }] }], volumes: [c, d, b] });

  expect(volumes.map(({ name }: Document) => name)).toEqual(['c', 'd', 'b', 'a', 'tmp', 'tmp-init']);
});

test('a claim of a StatefulSet that is listed is no volume of the pods', () => {
  const claim = VolumeSource.volumeClaim('data');
  const controller = Controller.statefulSet({ volumeClaims: [{ name: 'data', storage: '1Gi' }] });
  const { volumes } = podsOf({ mounts: [{ path: '/data', source: claim }], volumes: [claim], controller }, 'StatefulSet');

  expect(volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('a volume of a mount can be mounted by a container that is added later, with the fields that cdk8s-plus does not know', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, mounts: [{ path: '/models', source: VolumeSource.image('models:3') }] });
  const [{ volume }] = web.container.mounts;
  web.workload.addContainer({ name: 'reader', image: 'reader:1', volumeMounts: [{ path: '/models', volume }] });

  const { containers, volumes } = find(synth(chart), 'Deployment').spec.template.spec;
  expect(containers[1].volumeMounts).toEqual([{ name: 'models', mountPath: '/models' }]);
  expect(volumes).toEqual([{ name: 'models', image: { reference: 'models:3' } }, { name: 'tmp', emptyDir: {} }]);
});
