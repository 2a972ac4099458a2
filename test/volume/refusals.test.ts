import { Duration } from 'cdk8s';
import { Volume } from 'cdk8s-plus-28';
import {
  AccessMode, CertificateKeyType, ClusterProfile, Controller, DownwardApiFile, ProjectedSource, Propagation, RecursiveReadOnly, SecurityExemption,
  VolumeMode, VolumeSource,
  type ExposedWorkloadProps, type Mount, type VolumeClaim, type VolumeItem,
} from '../../lib';
import { messagesOf, web, type Declaration } from '../rules/broken';

type Props = Partial<ExposedWorkloadProps>;

const declaring = (props: Props, kubernetesVersion = '1.37'): Declaration => chart => {
  ClusterProfile.set(chart, { kubernetesVersion });
  web(chart, { security: { user: 1000 }, ...props });
};
const mounting = (source: VolumeSource, mount: Partial<Mount> = {}): Props => ({ mounts: [{ path: '/data', source, ...mount }] });
const items = (...listed: VolumeItem[]): Props => mounting(VolumeSource.secret('login', { items: listed }));
const files = (...listed: DownwardApiFile[]): Props => mounting(VolumeSource.downwardApi(listed));
const projecting = (...sources: ProjectedSource[]): Props => mounting(VolumeSource.projected(sources));
const token = (path: string, expiration?: Duration) => ProjectedSource.serviceAccountToken({ path, expiration });
const certificate = { signerName: 'example.com/pods', keyType: CertificateKeyType.ED25519, credentialBundlePath: 'tls.pem' };
const claiming = (claim: Partial<VolumeClaim>, mounts: Mount[] = []): Props => ({
  controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', storage: '1Gi', ...claim }] }), mounts,
});
const ephemeral = (options: object = {}) => VolumeSource.ephemeral({ storage: '1Gi', ...options });
const cache = VolumeSource.emptyDir({ volumeName: 'cache' });

