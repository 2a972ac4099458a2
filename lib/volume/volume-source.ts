import type { Volume } from 'cdk8s-plus-28';
import { claimSpec, templateMetadata } from './claim-spec';
import type { DownwardApiFile } from './downward-api-file';
import { toItems } from './items';
import type { ProjectedSource } from './projected-source';
import type {
  ClaimedVolumeOptions, CsiOptions, EmptyDirOptions, EphemeralOptions, FilesVolumeOptions, HostPathOptions, ImageVolumeOptions, KeyedVolumeOptions,
  NfsOptions,
} from './volume-options';
import type { Json } from '../manifest/manifest';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** What a volume is: a source, a claim or a volume. @internal */
export interface VolumeContent {
  /** Its source in the form of the API. */
  readonly json?: Json;
  /** Type and name of the object that the volume contains, from which the default name of the volume is derived. */
  readonly object?: string;
  /** Name of a volume claim of the StatefulSet. */
  readonly claim?: string;
  /** A volume of cdk8s-plus. */
  readonly volume?: Volume;
}

/**
 * A volume of a pod. The same instance in several mounts is the same volume. Volumes are not shared between workloads: each pod has its own ones,
 * which contain the same data if they have the same ConfigMap, Secret, claim, server or path of the node.
 *
 * ConfigMaps, Secrets and claims are referred to by name. For an object of cdk8s-plus, pass its `name`.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   mounts: [
 *     { path: '/etc/web', source: VolumeSource.configMap('site') },
 *     { path: '/etc/web/tls', source: VolumeSource.secret('web-tls', { items: [{ key: 'tls.crt', path: 'server.crt' }] }), readOnly: true },
 *     { path: '/var/cache/web', source: VolumeSource.emptyDir({ sizeLimit: '1Gi' }) },
 *   ],
 * });
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class VolumeSource {
  /**
   * The keys of a ConfigMap as files.
   *
   * @param name name of the ConfigMap, in the namespace of the pod
   * @param options keys and permissions
   */
  public static configMap(name: string, options: KeyedVolumeOptions = {}): VolumeSource {
    const { values: [configMap, { volumeName, ...set } = {}], wrong } = receive('VolumeSource.configMap', name, options);
    return new VolumeSource({ json: { configMap: { name: configMap, ...keysOf(set) } }, object: `configmap-${configMap}` }, volumeName, wrong);
  }

  /**
   * The keys of a Secret as files.
   *
   * @param name name of the Secret, in the namespace of the pod
   * @param options keys and permissions
   */
  public static secret(name: string, options: KeyedVolumeOptions = {}): VolumeSource {
    const { values: [secretName, { volumeName, ...set } = {}], wrong } = receive('VolumeSource.secret', name, options);
    return new VolumeSource({ json: { secret: { secretName, ...keysOf(set) } }, object: `secret-${secretName}` }, volumeName, wrong);
  }

  /**
   * The volume of an existing claim (PersistentVolumeClaim), which all pods of the workload share.
   *
   * @param claimName name of the claim, in the namespace of the pod
   * @param options whether the volume is read-only
   */
  public static claim(claimName: string, options: ClaimedVolumeOptions = {}): VolumeSource {
    const { values: [claim, { volumeName, readOnly = false } = {}], wrong } = receive('VolumeSource.claim', claimName, options);
    return new VolumeSource({ json: { persistentVolumeClaim: { claimName: claim, readOnly } }, object: `pvc-${claim}` }, volumeName, wrong);
  }

  /**
   * The volume of a pod of a StatefulSet, from `volumeClaims` of `Controller.statefulSet`. Use it to mount the volume into other containers, more than
   * once, in part or read-only.
   *
   * @param name name of the claim in `volumeClaims`
   */
  public static volumeClaim(name: string): VolumeSource {
    const { values: [claim], wrong } = receive('VolumeSource.volumeClaim', name);
    return new VolumeSource({ claim }, undefined, wrong);
  }

  /**
   * A directory that is empty when the pod starts, and deleted with the pod.
   *
   * @param options size limit, or memory instead of the disk
   */
  public static emptyDir(options: EmptyDirOptions = {}): VolumeSource {
    const { values: [{ volumeName, medium, sizeLimit } = {}], wrong } = receive('VolumeSource.emptyDir', options);
    return new VolumeSource({ json: { emptyDir: { medium, sizeLimit } } }, volumeName, wrong);
  }

  /**
   * A directory that combines the files of several sources.
   *
   * @param sources the sources
   * @param options permissions
   */
  public static projected(sources: ProjectedSource[], options: FilesVolumeOptions = {}): VolumeSource {
    const { values: [listed, { volumeName, defaultMode } = {}], wrong } = receive('VolumeSource.projected', sources, options);
    return new VolumeSource({ json: { projected: { sources: listed?.map(one => one?._source) ?? [], defaultMode } } }, volumeName, wrong);
  }

  /**
   * Files with fields of the pod and resources of its containers.
   *
   * @param files the files
   * @param options permissions
   */
  public static downwardApi(files: DownwardApiFile[], options: FilesVolumeOptions = {}): VolumeSource {
    const { values: [listed, { volumeName, defaultMode } = {}], wrong } = receive('VolumeSource.downwardApi', files, options);
    return new VolumeSource({ json: { downwardAPI: { items: listed?.map(file => file?._item) ?? [], defaultMode } } }, volumeName, wrong);
  }

  /**
   * A volume of a storage class that is created with each pod and deleted with it, for more space or other storage than the disk of the node.
   *
   * @param options size and storage class
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   */
  public static ephemeral(options: EphemeralOptions): VolumeSource {
    const { values: [{ volumeName, ...claim } = {} as EphemeralOptions], wrong } = receive('VolumeSource.ephemeral', options);
    const template = { metadata: templateMetadata(claim), spec: claimSpec(claim) };
    return new VolumeSource({ json: { ephemeral: { volumeClaimTemplate: template } } }, volumeName, wrong);
  }

  /**
   * The files of an image, read-only. Kubernetes 1.35 or newer, with a container runtime that supports it.
   *
   * @param reference the image, with its tag or digest
   * @param options when the kubelet pulls the image
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#image
   */
  public static image(reference: string, options: ImageVolumeOptions = {}): VolumeSource {
    const { values: [image, { volumeName, pullPolicy } = {}], wrong } = receive('VolumeSource.image', reference, options);
    return new VolumeSource({ json: { image: { reference: image, pullPolicy } } }, volumeName, wrong);
  }

  /**
   * A directory or file of the node. Pod Security *baseline* and *restricted* do not admit it.
   *
   * @param path path on the node
   * @param options what must be at the path
   */
  public static hostPath(path: string, options: HostPathOptions = {}): VolumeSource {
    const { values: [onNode, { volumeName, type = '' } = {}], wrong } = receive('VolumeSource.hostPath', path, options);
    return new VolumeSource({ json: { hostPath: { path: onNode, type } } }, volumeName, wrong);
  }

  /**
   * A volume that a CSI driver creates for the pod. The driver must support ephemeral volumes, as the Secrets Store driver does.
   *
   * @param driver name of the driver
   * @param options settings for the driver
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes
   */
  public static csi(driver: string, options: CsiOptions = {}): VolumeSource {
    const { values: [name, { volumeName, attributes, fsType, readOnly, secretName } = {}], wrong } = receive('VolumeSource.csi', driver, options);
    const nodePublishSecretRef = secretName === undefined ? undefined : { name: secretName };
    const csi = { driver: name, volumeAttributes: attributes, fsType, readOnly, nodePublishSecretRef };
    return new VolumeSource({ json: { csi } }, volumeName, wrong);
  }

  /**
   * A directory of an NFS server. Pod Security *restricted* does not admit it; a claim for an NFS volume is admitted.
   *
   * @param server hostname or address of the server
   * @param path path on the server
   * @param options whether it is read-only
   */
  public static nfs(server: string, path: string, options: NfsOptions = {}): VolumeSource {
    const { values: [host, exported, { volumeName, readOnly } = {}], wrong } = receive('VolumeSource.nfs', server, path, options);
    return new VolumeSource({ json: { nfs: { server: host, path: exported, readOnly } } }, volumeName, wrong);
  }

  /**
   * A volume of cdk8s-plus, for the other types of volumes and for code that already has one.
   *
   * @param volume the volume
   */
  public static fromVolume(volume: Volume): VolumeSource {
    const { values: [existing], wrong } = receive('VolumeSource.fromVolume', volume);
    return new VolumeSource({ volume: existing }, undefined, wrong);
  }

  private constructor(
    /** @internal */ public readonly _content: VolumeContent,
    /** The name of the volume, if it is set. @internal */ public readonly _volumeName: string | undefined,
    wrong: readonly unknown[],
  ) {
    mark(this, 'VolumeSource', wrong);
  }
}

function keysOf({ items, defaultMode, optional }: KeyedVolumeOptions): Json {
  return { items: toItems(items), defaultMode, optional };
}
