import { bypassesProxy, proxyOf, type PodMetadata } from './membership';
import { isIstioSidecar } from './mesh-properties';
import type { MeshedContainer } from './meshed-container';
import type { Mesh } from '../cluster/mesh';
import { PROBE_ROLES, portOf, type HealthChecks, type ProbeRole } from '../health/probe';
import { isTcp } from '../port/choose-port';
import type { Port } from '../port/port';
import type { ProbedPorts } from '../port/ports';
import { meshRules } from '../rules/mesh';
import type { Problems } from '../rules/rule';

/** Annotation that can disable the rewriting of probes by Istio. With rewriting, Istio's agent connects to the server instead of the kubelet. */
const ISTIO_REWRITE = 'sidecar.istio.io/rewriteAppHTTPProbers';

const FIX = "Use HealthCheck.http('/healthz') with a path of the server, HealthCheck.grpc() or HealthCheck.exec([…]). To have no check, use HealthCheck.none().";

/**
 * Reports TCP health checks of a container, including the default readiness check, that the proxy would answer.
 *
 * @internal
 */
export function checkMeshProbes(problems: Problems, mesh: Mesh, metadata: PodMetadata, container: MeshedContainer): void {
  const proxy = proxyOf(mesh, metadata)?.proxy;
  const accepts = proxy?.acceptsTcpProbes || (isIstioSidecar(mesh) && metadata.annotations?.[ISTIO_REWRITE] === 'false');
  if (!proxy || !accepts) {
    return;
  }
  const { prefix, options: checks, ports } = container;
  for (const role of PROBE_ROLES) {
    const port = tcpCheckedPort(role, checks, ports);
    if (port && isTcp(port) && !bypassesProxy(proxy, metadata, port.number)) {
      const connects = `${checks[role] ? 'The check' : 'The default check'} connects to port '${port.name}'`;
      const skip = proxy.skippedPortsAnnotation ? ` To keep the check, list the port in the annotation '${proxy.skippedPortsAnnotation}' of podMetadata.` : '';
      problems.report(meshRules.tcpCheck, `${prefix}${role}`, checks[role] && 'HealthCheck.tcp()', `${connects}. ${FIX}${skip}`);
    }
  }
}

/** The port of a check that only opens a TCP connection; undefined for other checks. */
function tcpCheckedPort(role: ProbeRole, checks: HealthChecks, ports: ProbedPorts): Port | undefined {
  const check = checks[role];
  if (check) {
    return check._kind === 'tcp' ? portOf(check, ports) : undefined;
  }
  return role === 'readiness' ? ports.exposed.find(isTcp) : undefined;
}
