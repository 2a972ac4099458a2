import type { VolumeSource } from './volume-source';

/**
 * Whether mounts below a mounted volume appear in other places.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation
 */
export enum Propagation {
  /** Mounts of the node do not appear in the container, and mounts of the container do not appear on the node. */
  NONE = 'None',

  /** Mounts that the node adds later appear in the container. */
  HOST_TO_CONTAINER = 'HostToContainer',

  /** In addition, mounts that the container adds appear on the node, and in all pods that mount the volume. Only for privileged containers. */
  BIDIRECTIONAL = 'Bidirectional',
}

/**
 * Whether the mounts below a read-only mount are read-only too.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts
 */
export enum RecursiveReadOnly {
  /** They keep their own setting. */
  DISABLED = 'Disabled',

  /** They are read-only if the node supports it. */
  IF_POSSIBLE = 'IfPossible',

  /** They are read-only. The kubelet does not start the container on a node that does not support it. */
  ENABLED = 'Enabled',
}

/**
 * A volume at a path of a container. The library adds the volume to the pod.
 *
 * @example
 * const cache = VolumeSource.emptyDir({ sizeLimit: '1Gi' });
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   mounts: [
 *     { path: '/etc/web', source: VolumeSource.configMap('site'), readOnly: true },
 *     { path: '/var/cache/web', source: cache },
 *     { path: '/var/lib/web/thumbnails', source: cache, subPath: 'thumbnails' },
 *   ],
 * });
 */
export interface Mount {
  /** Path in the container. */
  readonly path: string;

  /** The volume. Mounts with the same instance mount the same volume, also in different containers of the pod. */
  readonly source: VolumeSource;

  /**
   * Relative path within the volume that is mounted instead of the root of the volume.
   *
   * @default - the root of the volume
   */
  readonly subPath?: string;

  /**
   * Like `subPath`, with references to environment variables of the container, such as `$(POD_NAME)`.
   *
   * @default - the root of the volume
   */
  readonly subPathExpr?: string;

  /**
   * Whether the container cannot write to the volume.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether mounts below the path are read-only too. Only with `readOnly: true`.
   *
   * @default - they keep their own setting
   */
  readonly recursiveReadOnly?: RecursiveReadOnly;

  /**
   * Whether mounts below the path appear in other places.
   *
   * @default - they do not
   */
  readonly propagation?: Propagation;
}
