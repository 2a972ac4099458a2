import { Duration, Size, type Chart } from 'cdk8s';
import {
  AzureDiskPersistentVolumeKind, PersistentVolumeAccessMode, PersistentVolumeClaim, Volume, type PersistentVolumeClaimProps,
} from 'cdk8s-plus-28';
import { web, type Broken } from './broken';
import {
  ClusterProfile, Controller, DownwardApiFile, ProjectedSource, Propagation, RecursiveReadOnly, Rollout, VolumeMode, VolumeSource,
  type Mount, type VolumeClaim, type VolumeItem,
} from '../../lib';

const recreated = Controller.deployment({ rollout: Rollout.recreate() });
const mounted = (source: VolumeSource, mount: Partial<Mount> = {}): Broken['declare'] => chart => web(chart, {
  mounts: [{ path: '/data', source, ...mount }], controller: recreated, security: { user: 1000 },
});
const items = (...listed: VolumeItem[]) => mounted(VolumeSource.configMap('settings', { items: listed }));
const projecting = (source: ProjectedSource): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
  mounted(VolumeSource.projected([source]))(chart);
};
const azureDisk = (kind?: AzureDiskPersistentVolumeKind): Broken['declare'] => chart => mounted(
  VolumeSource.fromVolume(Volume.fromAzureDisk(chart, 'data', 'disk', '/subscriptions/a', { name: 'data', kind })),
)(chart);
const CLAIM: VolumeClaim = { name: 'data', mountPath: '/data', storage: '1Gi' };
const stateful = (claim: VolumeClaim, mounts: Mount[] = []): Broken['declare'] => chart => web(chart, {
  controller: Controller.statefulSet({ volumeClaims: [claim] }), mounts, security: { user: 1000 },
});
const device = (volumeMode?: VolumeMode): Broken['declare'] => chart => web(chart, {
  controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', storage: '1Gi', volumeMode }] }),
  security: { user: 1000 },
  devices: [{ path: '/dev/data', source: VolumeSource.volumeClaim('data') }],
});
const ONCE: PersistentVolumeClaimProps = {
  metadata: { name: 'data' }, accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(1),
};
const claimOf = (chart: Chart) => ({ path: '/data', source: VolumeSource.claim(new PersistentVolumeClaim(chart, 'data', ONCE).name) });