/** What is refused, and the field, value and rule of the only message. */
const REFUSED: readonly (readonly [what: string, props: Props, begins: string, rule: string])[] = [
  ['a fraction of a byte', claiming({ storage: '100m' }), 'controller.volumeClaims[0].storage "100m"', 'volume-claim'],
  ['a path that is empty', mounting(cache, { path: '' }), 'mounts[0].path ""', 'mount-path'],
  ['the path of another mount', { mounts: [{ path: '/a', source: cache }, { path: '/a', source: cache, subPath: 'a' }] }, 'mounts[1].path "/a"', 'mount-path'],
  ['the path of a claim', claiming({ mountPath: '/a' }, [{ path: '/a', source: cache }]), 'controller.volumeClaims[0].mountPath "/a"', 'mount-path'],
  ['a path of a claim that is empty', claiming({ mountPath: '' }), 'controller.volumeClaims[0].mountPath ""', 'mount-path'],
  ['an absolute path within a volume', mounting(cache, { subPath: '/a' }), 'mounts[0].subPath "/a"', 'mount-sub-path'],
  ['a path outside of a volume', mounting(cache, { subPathExpr: 'a/../..' }), 'mounts[0].subPathExpr "a/../.."', 'mount-sub-path'],
  ['two paths within a volume', mounting(cache, { subPath: 'a', subPathExpr: 'b' }), 'mounts[0].subPathExpr "b"', 'mount-sub-path'],
  ['a recursion without readOnly', mounting(cache, { recursiveReadOnly: RecursiveReadOnly.IF_POSSIBLE }), 'mounts[0].recursiveReadOnly "IfPossible"', 'mount-recursive-read-only'],
  ['a recursion with propagation', mounting(cache, { readOnly: true, recursiveReadOnly: RecursiveReadOnly.ENABLED, propagation: Propagation.HOST_TO_CONTAINER }),
    'mounts[0].recursiveReadOnly "Enabled"', 'mount-recursive-read-only'],
  ['a ConfigMap with a name that none can have', mounting(VolumeSource.configMap('Settings')), 'mounts[0].source.name "Settings"', 'volume-source'],
  ['a Secret without a name', mounting(VolumeSource.secret('')), 'mounts[0].source.name ""', 'volume-source'],
  ['a claim without a name', mounting(VolumeSource.claim('')), 'mounts[0].source.claimName ""', 'volume-source'],
  ['an unmounted volume of a server without a name', { volumes: [VolumeSource.nfs('', '/', { volumeName: 'data' })] }, 'volumes[0].server ""', 'volume-source'],
  ['a driver in capital letters', mounting(VolumeSource.csi('CSI.example.com')), 'mounts[0].source.driver "CSI.example.com"', 'volume-source'],
  ['a Secret of a driver without a name', mounting(VolumeSource.csi('csi.example.com', { secretName: '' })), 'mounts[0].source.secretName ""', 'volume-source'],
  ['an image without a name', mounting(VolumeSource.image('')), 'mounts[0].source.reference ""', 'volume-source'],
  ['no sources', projecting(), 'mounts[0].source.sources []', 'volume-source'],
  ['no files', files(), 'mounts[0].source.files []', 'volume-source'],
  ['no projected files', projecting(ProjectedSource.downwardApi([])), 'mounts[0].source.sources[0].files []', 'volume-source'],
  ['a projected ConfigMap with a name that none can have', projecting(ProjectedSource.configMap('a_b')), 'mounts[0].source.sources[0].name "a_b"', 'volume-source'],
  ['a path of the node with ..', mounting(VolumeSource.hostPath('/a/../b')), 'mounts[0].source.path "/a/../b"', 'volume-path'],
  ['a relative path of a server', mounting(VolumeSource.nfs('nfs.example.com', 'a')), 'mounts[0].source.path "a"', 'volume-path'],
  ['a mode of more than 0o777', items({ key: 'a', mode: 0o1000 }), 'mounts[0].source.items[0].mode 512', 'volume-file-mode'],
  ['a negative mode', mounting(VolumeSource.projected([token('a')], { defaultMode: -1 })), 'mounts[0].source.defaultMode -1', 'volume-file-mode'],
  ['a mode with a fraction', files(DownwardApiFile.podField('a', 'metadata.name', { mode: 1.5 })), 'mounts[0].source.files[0].mode 1.5', 'volume-file-mode'],
  ['a key that is empty', items({ key: '' }), 'mounts[0].source.items[0].key ""', 'volume-item'],
  ['an absolute path of a key', items({ key: 'a', path: '/a' }), 'mounts[0].source.items[0].path "/a"', 'volume-item'],
  ['a path of a key that begins with ..', items({ key: 'a', path: '..a' }), 'mounts[0].source.items[0].path "..a"', 'volume-item'],
  ['a path of a file with ..', files(DownwardApiFile.podField('a/../b', 'metadata.name')), 'mounts[0].source.files[0].filePath "a/../b"', 'volume-item'],
  ['a path of a file that is empty', projecting(token('')), 'mounts[0].source.sources[0].path ""', 'volume-item'],
  ['the path of a file of another source', projecting(token('a'), ProjectedSource.secret('login', { items: [{ key: 'a' }] })), 'mounts[0].source.sources[1].items[0].path "a"', 'volume-item'],
  ['the directory of a file of another source', projecting(token('a/b'), ProjectedSource.clusterTrustBundle('ca', 'a')), 'mounts[0].source.sources[1].filePath "a"', 'volume-item'],
  ['one path for key and certificate', projecting(ProjectedSource.podCertificate({ ...certificate, keyPath: 'tls.pem' })), 'mounts[0].source.sources[0].keyPath "tls.pem"', 'volume-item'],
  ['a negative size limit', mounting(VolumeSource.emptyDir({ sizeLimit: '-1Mi' })), 'mounts[0].source.sizeLimit "-1Mi"', 'volume-size'],
  ['a size limit with another unit', mounting(VolumeSource.emptyDir({ sizeLimit: '1GB' })), 'mounts[0].source.sizeLimit "1GB"', 'volume-size'],
  ['a field of the pod that no file can have', files(DownwardApiFile.podField('a', 'spec.nodeName')), 'mounts[0].source.files[0] "spec.nodeName"', 'volume-pod-field'],
  ['a label that no pod can have', files(DownwardApiFile.podLabel('a', 'a b')), 'mounts[0].source.files[0] "metadata.labels[\'a b\']"', 'volume-pod-field'],
  ['a resource that no container has', files(DownwardApiFile.resource('a', 'web', 'limits.disk')), 'mounts[0].source.files[0].resource "limits.disk"', 'volume-pod-field'],
  ['a unit that is none', files(DownwardApiFile.resource('a', 'web', 'limits.cpu', { divisor: '1Mi' })), 'mounts[0].source.files[0].divisor "1Mi"', 'volume-pod-field'],
  ['a resource of no container', files(DownwardApiFile.resource('a', '', 'limits.cpu')), 'mounts[0].source.files[0].containerName ""', 'volume-pod-field'],
  ['a token for less than 10 minutes', projecting(token('a', Duration.seconds(599))), 'mounts[0].source.sources[0].expiration 599', 'volume-expiration'],
  ['a token for a fraction of seconds', projecting(token('a', Duration.millis(700_500))), 'mounts[0].source.sources[0].expiration 700.5', 'volume-expiration'],
  ['a token for more than 2^32 seconds', projecting(token('a', Duration.seconds(2 ** 32 + 1))), 'mounts[0].source.sources[0].expiration 4294967297', 'volume-expiration'],
  ['a certificate for less than 1 hour', projecting(ProjectedSource.podCertificate({ ...certificate, maxExpiration: Duration.minutes(59) })), 'mounts[0].source.sources[0].maxExpiration 3540', 'volume-expiration'],
  ['a certificate for more than 91 days', projecting(ProjectedSource.podCertificate({ ...certificate, maxExpiration: Duration.days(92) })), 'mounts[0].source.sources[0].maxExpiration 7948800', 'volume-expiration'],
  ['a certificate of Kubernetes for more than a day', projecting(ProjectedSource.podCertificate({ ...certificate, signerName: 'a.kubernetes.io/b', maxExpiration: Duration.days(2) })),
    'mounts[0].source.sources[0].maxExpiration 172800', 'volume-expiration'],
  ['a certificate without a file', projecting(ProjectedSource.podCertificate({ ...certificate, credentialBundlePath: undefined })), 'mounts[0].source.sources[0].credentialBundlePath (not set)', 'volume-certificate'],
  ['a signer without a path', projecting(ProjectedSource.podCertificate({ ...certificate, signerName: 'example.com' })), 'mounts[0].source.sources[0].signerName "example.com"', 'volume-certificate'],
  ['a signer whose domain has one part', projecting(ProjectedSource.clusterTrustBundlesOfSigner('example/pods', 'a')), 'mounts[0].source.sources[0].signerName "example/pods"', 'volume-certificate'],
  ['a signer with two paths', projecting(ProjectedSource.clusterTrustBundlesOfSigner('example.com/a/b', 'a')), 'mounts[0].source.sources[0].signerName "example.com/a/b"', 'volume-certificate'],
  ['a bundle with a name that none can have', projecting(ProjectedSource.clusterTrustBundle('example.com:pods:CA', 'a')), 'mounts[0].source.sources[0].name "example.com:pods:CA"', 'volume-certificate'],
  ['labels of bundles that none can have', projecting(ProjectedSource.clusterTrustBundlesOfSigner('example.com/pods', 'a', { labels: { a: 'b c' } })), "mounts[0].source.sources[0].labels['a']", 'label-value'],
  ['storage of a pod that is not a quantity', mounting(ephemeral({ storage: '10 GB' })), 'mounts[0].source.storage "10 GB"', 'volume-claim'],
  ['no access modes', mounting(ephemeral({ accessModes: [] })), 'mounts[0].source.accessModes []', 'volume-claim'],
  ['ReadWriteOncePod with another mode', claiming({ accessModes: [AccessMode.READ_WRITE_MANY, AccessMode.READ_WRITE_ONCE_POD] }), 'controller.volumeClaims[0].accessModes ["ReadWriteMany","ReadWriteOncePod"]', 'volume-claim'],
  ['a volume with a name that none can have', claiming({ volumeName: 'Disk' }), 'controller.volumeClaims[0].volumeName "Disk"', 'volume-claim'],
  ['a class of attributes with a name that none can have', claiming({ volumeAttributesClassName: 'Gold' }), 'controller.volumeClaims[0].volumeAttributesClassName "Gold"', 'volume-claim'],
  ['a label of a claim with a space', claiming({ metadata: { labels: { a: 'b c' } } }), "controller.volumeClaims[0].metadata.labels['a']", 'label-value'],
  ['a selected label with a space', claiming({ selector: { a: 'b c' } }), "controller.volumeClaims[0].selector['a']", 'label-value'],
  ['a mounted block device', claiming({ volumeMode: VolumeMode.BLOCK }, [{ path: '/a', source: VolumeSource.volumeClaim('data') }]), 'controller.volumeClaims[0].volumeMode "Block"', 'volume-block'],
  ['a mounted block device of a pod', mounting(ephemeral({ volumeMode: VolumeMode.BLOCK })), 'mounts[0].source.volumeMode "Block"', 'volume-block'],
  ['the path of another mount of a sidecar', { sidecars: [{ name: 'side', image: 'side:1', mounts: ['a', 'b'].map(volumeName => ({ path: '/a', source: VolumeSource.emptyDir({ volumeName }) })) }] },
    'sidecars[0].mounts[1].path "/a"', 'mount-path'],
  ['propagation to the node by an init container', { initContainers: [{ name: 'init', image: 'init:1', mounts: [{ path: '/a', source: cache, propagation: Propagation.BIDIRECTIONAL }] }] },
    'initContainers[0].mounts[0].propagation "Bidirectional"', 'mount-propagation'],
  ['the name of a volume of another container', { ...mounting(VolumeSource.emptyDir()), additionalContainers: [{ name: 'other', image: 'other:1', mounts: [{ path: '/data', source: VolumeSource.emptyDir() }] }] },
    'additionalContainers[0].mounts[0].source.volumeName "data"', 'claim-name'],
  ['a claim of a Deployment', mounting(VolumeSource.volumeClaim('data')), 'mounts[0].source "data"', 'volume-claim-reference'],
  ['a claim that the StatefulSet does not have', claiming({}, [{ path: '/a', source: VolumeSource.volumeClaim('files') }]), 'mounts[0].source "files"', 'volume-claim-reference'],
  ['a name in capital letters', mounting(VolumeSource.emptyDir({ volumeName: 'Cache' })), 'mounts[0].source.volumeName "Cache"', 'claim-name'],
  ['a volume without a mount and without a name', { volumes: [VolumeSource.emptyDir()] }, 'volumes[0].volumeName (not set)', 'claim-name'],
  ['the name of another volume', { mounts: ['/a', '/b'].map(path => ({ path, source: VolumeSource.configMap('settings') })) }, 'mounts[1].source.volumeName "configmap-settings"', 'claim-name'],
  ['the derived name of another volume', { mounts: ['/a/b', '/a-b'].map(path => ({ path, source: VolumeSource.emptyDir() })) }, 'mounts[1].source.volumeName "a-b"', 'claim-name'],
  ['the name of a claim', claiming({}, [{ path: '/data', source: VolumeSource.emptyDir() }]), 'controller.volumeClaims[0].name "data"', 'claim-name'],
];

