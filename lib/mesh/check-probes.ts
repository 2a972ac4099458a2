import { isSkipped, proxyOf, type PodMarks } from './proxies';
import { Mesh } from '../cluster/mesh';
import type { HealthChecks, ProbeRole } from '../health/probe';
import type { Port } from '../port/port';
import { meshRules } from '../rules/mesh';
import type { Problems } from '../rules/rule';

/** Annotation by which Istio does not have its own agent connect in the place of the kubelet. */
const ISTIO_REWRITE = 'sidecar.istio.io/rewriteAppHTTPProbers';

const FIX = "Ask by HealthCheck.http('/healthz') with a path of the server, by HealthCheck.grpc() or by HealthCheck.exec([…]), or insist by HealthCheck.none()";

/**
 * Notes checks that only connect, the readiness check that there is by default included, where the proxy would answer them.
 *
 * @param ports those that checks can ask, the one that is asked by default first
 * @internal
 */
export function checkMeshProbes(problems: Problems, mesh: Mesh | undefined, marks: PodMarks, checks: HealthChecks, ports: readonly Port[]): void {
  const proxy = proxyOf(mesh, marks);
  if (!proxy || (mesh !== Mesh.LINKERD && marks.annotations?.[ISTIO_REWRITE] !== 'false')) {
    return;
  }
  for (const role of ['readiness', 'liveness', 'startup'] as const) {
    const port = connectsTo(role, checks, ports);
    if (port && !isSkipped(proxy, marks, port.number)) {
      const asked = `${checks[role] ? 'It connects' : 'By default it connects'} to '${port.name}'`;
      const skip = proxy.skippedPorts === undefined ? '' : `, or by the annotation '${proxy.skippedPorts}'`;
      problems.report(meshRules.tcpCheck, role, checks[role] && 'HealthCheck.tcp()', `${asked}. ${FIX}${skip}.`);
    }
  }
}

/** The port that a check connects to, without asking anything. */
function connectsTo(role: ProbeRole, checks: HealthChecks, ports: readonly Port[]): Port | undefined {
  const check = checks[role];
  if (check ? check._kind !== 'tcp' : role !== 'readiness') {
    return undefined;
  }
  const wanted = check?._options.port;
  return ports.find(port => port.protocol === 'TCP' && (wanted === undefined ? port.exposed || check !== undefined : port.name === wanted));
}
