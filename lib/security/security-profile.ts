import type { Seccomp } from './seccomp';
import { NO_OPTIONS, receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The only security settings of containers whose profile is `SecurityProfile.ofImageAndCluster`. `nonRoot` and `seccomp` are settings of the whole pod if
 * the profile is that of a workload.
 */
export interface SecuritySettings {
  /**
   * Whether the kubelet refuses to start the container as root. `false` overrides the setting of the pod.
   *
   * @default - the setting of the pod; if the pod has none, the container can run as root
   */
  readonly nonRoot?: boolean;

  /**
   * Whether the root file system is read-only.
   *
   * @default - not set: the container can write to its root file system
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether a process can gain more privileges than its parent.
   *
   * @default - not set: a process can gain more privileges
   */
  readonly privilegeEscalation?: boolean;

  /**
   * Whether the container is privileged.
   *
   * @default - not set: the container is not privileged
   */
  readonly privileged?: boolean;

  /**
   * Capabilities that the container has in addition to the default of the container runtime, such as `NET_ADMIN`. Lowercase letters are accepted, because
   * container runtimes ignore the case. Pod Security does not, so it ignores `all` for example.
   *
   * @default - none
   */
  readonly addedCapabilities?: string[];

  /**
   * Capabilities that the container does not have, such as `ALL` or `NET_RAW`. Lowercase letters are accepted, as in `addedCapabilities`.
   *
   * @default - none
   */
  readonly droppedCapabilities?: string[];

  /**
   * Seccomp profile.
   *
   * @default - the profile of the pod; if the pod has none, the default of the cluster (`seccompDefault` of the kubelet)
   */
  readonly seccomp?: Seccomp;
}

/**
 * Where the security settings of containers come from: from this library, or from the image and the cluster.
 *
 * @example
 * new ExposedWorkload(this, 'legacy', {
 *   image: 'registry.example.com/legacy:7',
 *   ports: [Port.http(8080)],
 *   security: {
 *     profile: SecurityProfile.ofImageAndCluster('the manifests of the vendor have no other settings', { privilegeEscalation: false }),
 *   },
 * });
 */
export class SecurityProfile {
  /** The security defaults of this library: Pod Security *restricted*, and a read-only root file system. This is the default. */
  public static hardened(): SecurityProfile {
    return new SecurityProfile();
  }

  /**
   * The settings of the image and the cluster. The library writes no security settings except those that are given: no user, no `fsGroup`, no writable
   * `/tmp`, and no sysctl for ports below 1024. Pod Security *restricted* does not admit the pods unless the settings conform to it.
   *
   * @param justification why the defaults of this library do not apply. It is not part of the manifest
   * @param settings security settings that the containers have
   */
  public static ofImageAndCluster(justification: string, settings: SecuritySettings = {}): SecurityProfile {
    const { values: [reason, set = NO_OPTIONS], wrong } = receive('SecurityProfile.ofImageAndCluster', justification, settings);
    return new SecurityProfile(set, reason, wrong);
  }

  private constructor(
    /** The settings; undefined for the defaults of this library. @internal */ public readonly _settings?: SecuritySettings,
    /** @internal */ public readonly _justification?: string,
    wrong?: readonly unknown[],
  ) {
    mark(this, 'SecurityProfile', wrong);
  }
}