test.each(REFUSED)('%s is refused', (_, props, begins, rule) => {
  const messages = messagesOf(declaring(props));
  expect(messages).toHaveLength(1);
  expect(messages[0].slice(0, 'shop/web: '.length + begins.length)).toBe(`shop/web: ${begins}`);
  expect(messages[0]).toContain(`[${rule}]`);
});

test.each<[string, Props]>([
  ['a recursion that is disabled', mounting(cache, { recursiveReadOnly: RecursiveReadOnly.DISABLED })],
  ['a recursion without propagation', mounting(cache, { readOnly: true, recursiveReadOnly: RecursiveReadOnly.ENABLED, propagation: Propagation.NONE })],
  ['propagation to the node by a privileged container', {
    ...mounting(VolumeSource.hostPath('/mnt'), { propagation: Propagation.BIDIRECTIONAL }), security: { user: 1000, exemptions: [SecurityExemption.privileged('mounts disks')] },
  }],
  ['propagation to the node by a privileged sidecar', {
    sidecars: [{
      name: 'side',
      image: 'side:1',
      mounts: [{ path: '/a', source: VolumeSource.hostPath('/mnt'), propagation: Propagation.BIDIRECTIONAL }],
      security: { exemptions: [SecurityExemption.privileged('mounts disks')] },
    }],
  }],
  ['a block device that is not mounted', claiming({ volumeMode: VolumeMode.BLOCK })],
  ['claims by two instances', claiming({}, ['/a', '/b'].map(path => ({ path, source: VolumeSource.volumeClaim('data') })))],
  ['a certificate of another signer for 91 days', projecting(ProjectedSource.podCertificate({ ...certificate, signerName: 'notkubernetes.io/a', maxExpiration: Duration.days(91) }))],
  ['a storage class without a name, which selects volumes without a class', claiming({ storageClassName: '' })],
])('%s is accepted', (_, props) => {
  expect(messagesOf(declaring(props))).toEqual([]);
});

