import { Capability, SeccompProfileType, type ContainerSecurityContextProps, type PodSecurityContextProps } from 'cdk8s-plus-28';
import type { ExemptionKind, SecurityExemption, SecurityOptions } from '../security';

/**
 * The security settings of a workload: Pod Security *restricted* and a read-only root file system, except for the defaults that are disabled.
 *
 * @internal
 */
export class Hardening {
  /** Settings of the pod. */
  public readonly pod: PodSecurityContextProps;

  private readonly exemptions: readonly SecurityExemption[];

  constructor({ user, group, fsGroup, exemptions }: SecurityOptions = {}) {
    this.exemptions = exemptions ?? [];
    this.pod = { user, group, fsGroup, ensureNonRoot: !this.hasExemption('runAsRoot') };
  }

  /** Settings of the workload's own container. */
  public get container(): ContainerSecurityContextProps {
    const privileged = this.hasExemption('privileged');
    const add = this.exemptions.flatMap(exemption => exemption._capabilities);
    return {
      ensureNonRoot: !this.hasExemption('runAsRoot'),
      readOnlyRootFilesystem: !this.hasExemption('writableRootFilesystem'),
      allowPrivilegeEscalation: privileged || this.hasExemption('privilegeEscalation'),
      privileged,
      capabilities: privileged ? undefined : { drop: [Capability.ALL], add: add.length > 0 ? add : undefined },
      seccompProfile: this.exemptions.find(exemption => exemption._profile)?._profile,
    };
  }

  /** Whether a default is disabled. */
  public hasExemption(kind: ExemptionKind): boolean {
    return this.exemptions.some(exemption => exemption._kind === kind);
  }
}

/** The settings of a workload that disables no default, which all such workloads share. @internal */
export const HARDENED = new Hardening();

/** The seccomp profile of every pod. @internal */
export const RUNTIME_DEFAULT = { type: SeccompProfileType.RUNTIME_DEFAULT };
