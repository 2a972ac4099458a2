import { Duration } from 'cdk8s';
import { claimOptions } from './controllers';
import { labels } from './metadata';
import type { Random } from './random';
import {
  CertificateKeyType, DownwardApiFile, HostPathType, ProjectedSource, Propagation, PullPolicy, RecursiveReadOnly, StorageMedium, VolumeMode,
  VolumeSource, type BlockDevice, type ClaimedVolumeOptions, type CsiOptions, type DownwardApiFileOptions, type DownwardApiResourceOptions,
  type EmptyDirOptions, type FilesVolumeOptions, type HostPathOptions, type ImageVolumeOptions, type KeyedVolumeOptions, type Mount,
  type NfsOptions, type PodCertificateOptions, type ProjectedKeysOptions, type ServiceAccountTokenOptions, type SignerTrustBundlesOptions,
  type TrustBundleOptions, type VolumeItem, type VolumeOptions,
} from '../../lib';

const ODD_ITEM_PATHS = ['../x', '/abs', '', '..data', './..', 'a/b/', 'a/b/c'];
const ODD_MOUNT_PATHS = ['', '/mnt/0', 'rel', '/a:b', '/tmp/', '/tmp', '/a/../b', '/data/0', ':', ' '];
const ODD_SUB_PATHS = ['../x', '/abs', 'a/../b', '..', '..a', 'a/..', 'a\\..\\b', '.', ''];
const ODD_NAMES = ['tmp', 'tmp-1', 'A', 'a.b', 'data-0', 'v'.repeat(64), '1', ''];

/** A volume, usually of a type that Pod Security *restricted* admits. */
export function source(random: Random, index: number): VolumeSource {
  const restricted = !random.chance(0.15);
  random.unrestricted ||= !restricted;
  const make = restricted
    ? random.pick(emptyDir, emptyDir, keyed, keyed, claim, projected, downwardApi, ephemeral, image, csi)
    : random.pick(hostPath, nfs);
  return make(random, index);
}

const named = (random: Random, index: number) => random.some<VolumeOptions>('VolumeOptions', 0.3, {
  volumeName: () => random.mostly('volume name', () => `source-${index}`, ...ODD_NAMES),
});
const objectName = (random: Random) => random.mostly('object name', () => 'settings', 'a.b', 'A', '', 'c'.repeat(60));
const mode = (random: Random) => random.mostly('mode', () => random.pick(0o644, 0o400, 0), -1, 0o1000, 0o777, 420.5);
const path = (random: Random, right: string) => random.mostly('file path', () => right, ...ODD_ITEM_PATHS);

function items(random: Random): VolumeItem[] {
  return random.list(0, 2, index => ({
    ...random.all<Pick<VolumeItem, 'key'>>('VolumeItem', { key: () => random.mostly('item key', () => `key-${index}`, 'a b', '', '..', '.a') }),
    ...random.some<Omit<VolumeItem, 'key'>>('VolumeItem', 0.4, { path: () => path(random, `a/${index}`), mode: () => mode(random) }),
  }));
}

function emptyDir(random: Random, index: number): VolumeSource {
  return VolumeSource.emptyDir({
    ...named(random, index),
    ...random.some<Omit<EmptyDirOptions, 'volumeName'>>('EmptyDirOptions', 0.3, {
      medium: () => StorageMedium.MEMORY,
      sizeLimit: () => random.mostly('sizeLimit', () => random.pick('10Mi', '1G', '0'), '-1Mi', '10 Mi', '', '1e+21Mi', 'Mi'),
    }),
  });
}

function keyed(random: Random, index: number): VolumeSource {
  const make = random.pick(VolumeSource.configMap, VolumeSource.secret);
  return make(objectName(random), {
    ...named(random, index),
    ...random.some<Omit<KeyedVolumeOptions, 'volumeName'>>('KeyedVolumeOptions', 0.4, {
      items: () => items(random),
      defaultMode: () => mode(random),
      optional: () => random.chance(0.5),
    }),
  });
}

function claim(random: Random, index: number): VolumeSource {
  return VolumeSource.claim(objectName(random), {
    ...named(random, index),
    ...random.some<Omit<ClaimedVolumeOptions, 'volumeName'>>('ClaimedVolumeOptions', 0.4, {
      readOnly: () => random.chance(0.5),
    }),
  });
}