test('two instances with the same volume of cdk8s-plus are one volume', () => {
  expect(messagesOf(chart => {
    const volume = Volume.fromEmptyDir(chart, 'cache', 'cache');
    web(chart, { mounts: ['/a', '/b'].map(path => ({ path, source: VolumeSource.fromVolume(volume) })) });
  })).toEqual([]);
});

test.each([
  ['an image', '1.35', 'mounts[0].source', mounting(VolumeSource.image('models:3'))],
  ['a class of attributes', '1.34', 'controller.volumeClaims[0].volumeAttributesClassName', claiming({ volumeAttributesClassName: 'gold' })],
  ['a trust bundle', '1.37', 'mounts[0].source.sources[0]', projecting(ProjectedSource.clusterTrustBundle('ca', 'ca.pem'))],
  ['a certificate of the pod', '1.37', 'mounts[0].source.sources[0]', projecting(ProjectedSource.podCertificate(certificate))],
])('%s requires Kubernetes %s', (_, since, field, props) => {
  const before = `1.${Number(since.slice(2)) - 1}`;

  expect(messagesOf(declaring(props, since))).toEqual([]);
  expect(messagesOf(declaring(props, before))).toEqual([expect.stringContaining(`shop/web: ${field} `)]);
  expect(messagesOf(declaring(props, before))).toEqual([expect.stringMatching(new RegExp(`served from Kubernetes ${since}.*\\[version-too-old\\]`))]);
});

