import type { Seccomp } from './seccomp';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The security defaults that can be disabled, by the names of the factories.
 *
 * @internal
 */
export type ExemptionKind = (
  'runAsRoot' | 'writableRootFilesystem' | 'volumeOwner' | 'capabilities' | 'seccomp' | 'privilegeEscalation' | 'privileged' | 'probeHosts'
);

/**
 * Disables one of the security defaults for a container: the workload's own container, or the container whose `security` contains it. The reason is
 * documentation in the code.
 *
 * @example
 * new ExposedWorkload(this, 'legacy', {
 *   image: 'registry.example.com/legacy:7',
 *   ports: [Port.http(8080)],
 *   security: {
 *     exemptions: [SecurityExemption.writableRootFilesystem('unpacks its plugins next to its binary')],
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class SecurityExemption {
  /**
   * The container can run as root (`runAsNonRoot` is not set). Pod Security *restricted* does not admit it. The capabilities stay dropped, so the
   * process cannot change the owner of files or switch to another user. The official images of databases need `user` instead.
   *
   * @param reason why the container runs as root
   */
  public static runAsRoot(reason: string): SecurityExemption {
    return new SecurityExemption('runAsRoot', receive('SecurityExemption.runAsRoot', reason));
  }

  /**
   * The container can write to its root file system, and gets no volume for `/tmp`. Pod Security *restricted* admits it.
   *
   * @param reason why the container writes to its root file system
   */
  public static writableRootFilesystem(reason: string): SecurityExemption {
    return new SecurityExemption('writableRootFilesystem', receive('SecurityExemption.writableRootFilesystem', reason));
  }

  /**
   * The pods get no `fsGroup` unless it is set, because the storage or an init container sets the owner of the volumes. Use it for NFS servers and
   * storage classes with an owner, for an init container that runs `chown` as root, and for volumes whose files must not belong to a
   * group. It applies to the whole pod. Pod Security *restricted* admits it.
   *
   * @param reason why the processes can write to the volumes
   */
  public static volumeOwner(reason: string): SecurityExemption {
    return new SecurityExemption('volumeOwner', receive('SecurityExemption.volumeOwner', reason));
  }

  /**
   * The container keeps some capabilities; all others are dropped. Pod Security *restricted* admits only `NET_BIND_SERVICE`. A program does not need
   * it to listen on ports below 1024, unless the image has set it as a file capability of the program (`setcap cap_net_bind_service=+ep`), as the
   * official image `caddy` does: Linux does not execute such a program without the capability ("operation not permitted").
   *
   * @param reason why the container needs the capabilities
   * @param capabilities names of the capabilities that the container keeps, without the prefix `CAP_`, such as `NET_ADMIN`
   * @see https://man7.org/linux/man-pages/man7/capabilities.7.html
   */
  public static capabilities(reason: string, ...capabilities: string[]): SecurityExemption {
    return new SecurityExemption('capabilities', receive('SecurityExemption.capabilities', reason, capabilities));
  }

  /**
   * The container has a seccomp profile other than the default of the container runtime. Pod Security *restricted* admits a profile of the node
   * (`Seccomp.localhost`), but not `Seccomp.unconfined`.
   *
   * @param reason why the container needs another profile
   * @param profile the profile
   */
  public static seccomp(reason: string, profile: Seccomp): SecurityExemption {
    const { values: [why, allowed], wrong } = receive('SecurityExemption.seccomp', reason, profile);
    return new SecurityExemption('seccomp', { values: [why], wrong }, allowed);
  }

  /**
   * A process of the container can gain more privileges than its parent, as setuid programs do. Pod Security *restricted* does not admit it.
   *
   * @param reason why the container needs privilege escalation
   */
  public static privilegeEscalation(reason: string): SecurityExemption {
    return new SecurityExemption('privilegeEscalation', receive('SecurityExemption.privilegeEscalation', reason));
  }

  /**
   * The container is privileged: it has almost the same access as processes of the node. Pod Security *baseline* and *restricted* do not admit it.
   *
   * @param reason why the container must be privileged
   */
  public static privileged(reason: string): SecurityExemption {
    return new SecurityExemption('privileged', receive('SecurityExemption.privileged', reason));
  }

  /**
   * Health checks and lifecycle actions of all containers of the pod can have a `host`, to which the kubelet connects instead of the pod. From Kubernetes
   * 1.34 on, Pod Security *baseline* and *restricted* do not admit it.
   *
   * @param reason why the kubelet connects to another host
   */
  public static probeHosts(reason: string): SecurityExemption {
    return new SecurityExemption('probeHosts', receive('SecurityExemption.probeHosts', reason));
  }

  /** Why the default is disabled. */
  public readonly reason: string;
  /** @internal */
  public readonly _capabilities: string[];

  private constructor(
    /** @internal */ public readonly _kind: ExemptionKind,
    { values: [reason, capabilities = []], wrong }: Received<[reason: string, capabilities?: string[]]>,
    /** @internal */ public readonly _seccomp?: Seccomp,
  ) {
    mark(this, 'SecurityExemption', wrong);
    this.reason = reason;
    this._capabilities = capabilities;
  }
}
