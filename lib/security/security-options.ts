import type { AppArmor } from './app-armor';
import type { SecurityExemption } from './security-exemption';
import type { SecurityProfile } from './security-profile';

/**
 * When the kubelet changes the group and the mode of the files of a volume to those for `fsGroup`.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods
 */
export enum FsGroupChange {
  /** Only if the root directory of the volume has another group or mode. */
  ON_ROOT_MISMATCH = 'OnRootMismatch',

  /** Each time that a pod mounts the volume, which can take minutes for a large volume. */
  ALWAYS = 'Always',
}

/**
 * Which additional groups processes have.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy
 */
export enum SupplementalGroupsPolicy {
  /** The groups of the options, and the groups of the user in the file `/etc/group` of the image. */
  MERGE = 'Merge',

  /** Only the groups of the options. Nodes whose container runtime does not support it reject the pods. */
  STRICT = 'Strict',
}

/**
 * A label of SELinux for processes. Pod Security *baseline* and *restricted* admit neither `user` nor `role`, and only the types `container_t`,
 * `container_init_t`, `container_kvm_t` and `container_engine_t`.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container
 */
export interface SeLinuxLabel {
  /**
   * User part of the label.
   *
   * @default - the default of the container runtime
   */
  readonly user?: string;

  /**
   * Role part of the label.
   *
   * @default - the default of the container runtime
   */
  readonly role?: string;

  /**
   * Type part of the label, such as `spc_t`.
   *
   * @default - the default of the container runtime
   */
  readonly type?: string;

  /**
   * Level part of the label, such as `s0:c123,c456`.
   *
   * @default - a level that the container runtime allocates for each pod
   */
  readonly level?: string;
}

/**
 * User and groups of the processes of a workload, exemptions from the security defaults, and other security settings. All options except
 * `exemptions`, `profile` and `container` apply to the whole pod, including init containers and sidecars. The exemptions and the profile apply to the
 * workload's own container, except `probeHosts`, `volumeOwner` and `runAsRoot`, and `nonRoot` and `seccomp` of the profile.
 */
export interface SecurityOptions {
  /**
   * User ID of the processes of all containers of the pod, except containers that set another user. The option must be set if the image sets its user by
   * name (`USER app`) or does not set a user: the kubelet cannot verify that a name is not root, and does not start the container. A sidecar that needs
   * root has `security: { user: 0, exemptions: [SecurityExemption.runAsRoot('the reason')] }`.
   *
   * @default - the user of the image
   */
  readonly user?: number;

  /**
   * Group ID of the processes of all containers of the pod, except containers that set another group.
   *
   * @default - the group of the image
   */
  readonly group?: number;

  /**
   * Group ID that owns the files of the volumes, and that the processes of all containers of the pod have as an additional group.
   * Without it, new volumes of claims and disks belong to root, and processes of another user, such as a database, cannot write to them.
   *
   * @default - if a container that does not run as root can write to a volume of a claim or a disk: `group`, or else `user`, or else the group or
   * user of such a container; otherwise, and with `SecurityProfile.ofImageAndCluster`, the volumes keep their owner
   */
  readonly fsGroup?: number;

  /**
   * When the kubelet changes the group and the mode of the files of volumes. It has an effect only with an `fsGroup`.
   *
   * @default - with an `fsGroup`, FsGroupChange.ON_ROOT_MISMATCH; with `SecurityProfile.ofImageAndCluster`, the Kubernetes default, which is ALWAYS
   */
  readonly fsGroupChangePolicy?: FsGroupChange;

  /**
   * Group IDs that the processes of all containers of the pod have in addition to their group and `fsGroup`.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];

  /**
   * Whether processes also have the groups that the image defines for their user.
   *
   * @default - the Kubernetes default, SupplementalGroupsPolicy.MERGE
   */
  readonly supplementalGroupsPolicy?: SupplementalGroupsPolicy;

  /**
   * SELinux label of the processes of all containers of the pod, except containers that set another label.
   *
   * @default - the label that the container runtime allocates
   */
  readonly seLinux?: SeLinuxLabel;

  /**
   * AppArmor profile of all containers of the pod, except containers that set another profile.
   *
   * @default - the default profile of the container runtime, on nodes with AppArmor
   */
  readonly appArmor?: AppArmor;

  /**
   * Kernel parameters of the pod, by name, such as `net.core.somaxconn`. The kubelet refuses pods with parameters that are not in the list of safe
   * sysctls, unless it is configured to allow them. Pods on the network of their node cannot have parameters that start with `net.`.
   *
   * @default - `net.ipv4.ip_unprivileged_port_start` is 0 if the workload declares a port below 1024; none with `SecurityProfile.ofImageAndCluster`
   * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
   */
  readonly sysctls?: { [name: string]: string };

  /**
   * Where the security settings come from: from this library, or from the image and the cluster.
   *
   * @default SecurityProfile.hardened()
   */
  readonly profile?: SecurityProfile;

  /**
   * Security defaults that are disabled for the workload's own container (`probeHosts` for all containers).
   *
   * @default - none
   */
  readonly exemptions?: SecurityExemption[];

  /**
   * Settings that only the workload's own container has, such as a user that the other containers of the pod do not have. Its exemptions, and the settings of
   * the profile other than `nonRoot` and `seccomp`, must then be specified here. With `SecurityProfile.ofImageAndCluster`, an empty structure writes an empty
   * `securityContext`, as in some existing manifests.
   *
   * @default - the container has the settings of the pod, the exemptions and the profile
   */
  readonly container?: ContainerSecurityOptions;
}

/**
 * Security settings of one container: an init container, a sidecar, an additional container, or with `security.container` the workload's own container. All
 * have the same security defaults.
 */
export interface ContainerSecurityOptions {
  /**
   * User ID of the processes. Root (0) requires `SecurityExemption.runAsRoot`.
   *
   * @default - `security.user` of the workload; if this is not set, the user of the image
   */
  readonly user?: number;

  /**
   * Group ID of the processes.
   *
   * @default - `security.group` of the workload; if this is not set, the group of the image
   */
  readonly group?: number;

  /**
   * SELinux label of the processes.
   *
   * @default - `security.seLinux` of the workload
   */
  readonly seLinux?: SeLinuxLabel;

  /**
   * AppArmor profile.
   *
   * @default - `security.appArmor` of the workload
   */
  readonly appArmor?: AppArmor;

  /**
   * Where the security settings come from. The container also has the settings of the pod: `nonRoot` and `seccomp` of the profile of the workload.
   *
   * @default - the kind of profile of the workload, without the settings that apply only to its own container
   */
  readonly profile?: SecurityProfile;

  /**
   * Security defaults that are disabled for this container. `probeHosts` and `volumeOwner` apply to the whole pod, so they belong in the `security` of
   * the workload.
   *
   * @default - none
   */
  readonly exemptions?: SecurityExemption[];
}