test('the fix for two volumes with one name names the instance and volumeName', () => {
  expect(messagesOf(declaring({ mounts: ['/a', '/b'].map(path => ({ path, source: VolumeSource.secret('login') })) }))[0]).toContain(
    "mounts[0].source has this name. Use the same instance of VolumeSource for the same volume, or set volumeName: 'secret-login-2' for another volume.",
  );
});

test('the fix for a claim names the claims of the StatefulSet, or the controller', () => {
  const mounts = [{ path: '/a', source: VolumeSource.volumeClaim('files') }];

  expect(messagesOf(declaring(claiming({}, mounts)))[0]).toContain(" Use 'data'. ");
  expect(messagesOf(declaring({ mounts }))[0]).toContain("Use controller: Controller.statefulSet({ volumeClaims: [{ name: 'files', storage: '10Gi' }] }), or VolumeSource.claim for an existing claim.");
  expect(messagesOf(declaring({ mounts, controller: Controller.statefulSet() }))[0]).toContain('Use controller: Controller.statefulSet(');
});

test('a volume of cdk8s-plus is refused with its replacement', () => {
  expect(messagesOf(chart => web(chart, { mounts: [{ path: '/a', source: Volume.fromEmptyDir(chart, 'a', 'a') as any }] }))[0])
    .toContain('Use VolumeSource.fromVolume(…) for a volume of cdk8s-plus.');
  expect(messagesOf(chart => web(chart, { volumeMounts: [] } as any))[0]).toContain("Use mounts: [{ path: '/data', source: VolumeSource.emptyDir() }].");
});
