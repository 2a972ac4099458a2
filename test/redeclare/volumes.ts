import { Duration } from 'cdk8s';
import { withoutUndefined, type Fields } from './fields';
import {
  DownwardApiFile, ProjectedSource, VolumeSource,
  type BlockDevice, type CertificateKeyType, type ClaimDataSource, type ClaimOptions, type DownwardApiFileOptions,
  type KeyedVolumeOptions, type Mount, type VolumeClaim,
  type VolumeItem,
} from '../../lib';
import type { Document } from '../support';

/** The volumes of a manifest by name. */
export type Volumes = ReadonlyMap<string, VolumeSource>;

/** Reads the volumes of a pod, and the volume claims of a StatefulSet, which containers mount in the same way. */
export function readVolumes(pod: Fields, claims: readonly VolumeClaim[] = []): Volumes {
  const volumes = pod.readList('volumes', readVolume)?.filter((volume): volume is [string, VolumeSource] => volume[1] !== undefined);
  return new Map([...volumes ?? [], ...claims.map((claim): [string, VolumeSource] => [claim.name, VolumeSource.volumeClaim(claim.name)])]);
}

/** The volumes of a pod that no container uses. */
export function unusedVolumes(volumes: Volumes, containers: readonly Document[]): VolumeSource[] {
  const uses = containers.flatMap(({ volumeMounts, volumeDevices }) => [...volumeMounts ?? [], ...volumeDevices ?? []] as Document[]);
  const used = new Set(uses.map(({ name }) => name));
  return [...volumes].filter(([name, { _content }]) => !used.has(name) && _content.claim === undefined).map(([, source]) => source);
}

/** Reads the mounts of a container. */
export function readMounts(container: Fields, volumes: Volumes): Mount[] | undefined {
  return container.readList('volumeMounts', mount => {
    return withoutUndefined<Mount>({
      path: mount.read('mountPath')!,
      source: sourceOf(mount, volumes)!,
      subPath: mount.read('subPath') || undefined,
      subPathExpr: mount.read('subPathExpr') || undefined,
      readOnly: mount.read('readOnly'),
      recursiveReadOnly: mount.read('recursiveReadOnly'),
      propagation: mount.read('mountPropagation'),
    });
  })?.filter(({ source }) => source !== undefined);
}

/** Reads the block devices of a container. */
export function readDevices(container: Fields, volumes: Volumes): BlockDevice[] | undefined {
  return container.readList('volumeDevices', device => ({ path: device.read<string>('devicePath')!, source: sourceOf(device, volumes)! }))
    ?.filter(({ source }) => source !== undefined);
}

function sourceOf(use: Fields, volumes: Volumes): VolumeSource | undefined {
  const name = use.read<string>('name')!;
  const source = volumes.get(name);
  if (!source) {
    use.report(`name=${name}`);
  }
  return source;
}

/** Reads a volume claim template of a StatefulSet. */
export function readClaim(claim: Fields): VolumeClaim {
  claim.expect('apiVersion', 'v1');
  claim.expect('kind', 'PersistentVolumeClaim');
  claim.read('status');
  const { name, namespace, ...metadata } = claim.readObject('metadata', fields => ({ namespace: fields.read<string>('namespace'), ...readMetadata(fields) }))!;
  const spec = claim.readObject('spec', fields => withoutUndefined({ ...readClaimSpec(fields), volumeName: fields.read<string>('volumeName') }))!;
  return { name: name!, ...spec, ...withoutUndefined({ namespace, metadata: hasEntries(metadata) ? metadata : undefined }) };
}

function hasEntries(object: object): boolean {
  return Object.values(object).some(value => value !== undefined);
}

function readMetadata(metadata: Fields): { name?: string; labels?: Record<string, string>; annotations?: Record<string, string> } {
  metadata.expect('creationTimestamp');
  return { name: metadata.read('name'), labels: metadata.read('labels'), annotations: metadata.read('annotations') };
}

function readClaimSpec(spec: Fields): ClaimOptions {
  return withoutUndefined<ClaimOptions>({
    storage: spec.readObject('resources', resources => String(resources.readObject('requests', requests => requests.read('storage')))) ?? '',
    storageClassName: spec.read('storageClassName'),
    accessModes: spec.read('accessModes'),
    volumeMode: spec.read('volumeMode'),
    selector: spec.readObject('selector', selector => selector.read('matchLabels')),
    volumeAttributesClassName: spec.read('volumeAttributesClassName'),
    dataSource: spec.readObject('dataSource', readDataSource),
    dataSourceRef: spec.readObject('dataSourceRef', readDataSource),
  });
}

function readDataSource(source: Fields): ClaimDataSource {
  return withoutUndefined<ClaimDataSource>({ kind: source.read('kind')!, name: source.read('name')!, apiGroup: source.read('apiGroup') });
}

function readVolume(volume: Fields): [name: string, source: VolumeSource | undefined] {
  const volumeName = volume.read<string>('name')!;
  return [volumeName, readSource(volume, volumeName)];
}

