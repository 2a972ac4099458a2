import type { Container } from 'cdk8s-plus-28';
import { checkHost, type HostContext } from '../../container/check-host';
import { checkLifecycleHooks } from '../../container/check-lifecycle';
import type { ContainerOptions } from '../../container/container-options';
import { PROBE_ROLES } from '../../health/probe';
import { usesTls } from '../../port/port-tls';
import type { Ports, ProbedPorts } from '../../port/ports';
import { probeRules } from '../../rules/probes';
import type { Problems } from '../../rules/rule';
import type { KubernetesVersion } from '../../rules/versions';
import type { WorkloadOptions } from '../workload-options';

/** A container as cdk8s-plus renders it. */
type RenderedContainer = ReturnType<Container['_toKube']>;

/** What determines whether a probe or lifecycle action can have a host, and how it connects to a port. */
export interface RequestContext {
  readonly ports: Ports;
  readonly version: KubernetesVersion;
  readonly security: WorkloadOptions['security'];
}

/**
 * Reports the hosts of the declared health checks of a container, and problems with its lifecycle.
 *
 * @param prefix prefix of the names of properties in messages: empty, or the path of the container with a dot
 * @param ports the declared ports of the container
 * @internal
 */
export function checkDeclaredRequests(
  problems: Problems, prefix: string, options: ContainerOptions, ports: ProbedPorts, context: RequestContext,
): void {
  const hosts = hostContext(context);
  for (const role of PROBE_ROLES) {
    checkHost(problems, `${prefix}${role}.host`, options[role]?._options.host, hosts);
  }
  if (options.lifecycle) {
    checkLifecycleHooks(problems, prefix, options.lifecycle, { ...hosts, ports, podPorts: context.ports.all });
  }
}

/** Reports hosts, and requests that do not match the TLS of a declared port, of a container that a method of cdk8s-plus has added. @internal */
export function checkRequests(problems: Problems, field: string, rendered: RenderedContainer, context: RequestContext): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    checkRequest(problems, `${field}lifecycle.${hook}`, rendered.lifecycle?.[hook], context);
  }
  for (const role of PROBE_ROLES) {
    checkRequest(problems, `${field}${role}`, rendered[`${role}Probe`], context);
  }
}

type RenderedRequest = Pick<NonNullable<RenderedContainer['readinessProbe']>, 'httpGet' | 'tcpSocket'>;

function checkRequest(problems: Problems, field: string, action: RenderedRequest | undefined, context: RequestContext): void {
  const { httpGet, tcpSocket } = action ?? {};
  const host = (httpGet ?? tcpSocket)?.host;
  checkHost(problems, `${field}.host`, host, hostContext(context));
  const port = httpGet && !host ? context.ports.all.find(({ number }) => number === httpGet.port.value) : undefined;
  const tls = port && usesTls(port);
  // The kubelet repeats a lifecycle action without TLS: runHTTPHandler in pkg/kubelet/lifecycle/handlers.go (Kubernetes 1.37)
  const isRepeated = field.includes('lifecycle.') && httpGet?.scheme === 'HTTPS';
  if (port && tls !== undefined && tls !== (httpGet?.scheme === 'HTTPS') && !isRepeated) {
    const scheme = tls ? 'HTTPS' : 'HTTP';
    const fix = `The workload declares port '${port.name}' ${tls ? 'with' : 'without'} TLS. Use scheme: kplus.ConnectionScheme.${scheme}. If the server accepts both on the port, declare it with Port.tcp.`;
    problems.report(probeRules.tls, `${field}.scheme`, httpGet?.scheme, fix);
  }
}

function hostContext({ version, security }: RequestContext): HostContext {
  return { version, allowsHosts: security?.exemptions?.some(({ _kind }) => _kind === 'probeHosts' || _kind === 'privileged') ?? false };
}
