import type {
  BlockDevice, ClaimDataSource, ClaimOptions, DownwardApiFileOptions, KeyedVolumeOptions, Mount, VolumeClaim, VolumeItem,
} from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { withHint } from '../code/hints';
import { camelCase } from '../code/identifiers';
import { DownwardApiFile, ProjectedSource, VolumeSource, type Duration } from '../code/library';
import { octal } from '../code/literals';
import type { Document } from '../document';

/** The volumes of a manifest by name. */
export type Volumes = ReadonlyMap<string, VolumeSource>;

/** Reads the volumes of a pod, and the volume claims of a StatefulSet, which containers mount in the same way. */
export function readVolumes(pod: Fields, claims: readonly VolumeClaim[] = []): Volumes {
  const volumes = pod.readList('volumes', readVolume)?.filter((volume): volume is [string, VolumeSource] => volume[1] !== undefined) ?? [];
  const ofClaims = claims.map((claim): [string, VolumeSource] => [claim.name, VolumeSource.volumeClaim(claim.name)]);
  return new Map([...volumes, ...ofClaims].map(([name, source]) => [name, withHint(source, camelCase(name))]));
}

/** The volumes of a pod that no container uses. In place, also those that precede one of them, or a volume that containers use earlier. */
export function listedVolumes(volumes: Volumes, claims: readonly VolumeClaim[], containers: readonly Document[], { inPlace }: Mode): VolumeSource[] {
  const uses: Document[] = ['volumeMounts', 'volumeDevices'].flatMap(field => containers.flatMap(container => container[field] ?? []));
  const used = [...new Set<string>(uses.map(({ name }) => name))];
  const names = [...volumes.keys()].filter(name => !claims.some(claim => claim.name === name));
  const isUnused = names.map(name => !used.includes(name));
  const isEarly = names.map((name, index) => isUnused[index] || used.indexOf(name) > used.indexOf(names[index + 1] ?? name));
  const listed = inPlace ? names.slice(0, isEarly.lastIndexOf(true) + 1) : names.filter((_, index) => isUnused[index]);
  return listed.map(name => volumes.get(name)!);
}

