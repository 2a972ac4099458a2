import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * Which nodes and pods can use a volume at the same time.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export enum AccessMode {
  /** One node at a time can mount the volume, for reading and writing. */
  READ_WRITE_ONCE = 'ReadWriteOnce',

  /** Many nodes can mount the volume, for reading. */
  READ_ONLY_MANY = 'ReadOnlyMany',

  /** Many nodes can mount the volume, for reading and writing. */
  READ_WRITE_MANY = 'ReadWriteMany',

  /** One pod at a time can use the volume. It cannot be combined with other modes. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

/**
 * Whether a volume has a file system.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-mode
 */
export enum VolumeMode {
  /** The volume has a file system, and containers mount it. */
  FILESYSTEM = 'Filesystem',

  /** The volume is a block device without a file system. Containers cannot mount it. */
  BLOCK = 'Block',
}

/**
 * The object whose content a new volume has.
 */
export interface ClaimDataSource {
  /**
   * Kind of the object, such as `VolumeSnapshot`.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   */
  readonly kind: string;

  /**
   * Name of the object.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   */
  readonly name: string;

  /**
   * API group of the object, such as `snapshot.storage.k8s.io`.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the core group, whose only kind is `PersistentVolumeClaim`
   */
  readonly apiGroup?: string;
}

/**
 * What a claim requests from the storage of the cluster.
 */
export interface ClaimOptions {
  /**
   * Size of the volume as a Kubernetes quantity, such as `10Gi`.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   */
  readonly storage: string;

  /**
   * Name of the storage class. An empty string selects volumes without a storage class.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the cluster's default storage class
   */
  readonly storageClassName?: string;

  /**
   * Access modes of the volume.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - ReadWriteOnce: one node at a time can mount the volume, for reading and writing
   */
  readonly accessModes?: AccessMode[];

  /**
   * Whether the volume has a file system.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - it has a file system, which is the Kubernetes default
   */
  readonly volumeMode?: VolumeMode;

  /**
   * Labels of the existing volumes (PersistentVolume) from which one is selected. Most storage classes that create volumes do not support it.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - none
   */
  readonly selector?: { [key: string]: string };

  /**
   * Name of the VolumeAttributesClass, which has parameters such as the throughput of the volume. Kubernetes 1.34 or newer.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
   */
  readonly volumeAttributesClassName?: string;

  /**
   * The VolumeSnapshot or PersistentVolumeClaim of the namespace whose content a new volume has (the field `dataSource`).
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the volume is empty, unless `dataSourceRef` is set
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
   */
  readonly dataSource?: ClaimDataSource;

  /**
   * The object of the namespace from which a new volume is filled (the field `dataSourceRef`), which can also be one of a volume populator.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources
   */
  readonly dataSourceRef?: ClaimDataSource;

  /**
   * Labels and annotations of the claim.
   * If you change it in a volume claim of a StatefulSet, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - none
   */
  readonly metadata?: MetadataOptions;
}
