import type { Capability, SeccompProfile } from 'cdk8s-plus-28';

/**
 * What may be lifted, as the factories are called.
 *
 * @internal
 */
export type ExemptionKind = 'runAsRoot' | 'writableRootFilesystem' | 'capabilities' | 'seccomp' | 'privilegeEscalation' | 'privileged';

/**
 * One of the security defaults, lifted for the container of a workload, with the reason in the code.
 *
 * @example
 * new ExposedWorkload(this, 'legacy', {
 *   image: 'registry.example.com/legacy:7',
 *   ports: [Port.http(8080)],
 *   security: {
 *     exemptions: [SecurityExemption.writableRootFilesystem('unpacks its plugins beside itself')],
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class SecurityExemption {
  /**
   * The container may run as root (`runAsNonRoot` is not set). Not admitted under Pod Security *restricted*.
   *
   * @param reason why it has to
   */
  public static runAsRoot(reason: string): SecurityExemption {
    return new SecurityExemption('runAsRoot', reason);
  }

  /**
   * The container may write anywhere in its image, and gets no volume for `/tmp`. *restricted* admits it.
   *
   * @param reason why it has to
   */
  public static writableRootFilesystem(reason: string): SecurityExemption {
    return new SecurityExemption('writableRootFilesystem', reason);
  }

  /**
   * The container keeps some capabilities; all others are dropped. *restricted* admits `NET_BIND_SERVICE` alone, which ports below 1024 don't
   * need here.
   *
   * @param reason why it needs them
   * @param capabilities those it keeps
   */
  public static capabilities(reason: string, ...capabilities: Capability[]): SecurityExemption {
    return new SecurityExemption('capabilities', reason, capabilities);
  }

  /**
   * The container has another seccomp profile than the runtime's default. *restricted* admits a profile of the node (`LOCALHOST`), not `UNCONFINED`.
   *
   * @param reason why it needs it
   * @param profile the profile
   */
  public static seccomp(reason: string, profile: SeccompProfile): SecurityExemption {
    return new SecurityExemption('seccomp', reason, [], profile);
  }

  /**
   * A process of the container may gain more privileges than its parent, as setuid programs do. Not admitted under Pod Security *restricted*.
   *
   * @param reason why it has to
   */
  public static privilegeEscalation(reason: string): SecurityExemption {
    return new SecurityExemption('privilegeEscalation', reason);
  }

  /**
   * The container has all privileges of the node. Not admitted under Pod Security *baseline* nor *restricted*.
   *
   * @param reason why it has to
   */
  public static privileged(reason: string): SecurityExemption {
    return new SecurityExemption('privileged', reason);
  }

  private constructor(
    /** @internal */ public readonly _kind: ExemptionKind,
    /** Why the default is lifted. */
    public readonly reason: string,
    /** @internal */ public readonly _capabilities: Capability[] = [],
    /** @internal */ public readonly _profile?: SeccompProfile,
  ) {}
}

/**
 * As whom a workload runs, and which of the security defaults it can't live with.
 */
export interface SecurityOptions {
  /**
   * User ID of the processes. Has to be given where the image names its user by name (`USER app`) or none: the kubelet can't tell
   * whether a name is root, and never starts the container.
   *
   * @default - that of the image
   */
  readonly user?: number;

  /**
   * Group ID of the processes.
   *
   * @default - that of the image
   */
  readonly group?: number;

  /**
   * Group ID that owns the volumes, for those that belong to root otherwise.
   *
   * @default - volumes keep their owner
   */
  readonly fsGroup?: number;

  /**
   * Defaults that are lifted for the container of the workload; init containers and sidecars have their own `securityContext`.
   *
   * @default - none
   */
  readonly exemptions?: SecurityExemption[];
}