/** The readers of the sources, by field. A volume without a source is an empty directory. */
function readSource(volume: Fields, volumeName: string): VolumeSource | undefined {
  const named = { volumeName };
  const withReadOnly = (source: Fields) => withoutUndefined({ ...named, readOnly: source.read<boolean>('readOnly') });
  const withMode = (source: Fields) => withoutUndefined({ ...named, defaultMode: source.read<number>('defaultMode') });
  return volume.readObject('configMap', source => VolumeSource.configMap(source.read('name')!, { ...named, ...readKeys(source) }))
    ?? volume.readObject('secret', source => VolumeSource.secret(source.read('secretName')!, { ...named, ...readKeys(source) }))
    ?? volume.readObject('persistentVolumeClaim', source => VolumeSource.claim(source.read('claimName')!, withReadOnly(source)))
    ?? volume.readObject('projected', source => VolumeSource.projected(source.readList('sources', readProjected) ?? [], withMode(source)))
    ?? volume.readObject('downwardAPI', source => VolumeSource.downwardApi(source.readList('items', readFile) ?? [], withMode(source)))
    ?? volume.readObject('ephemeral', source => source.readObject('volumeClaimTemplate', template => {
      const metadata = template.readObject('metadata', readMetadata);
      return VolumeSource.ephemeral(withoutUndefined({ ...named, ...template.readObject('spec', readClaimSpec)!, metadata }));
    }))
    ?? volume.readObject('image', source => (
      VolumeSource.image(source.read('reference')!, withoutUndefined({ ...named, pullPolicy: source.read('pullPolicy') }))
    ))
    ?? volume.readObject('hostPath', source => (
      VolumeSource.hostPath(source.read('path')!, withoutUndefined({ ...named, type: source.read('type') || undefined }))
    ))
    ?? volume.readObject('nfs', source => VolumeSource.nfs(source.read('server')!, source.read('path')!, withReadOnly(source)))
    ?? volume.readObject('csi', source => VolumeSource.csi(source.read('driver')!, withoutUndefined({
      ...named,
      attributes: source.read('volumeAttributes'),
      fsType: source.read('fsType'),
      readOnly: source.read('readOnly'),
      secretName: source.readObject('nodePublishSecretRef', secret => secret.read('name')),
    })))
    ?? emptyDir(volume, volumeName);
}

function emptyDir(volume: Fields, volumeName: string): VolumeSource | undefined {
  return volume.readObject('emptyDir', source => VolumeSource.emptyDir(withoutUndefined({
    volumeName,
    medium: source.read('medium') || undefined,
    sizeLimit: text(source.read('sizeLimit')),
  }))) ?? (volume.isEmpty ? VolumeSource.emptyDir({ volumeName }) : undefined);
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

function readKeys(source: Fields): KeyedVolumeOptions {
  return withoutUndefined<KeyedVolumeOptions>({
    items: source.readList('items', readItem),
    defaultMode: source.read('defaultMode'),
    optional: source.read('optional'),
  });
}

function readItem(item: Fields): VolumeItem {
  return withoutUndefined<VolumeItem>({ key: item.read('key')!, path: item.read('path'), mode: item.read('mode') });
}

function readProjected(source: Fields): ProjectedSource {
  const keyed = (fields: Fields) => withoutUndefined({ items: fields.readList('items', readItem), optional: fields.read('optional') });
  return source.readObject('configMap', fields => ProjectedSource.configMap(fields.read('name')!, keyed(fields)))
    ?? source.readObject('secret', fields => ProjectedSource.secret(fields.read('name')!, keyed(fields)))
    ?? source.readObject('downwardAPI', fields => ProjectedSource.downwardApi(fields.readList('items', readFile) ?? []))
    ?? source.readObject('serviceAccountToken', fields => ProjectedSource.serviceAccountToken(withoutUndefined({
      path: fields.read<string>('path')!,
      audience: fields.read('audience'),
      expiration: seconds(fields.read('expirationSeconds')),
    })))
    ?? source.readObject('clusterTrustBundle', readTrustBundle)
    ?? source.readObject('podCertificate', fields => ProjectedSource.podCertificate(withoutUndefined({
      signerName: fields.read<string>('signerName')!,
      keyType: fields.read<CertificateKeyType>('keyType')!,
      credentialBundlePath: fields.read('credentialBundlePath'),
      keyPath: fields.read('keyPath'),
      certificateChainPath: fields.read('certificateChainPath'),
      maxExpiration: seconds(fields.read('maxExpirationSeconds')),
    })))!;
}

function readTrustBundle(bundle: Fields): ProjectedSource {
  const path = bundle.read<string>('path')!;
  const options = withoutUndefined({ optional: bundle.read<boolean>('optional') });
  const name = bundle.read<string>('name');
  if (name !== undefined) {
    return ProjectedSource.clusterTrustBundle(name, path, options);
  }
  if (!bundle.read('labelSelector')) {
    bundle.report('labelSelector (not set)');
  }
  const labels = bundle.readObject('labelSelector', selector => selector.read('matchLabels'));
  return ProjectedSource.clusterTrustBundlesOfSigner(bundle.read('signerName')!, path, withoutUndefined({ ...options, labels }));
}

function readFile(file: Fields): DownwardApiFile {
  const path = file.read<string>('path')!;
  const options: DownwardApiFileOptions = withoutUndefined({ mode: file.read('mode') });
  const field = file.readObject('fieldRef', ref => {
    ref.expect('apiVersion', 'v1');
    return ref.read<string>('fieldPath')!;
  });
  return field === undefined
    ? file.readObject('resourceFieldRef', ref => {
      const all = withoutUndefined({ ...options, divisor: text(ref.read('divisor')) });
      return DownwardApiFile.resource(path, ref.read('containerName')!, ref.read('resource')!, all);
    })!
    : DownwardApiFile.podField(path, field, options);
}

function seconds(value: number | undefined): Duration | undefined {
  return value === undefined ? undefined : Duration.seconds(value);
}
