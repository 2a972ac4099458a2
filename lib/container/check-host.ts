import { probeRules } from '../rules/probes';
import type { Problems } from '../rules/rule';
import { isAtLeast, type KubernetesVersion } from '../rules/versions';

/** What determines whether a health check or lifecycle action can have a host. */
export interface HostContext {
  readonly version: KubernetesVersion;
  /** Whether the pods have an exemption. */
  readonly allowsHosts: boolean;
}

/** Reports a host to which the kubelet connects instead of the pod. @internal */
export function checkHost(problems: Problems, field: string, host: string | undefined, { version, allowsHosts }: HostContext): void {
  if (host && isAtLeast(version, '1.34') && !allowsHosts) {
    const fix = "Remove it: the kubelet then connects to the pod. An HTTP health check can set the Host header in headers. If the host is required, add SecurityExemption.probeHosts('the reason') to security.exemptions.";
    problems.report(probeRules.host, field, host, fix);
  }
}
