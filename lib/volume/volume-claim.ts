import type { ClaimOptions } from './claim-options';

/**
 * A volume for each pod of a StatefulSet. A pod that is recreated gets the same volume again. If you change a claim, recreate the StatefulSet: delete
 * it with `--cascade=orphan` first, then apply. Existing claims keep their size until you resize them.
 */
export interface VolumeClaim extends ClaimOptions {
  /** Name of the claim, a DNS label. If you change it, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply. */
  readonly name: string;

  /**
   * Path at which the volume is mounted into the workload's own container. A server that does not run as root needs `security.user` or
   * `security.group` to write to it. For other containers, a part of the volume or a mount that is read-only, use `VolumeSource.volumeClaim`.
   *
   * @default - the volume is mounted only where `mounts` of the containers contain it
   */
  readonly mountPath?: string;

  /**
   * Name of the existing volume (PersistentVolume) of the claim. Only for StatefulSets with one replica, because a volume has one claim.
   * If you change it, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - a volume that the cluster selects or creates
   */
  readonly volumeName?: string;

  /**
   * Namespace in the claim of an existing StatefulSet, so that it stays as it is. It has no effect: claims are in the namespace of their pods.
   * If you change it, recreate the StatefulSet: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - none
   * @see getPersistentVolumeClaims in pkg/controller/statefulset/stateful_set_utils.go of Kubernetes 1.37
   */
  readonly namespace?: string;
}