function files(random: Random): DownwardApiFile[] {
  const options = () => random.some<DownwardApiFileOptions>('DownwardApiFileOptions', 0.3, { mode: () => mode(random) });
  const resourceOptions = () => ({
    ...options(),
    ...random.some<Omit<DownwardApiResourceOptions, 'mode'>>('DownwardApiResourceOptions', 0.3, { divisor: () => random.mostly('divisor', () => '1', '1Mi', '1m', '2', '') }),
  });
  return random.list(random.odd('no files') ? 0 : 1, 2, index => random.pick(
    () => DownwardApiFile.podField(path(random, `field-${index}`), random.mostly('pod field', () => random.pick('metadata.name', 'metadata.labels'), 'status.podIP', ''), options()),
    () => DownwardApiFile.podLabel(path(random, `label-${index}`), random.mostly('label', () => 'team', 'a b', '')),
    () => DownwardApiFile.podAnnotation(path(random, `annotation-${index}`), random.mostly('annotation', () => 'Team', 'a b', '')),
    () => DownwardApiFile.resource(path(random, `resource-${index}`), random.mostly('container', () => 'web', '', 'A'), random.mostly('resource', () => 'limits.memory', 'limits.x', 'memory'), resourceOptions()),
  )());
}

function filesOptions(random: Random, index: number): FilesVolumeOptions {
  return { ...named(random, index), ...random.some<Omit<FilesVolumeOptions, 'volumeName'>>('FilesVolumeOptions', 0.3, { defaultMode: () => mode(random) }) };
}

function downwardApi(random: Random, index: number): VolumeSource {
  return VolumeSource.downwardApi(files(random), filesOptions(random, index));
}

function projected(random: Random, index: number): VolumeSource {
  // rarely, because only the newest version has certificates
  const hasCertificates = random.chance(0.35);
  const sources = random.list(random.odd('no sources') ? 0 : 1, 5, at => projectedSource(random, at, hasCertificates));
  return VolumeSource.projected(sources.sort((a, b) => Number(hasPaths(a)) - Number(hasPaths(b))), filesOptions(random, index));
}

/**
 * Whether a source states the paths of its files. For one that does not, the check for overlapping paths compares the paths of the source before it with
 * themselves, and warns (`warningsForOverlappingVirtualPaths` in pkg/api/pod/warnings.go of Kubernetes 1.33 to 1.37).
 */
function hasPaths({ _source }: ProjectedSource): boolean {
  const { configMap, secret, podCertificate } = _source;
  return !podCertificate && !(configMap && !configMap.items) && !(secret && !secret.items);
}

function projectedSource(random: Random, index: number, hasCertificates: boolean): ProjectedSource {
  const keys = () => random.some<ProjectedKeysOptions>('ProjectedKeysOptions', 0.4, { items: () => items(random), optional: () => random.chance(0.5) });
  const bundle = () => random.some<TrustBundleOptions>('TrustBundleOptions', 0.4, { optional: () => random.chance(0.5) });
  const bundles = () => random.some<Omit<SignerTrustBundlesOptions, 'optional'>>('SignerTrustBundlesOptions', 0.8, { labels: () => labels(random, 'bundle') });
  const signer = () => random.mostly('signer', () => 'example.com/pods', 'pods', 'example/pods', 'example.com/a/b', 'example.com/', '');
  const ordinary = [
    () => ProjectedSource.configMap(objectName(random), keys()),
    () => ProjectedSource.secret(objectName(random), keys()),
    () => ProjectedSource.downwardApi(files(random)),
    () => ProjectedSource.serviceAccountToken(token(random, index)),
  ];
  const certificates = [
    () => ProjectedSource.clusterTrustBundle(random.mostly('bundle', () => random.pick('ca', 'example.com:pods:ca'), 'A', '', 'a:B'), path(random, `bundle-${index}`), bundle()),
    () => ProjectedSource.clusterTrustBundlesOfSigner(signer(), path(random, `bundles-${index}`), { ...bundle(), ...bundles() }),
    () => ProjectedSource.podCertificate(certificate(random, index, signer)),
  ];
  return random.pick(...ordinary, ...hasCertificates ? certificates : [])();
}

function token(random: Random, index: number): ServiceAccountTokenOptions {
  return {
    ...random.all<Pick<ServiceAccountTokenOptions, 'path'>>('ServiceAccountTokenOptions', { path: () => path(random, `token-${index}`) }),
    ...random.some<Omit<ServiceAccountTokenOptions, 'path'>>('ServiceAccountTokenOptions', 0.5, {
      audience: () => random.mostly('audience', () => 'vault', ''),
      expiration: () => Duration.seconds(random.mostly('expiration', () => 3600, 0, 599, 600.5, 2 ** 33)),
    }),
  };
}

function certificate(random: Random, index: number, signer: () => string): PodCertificateOptions {
  return {
    ...random.all<Pick<PodCertificateOptions, 'signerName' | 'keyType' | 'credentialBundlePath'>>('PodCertificateOptions', {
      signerName: signer,
      keyType: () => random.pick(...Object.values(CertificateKeyType)),
      credentialBundlePath: () => random.odd('a certificate without a file') ? undefined : path(random, `certificate-${index}`),
    }),
    ...random.some<Omit<PodCertificateOptions, 'signerName' | 'keyType' | 'credentialBundlePath'>>('PodCertificateOptions', 0.7, {
      keyPath: () => path(random, `key-${index}`),
      certificateChainPath: () => path(random, `chain-${index}`),
      maxExpiration: () => Duration.seconds(random.mostly('expiration', () => 86400, 3599, 7862401, 4000.5)),
    }),
  };
}