/** A declaration for each rule about volumes. */
export const BROKEN_VOLUMES: Readonly<Record<string, Broken>> = {
  'mount-path': {
    begins: 'mounts[1].path "/data"',
    declare: chart => web(chart, { mounts: ['a', 'b'].map(volumeName => ({ path: '/data', source: VolumeSource.emptyDir({ volumeName }) })) }),
    fixed: chart => web(chart, { mounts: ['a', 'b'].map(name => ({ path: `/data/${name}`, source: VolumeSource.emptyDir() })) }),
  },
  'volume-claim': {
    begins: 'controller.volumeClaims[0].storageClassName "Fast"',
    declare: stateful({ ...CLAIM, storageClassName: 'Fast' }),
    fixed: stateful({ ...CLAIM, storageClassName: 'fast' }),
  },
  'mount-sub-path': {
    begins: 'mounts[0].subPath "../etc"',
    declare: chart => web(chart, { mounts: [{ path: '/data', subPath: '../etc', source: VolumeSource.emptyDir() }] }),
    fixed: chart => web(chart, { mounts: [{ path: '/data', subPath: 'uploads', source: VolumeSource.emptyDir() }] }),
  },
  'claim-name': {
    begins: 'controller.volumeClaims[0].name "Data"',
    declare: stateful({ ...CLAIM, name: 'Data' }),
    fixed: stateful(CLAIM),
  },
  'volume-source': {
    begins: 'mounts[0].source.server ""',
    declare: mounted(VolumeSource.nfs('', '/exports')),
    fixed: mounted(VolumeSource.nfs('nfs.example.com', '/exports')),
  },
  'volume-path': {
    begins: 'mounts[0].source.path "/var/../etc"',
    declare: mounted(VolumeSource.hostPath('/var/../etc')),
    fixed: mounted(VolumeSource.hostPath('/var/log')),
  },
  'volume-disk': {
    begins: "volumes['data'].diskUri \"/subscriptions/a\"",
    declare: azureDisk(),
    fixed: azureDisk(AzureDiskPersistentVolumeKind.MANAGED),
  },
  'volume-file-mode': {
    begins: 'mounts[0].source.defaultMode 644',
    declare: mounted(VolumeSource.configMap('settings', { defaultMode: 644 })),
    fixed: mounted(VolumeSource.configMap('settings', { defaultMode: 0o644 })),
  },
  'volume-item': {
    begins: 'mounts[0].source.items[1].path "settings/a.json"',
    declare: items({ key: 'settings' }, { key: 'a', path: 'settings/a.json' }),
    fixed: items({ key: 'settings', path: 'settings/b.json' }, { key: 'a', path: 'settings/a.json' }),
  },
  'volume-size': {
    begins: 'mounts[0].source.sizeLimit "256 MB"',
    declare: mounted(VolumeSource.emptyDir({ sizeLimit: '256 MB' })),
    fixed: mounted(VolumeSource.emptyDir({ sizeLimit: '256Mi' })),
  },
  'volume-pod-field': {
    begins: 'mounts[0].source.files[0] "status.podIP"',
    declare: mounted(VolumeSource.downwardApi([DownwardApiFile.podField('ip', 'status.podIP')])),
    fixed: mounted(VolumeSource.downwardApi([DownwardApiFile.podField('name', 'metadata.name')])),
  },
  'volume-expiration': {
    begins: 'mounts[0].source.sources[0].expiration 300',
    declare: projecting(ProjectedSource.serviceAccountToken({ path: 'token', expiration: Duration.minutes(5) })),
    fixed: projecting(ProjectedSource.serviceAccountToken({ path: 'token', expiration: Duration.hours(1) })),
  },
  'volume-certificate': {
    begins: 'mounts[0].source.sources[0].signerName "pods"',
    declare: projecting(ProjectedSource.clusterTrustBundlesOfSigner('pods', 'ca.pem')),
    fixed: projecting(ProjectedSource.clusterTrustBundlesOfSigner('example.com/pods', 'ca.pem')),
  },
  'volume-claim-reference': {
    begins: 'mounts[0].source "files"',
    declare: stateful({ name: 'data', storage: '1Gi' }, [{ path: '/files', source: VolumeSource.volumeClaim('files') }]),
    fixed: stateful({ name: 'data', storage: '1Gi' }, [{ path: '/files', source: VolumeSource.volumeClaim('data') }]),
  },
  'volume-block': {
    begins: 'controller.volumeClaims[0].volumeMode "Block"',
    declare: stateful({ ...CLAIM, volumeMode: VolumeMode.BLOCK }),
    fixed: stateful({ ...CLAIM, volumeMode: VolumeMode.FILESYSTEM }),
  },
  'block-device': {
    begins: 'devices[0].source "data"',
    declare: device(),
    fixed: device(VolumeMode.BLOCK),
  },
  'volume-owner': {
    begins: 'security.fsGroup (not set)',
    declare: chart => web(chart, { controller: Controller.statefulSet({ volumeClaims: [CLAIM] }) }),
    fixed: stateful(CLAIM),
  },
  'mount-propagation': {
    begins: 'mounts[0].propagation "Bidirectional"',
    declare: mounted(VolumeSource.hostPath('/mnt'), { propagation: Propagation.BIDIRECTIONAL }),
    fixed: mounted(VolumeSource.hostPath('/mnt'), { propagation: Propagation.HOST_TO_CONTAINER }),
  },
  'mount-recursive-read-only': {
    begins: 'mounts[0].recursiveReadOnly "Enabled"',
    declare: mounted(VolumeSource.hostPath('/mnt'), { recursiveReadOnly: RecursiveReadOnly.ENABLED }),
    fixed: mounted(VolumeSource.hostPath('/mnt'), { recursiveReadOnly: RecursiveReadOnly.ENABLED, readOnly: true }),
  },
  'rollout-single-writer': {
    begins: "volumes['pvc-data'].claim \"data\"",
    declare: chart => web(chart, { mounts: [claimOf(chart)], security: { user: 1000 } }),
    fixed: chart => web(chart, { mounts: [claimOf(chart)], security: { user: 1000 }, controller: recreated }),
  },
};
