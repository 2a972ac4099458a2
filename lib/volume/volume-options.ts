import type { ClaimOptions } from './claim-options';
import type { PullPolicy } from '../manifest/pull-policy';

/**
 * A key of a ConfigMap or Secret as a file of a volume.
 */
export interface VolumeItem {
  /** The key. */
  readonly key: string;

  /**
   * Relative path of the file in the volume.
   *
   * @default - the key
   */
  readonly path?: string;

  /**
   * Permissions of the file, such as 0o400.
   *
   * @default - those of the volume
   */
  readonly mode?: number;
}

/**
 * Options of all volumes.
 */
export interface VolumeOptions {
  /**
   * Name of the volume in the pod, a DNS label that no other volume of the pod has.
   *
   * @default - `configmap-`, `secret-` or `pvc-` with the name of the object; for other volumes, the path of their first mount, such as
   * `var-cache-web`. The containers count in this order: own container, additional containers, init containers, sidecars
   */
  readonly volumeName?: string;
}

/**
 * Options of a volume with the keys of a ConfigMap or Secret as files.
 */
export interface KeyedVolumeOptions extends VolumeOptions {
  /**
   * The keys that become files.
   *
   * @default - all keys
   */
  readonly items?: VolumeItem[];

  /**
   * Permissions of the files, such as 0o400.
   *
   * @default - 0o644, the Kubernetes default
   */
  readonly defaultMode?: number;

  /**
   * Whether the object, or one of the `items`, can be missing. If it is required and missing, the pod does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Options of a volume of an existing claim.
 */
export interface ClaimedVolumeOptions extends VolumeOptions {
  /**
   * Whether the node mounts the volume read-only, for all containers.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/**
 * Where an empty directory is stored.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 */
export enum StorageMedium {
  /** In memory (tmpfs). The files count toward the memory limit of the container that writes them. */
  MEMORY = 'Memory',

  /** In huge pages, for pods that request huge pages of one size. */
  HUGE_PAGES = 'HugePages',
}

/**
 * Options of an empty directory.
 */
export interface EmptyDirOptions extends VolumeOptions {
  /**
   * Where the files are stored.
   *
   * @default - on the disk of the node
   */
  readonly medium?: StorageMedium;

  /**
   * Size as a Kubernetes quantity, such as `1Gi`. The kubelet evicts a pod that exceeds it.
   *
   * @default - no limit
   */
  readonly sizeLimit?: string;
}

/**
 * Options of a volume with generated files.
 */
export interface FilesVolumeOptions extends VolumeOptions {
  /**
   * Permissions of the files, such as 0o400.
   *
   * @default - 0o644, the Kubernetes default
   */
  readonly defaultMode?: number;
}

/**
 * Options of a volume that is created with its pod and deleted with it.
 */
export interface EphemeralOptions extends ClaimOptions, VolumeOptions {}

/**
 * Options of a volume with the files of an image.
 */
export interface ImageVolumeOptions extends VolumeOptions {
  /**
   * When the kubelet pulls the image.
   *
   * @default - the Kubernetes default: always for `:latest` and for references without a tag, otherwise if the image is not present on the node
   */
  readonly pullPolicy?: PullPolicy;
}

/**
 * What must be at a path of the node before a pod starts.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types
 */
export enum HostPathType {
  /** A directory, which the kubelet creates if nothing exists at the path. */
  DIRECTORY_OR_CREATE = 'DirectoryOrCreate',

  /** A directory. */
  DIRECTORY = 'Directory',

  /** A file, which the kubelet creates if nothing exists at the path. */
  FILE_OR_CREATE = 'FileOrCreate',

  /** A file. */
  FILE = 'File',

  /** A Unix socket. */
  SOCKET = 'Socket',

  /** A character device. */
  CHAR_DEVICE = 'CharDevice',

  /** A block device. */
  BLOCK_DEVICE = 'BlockDevice',
}

/**
 * Options of a directory or file of the node.
 */
export interface HostPathOptions extends VolumeOptions {
  /**
   * What must be at the path.
   *
   * @default - anything: the kubelet does not check it
   */
  readonly type?: HostPathType;
}

/**
 * Options of a volume that a CSI driver creates for the pod.
 */
export interface CsiOptions extends VolumeOptions {
  /**
   * Settings that the driver reads.
   *
   * @default - none
   */
  readonly attributes?: { [key: string]: string };

  /**
   * Type of the file system, such as `ext4`.
   *
   * @default - the driver decides
   */
  readonly fsType?: string;

  /**
   * Whether the volume is read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Name of the Secret that the kubelet passes to the driver (`nodePublishSecretRef`).
   *
   * @default - none
   */
  readonly secretName?: string;
}

/**
 * Options of a directory of an NFS server.
 */
export interface NfsOptions extends VolumeOptions {
  /**
   * Whether the node mounts the directory read-only, for all containers.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