/** Reads the mounts of a container. */
export function readMounts(container: Fields, volumes: Volumes): Mount[] | undefined {
  return container.readList('volumeMounts', mount => {
    return withoutUndefined<Mount>({
      path: mount.read('mountPath')!,
      source: sourceOf(mount, volumes)!,
      subPath: mount.read('subPath') || undefined,
      subPathExpr: mount.read('subPathExpr') || undefined,
      readOnly: mount.read('readOnly') || undefined,
      recursiveReadOnly: mount.readMember('recursiveReadOnly', 'RecursiveReadOnly'),
      propagation: mount.readMember('mountPropagation', 'Propagation'),
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
    use.report('name', `no option declares the volume ${JSON.stringify(name)}, or the pod does not have it`);
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
  return { name: name!, ...spec, ...withoutUndefined({ namespace, metadata: unlessEmpty(withoutUndefined(metadata)) }) };
}

function readMetadata(metadata: Fields): { name?: string; labels?: Record<string, string>; annotations?: Record<string, string> } {
  metadata.read('creationTimestamp');
  return { name: metadata.read('name'), labels: metadata.readMap('labels'), annotations: metadata.readMap('annotations') };
}

function readClaimSpec(spec: Fields): ClaimOptions {
  return withoutUndefined<ClaimOptions>({
    storage: spec.readObject('resources', resources => String(resources.readObject('requests', requests => requests.read('storage')))) ?? '',
    storageClassName: spec.read('storageClassName'),
    accessModes: spec.readMembers('accessModes', 'AccessMode'),
    volumeMode: spec.readMember('volumeMode', 'VolumeMode'),
    selector: spec.readObject('selector', selector => selector.readMap('matchLabels')),
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
  const withReadOnly = (source: Fields) => withoutUndefined({ ...named, readOnly: source.read<boolean>('readOnly') || undefined });
  const withMode = (source: Fields) => withoutUndefined({ ...named, defaultMode: readMode(source, 'defaultMode') });
  const unless = (name: string) => name === volumeName ? {} : named;
  return volume.readObject('configMap', source => {
    const name = source.read<string>('name')!;
    return VolumeSource.configMap(name, { ...unless(`configmap-${name}`), ...readKeys(source) });
  })
    ?? volume.readObject('secret', source => {
      const name = source.read<string>('secretName')!;
      return VolumeSource.secret(name, { ...unless(`secret-${name}`), ...readKeys(source) });
    })
    ?? volume.readObject('persistentVolumeClaim', source => VolumeSource.claim(source.read('claimName')!, withReadOnly(source)))
    ?? volume.readObject('projected', source => VolumeSource.projected(source.readList('sources', readProjected) ?? [], withMode(source)))
    ?? volume.readObject('downwardAPI', source => VolumeSource.downwardApi(source.readList('items', readFile) ?? [], withMode(source)))
    ?? volume.readObject('ephemeral', source => source.readObject('volumeClaimTemplate', template => {
      const metadata = template.readObject('metadata', readMetadata);
      return VolumeSource.ephemeral(withoutUndefined({ ...named, ...template.readObject('spec', readClaimSpec)!, metadata }));
    }))
    ?? volume.readObject('image', source => (
      VolumeSource.image(source.read('reference')!, withoutUndefined({ ...named, pullPolicy: source.readMember('pullPolicy', 'PullPolicy') }))
    ))
    ?? volume.readObject('hostPath', source => (
      VolumeSource.hostPath(source.read('path')!, withoutUndefined({ ...named, type: source.readMember('type', 'HostPathType', '') }))
    ))
    ?? volume.readObject('nfs', source => VolumeSource.nfs(source.read('server')!, source.read('path')!, withReadOnly(source)))
    ?? volume.readObject('csi', source => VolumeSource.csi(source.read('driver')!, withoutUndefined({
      ...named,
      attributes: source.readMap('volumeAttributes'),
      fsType: source.read('fsType'),
      readOnly: source.read('readOnly') || undefined,
      secretName: source.readObject('nodePublishSecretRef', secret => secret.read('name')),
    })))
    ?? emptyDir(volume, volumeName);
}

function emptyDir(volume: Fields, volumeName: string): VolumeSource | undefined {
  return volume.readObject('emptyDir', source => VolumeSource.emptyDir(withoutUndefined({
    volumeName,
    medium: source.readMember('medium', 'StorageMedium', ''),
    sizeLimit: text(source.read('sizeLimit')),
  }))) ?? (volume.isEmpty ? VolumeSource.emptyDir({ volumeName }) : undefined);
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

function readKeys(source: Fields): KeyedVolumeOptions {
  return withoutUndefined<KeyedVolumeOptions>({
    items: source.readList('items', readItem),
    defaultMode: readMode(source, 'defaultMode'),
    optional: source.read('optional'),
  });
}

function readItem(item: Fields): VolumeItem {
  return withoutUndefined<VolumeItem>({ key: item.read('key')!, path: item.read('path'), mode: readMode(item, 'mode') });
}

function readProjected(source: Fields): ProjectedSource {
  const keyed = (fields: Fields) => withoutUndefined({ items: fields.readList('items', readItem), optional: fields.read('optional') });
  return source.readObject('configMap', fields => ProjectedSource.configMap(fields.read('name')!, keyed(fields)))
    ?? source.readObject('secret', fields => ProjectedSource.secret(fields.read('name')!, keyed(fields)))
    ?? source.readObject('downwardAPI', fields => ProjectedSource.downwardApi(fields.readList('items', readFile) ?? []))
    ?? source.readObject('serviceAccountToken', fields => ProjectedSource.serviceAccountToken(withoutUndefined({
      path: fields.read<string>('path')!,
      audience: fields.read('audience'),
      expiration: seconds(fields, 'expirationSeconds'),
    })))
    ?? source.readObject('clusterTrustBundle', readTrustBundle)
    ?? source.readObject('podCertificate', fields => ProjectedSource.podCertificate(withoutUndefined({
      signerName: fields.read<string>('signerName')!,
      keyType: fields.readMember('keyType', 'CertificateKeyType')!,
      credentialBundlePath: fields.read('credentialBundlePath'),
      keyPath: fields.read('keyPath'),
      certificateChainPath: fields.read('certificateChainPath'),
      maxExpiration: seconds(fields, 'maxExpirationSeconds'),
    })))!;
}

function readTrustBundle(bundle: Fields): ProjectedSource {
  const path = bundle.read<string>('path')!;
  const options = withoutUndefined({ optional: bundle.read<boolean>('optional') });
  const name = bundle.read<string>('name');
  if (name !== undefined) {
    return ProjectedSource.clusterTrustBundle(name, path, options);
  }
  if (!bundle.has('labelSelector')) {
    bundle.report('labelSelector', 'a source without a selector selects no bundles');
  }
  const labels = bundle.readObject('labelSelector', selector => selector.readMap('matchLabels'));
  return ProjectedSource.clusterTrustBundlesOfSigner(bundle.read('signerName')!, path, withoutUndefined({ ...options, labels }));
}

function readFile(file: Fields): DownwardApiFile {
  const path = file.read<string>('path')!;
  const options: DownwardApiFileOptions = withoutUndefined({ mode: readMode(file, 'mode') });
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

function seconds(fields: Fields, name: string): Duration | undefined {
  const value = fields.readNumber(name);
  return value === undefined ? undefined : duration(value);
}

function readMode(fields: Fields, name: string): number | undefined {
  const mode = fields.readNumber(name);
  return mode === undefined ? undefined : octal(mode);
}