function ephemeral(random: Random, index: number): VolumeSource {
  return VolumeSource.ephemeral({ ...named(random, index), ...claimOptions(random) });
}

function image(random: Random, index: number): VolumeSource {
  const reference = random.mostly('image of a volume', () => 'registry.example.com/models:3', '', 'a b', ' a');
  return VolumeSource.image(reference, {
    ...named(random, index),
    ...random.some<Omit<ImageVolumeOptions, 'volumeName'>>('ImageVolumeOptions', 0.3, {
      pullPolicy: () => random.pick(...Object.values(PullPolicy)),
    }),
  });
}

function csi(random: Random, index: number): VolumeSource {
  const driver = random.mostly('csi driver', () => 'csi.example.com', '', 'a b', 'A', 'a'.repeat(64));
  return VolumeSource.csi(driver, {
    ...named(random, index),
    ...random.some<Omit<CsiOptions, 'volumeName'>>('CsiOptions', 0.3, {
      attributes: () => ({ a: 'b' }),
      fsType: () => 'ext4',
      readOnly: () => random.chance(0.5),
      secretName: () => objectName(random),
    }),
  });
}

function hostPath(random: Random, index: number): VolumeSource {
  const onNode = random.mostly('host path', () => '/var/log', '', '../x', '/a/../b', 'rel');
  return VolumeSource.hostPath(onNode, {
    ...named(random, index),
    ...random.some<Omit<HostPathOptions, 'volumeName'>>('HostPathOptions', 0.4, {
      type: () => random.pick(...Object.values(HostPathType)),
    }),
  });
}

function nfs(random: Random, index: number): VolumeSource {
  const server = random.mostly('nfs server', () => 'nfs.example.com', '');
  return VolumeSource.nfs(server, random.mostly('nfs path', () => '/x', 'x', ''), {
    ...named(random, index),
    ...random.some<Omit<NfsOptions, 'volumeName'>>('NfsOptions', 0.4, {
      readOnly: () => random.chance(0.5),
    }),
  });
}

/** A block device of a container. */
export function device(random: Random): BlockDevice {
  const name = `disk-${random.integer(0, 999)}`;
  return random.all<BlockDevice>('BlockDevice', {
    path: () => random.mostly('device path', () => random.pick('/dev/a', '/dev/disk'), '', '/dev/../a', '/mnt/0', '/tmp'),
    source: () => random.mostly('device', () => random.pick(
      VolumeSource.claim(name), VolumeSource.ephemeral({ storage: '1Gi', volumeMode: VolumeMode.BLOCK, volumeName: name }),
    ), VolumeSource.emptyDir({ volumeName: 'disk' }), VolumeSource.ephemeral({ storage: '1Gi', volumeName: 'disk' }), VolumeSource.volumeClaim('data-0')),
  });
}

/** A mount in the workload's own container. */
export function mount(random: Random, mounted: VolumeSource, index: number): Mount {
  const sub = random.pick('subPath', 'subPathExpr', 'none', 'none', 'none');
  return {
    ...random.all<Pick<Mount, 'path' | 'source' | 'subPath' | 'subPathExpr'>>('Mount', {
      path: () => random.mostly('mount path', () => random.pick(`/mnt/${index}`, `/var/lib/${index}`), ...ODD_MOUNT_PATHS),
      source: () => mounted,
      subPath: () => sub === 'subPath' || random.odd('both sub paths') ? random.mostly('subPath', () => random.pick('a', 'a/b'), ...ODD_SUB_PATHS) : undefined,
      subPathExpr: () => sub === 'subPathExpr' ? random.mostly('subPathExpr', () => '$(KUBERNETES_SERVICE_HOST)', ...ODD_SUB_PATHS) : undefined,
    }),
    ...random.some<Omit<Mount, 'path' | 'source' | 'subPath' | 'subPathExpr'>>('Mount', 0.2, {
      readOnly: () => random.chance(0.8),
      recursiveReadOnly: () => random.mostly('recursiveReadOnly', () => RecursiveReadOnly.DISABLED, RecursiveReadOnly.ENABLED, RecursiveReadOnly.IF_POSSIBLE),
      propagation: () => random.mostly('propagation', () => random.pick(Propagation.NONE, Propagation.HOST_TO_CONTAINER), Propagation.BIDIRECTIONAL),
    }),
  };
}
