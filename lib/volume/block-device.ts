import type { VolumeSource } from './volume-source';

/**
 * A volume without a file system, which a container reads and writes as a block device. The library adds the volume to the pod.
 *
 * Processes that do not run as root can open the device only if the container runtime gives it to the user of the container, which containerd and
 * CRI-O do not do by default.
 *
 * @example
 * new Worker(this, 'store', {
 *   image: 'registry.example.com/store:4.1.0',
 *   controller: Controller.statefulSet({ volumeClaims: [{ name: 'disk', storage: '100Gi', volumeMode: VolumeMode.BLOCK }] }),
 *   devices: [{ path: '/dev/store', source: VolumeSource.volumeClaim('disk') }],
 * });
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support
 * @see https://kubernetes.io/blog/2021/11/09/non-root-containers-and-devices/
 */
export interface BlockDevice {
  /** Path of the device in the container, such as `/dev/store`. */
  readonly path: string;

  /**
   * The volume: a claim of the StatefulSet or a volume of the pod (`VolumeSource.ephemeral`) with `VolumeMode.BLOCK`, or an existing claim of a volume
   * without a file system. Devices with the same instance are the same volume, also in different containers of the pod.
   */
  readonly source: VolumeSource;
}
