import { Container, type ContainerProps } from 'cdk8s-plus-28';
import type { ContainerOptions } from '../../container/container-options';
import { PROBE_ROLES } from '../../health/probe';
import { usesTls } from '../../port/port-tls';
import type { Ports } from '../../port/ports';
import { probeRules } from '../../rules/probes';
import type { Problems } from '../../rules/rule';
import { isAtLeast, type KubernetesVersion } from '../../rules/versions';
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
 * Reports the hosts of the declared probes and lifecycle actions of a container, and requests that do not match the TLS of a declared port.
 *
 * @param prefix prefix of the names of properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkDeclaredRequests(problems: Problems, prefix: string, options: ContainerOptions, context: RequestContext): void {
  for (const role of PROBE_ROLES) {
    checkHost(problems, `${prefix}${role}.host`, options[role]?._options.host, context);
  }
  const rendered = options.lifecycle && tryRender({ image: 'image', lifecycle: options.lifecycle });
  if (rendered) {
    checkRequests(problems, prefix, rendered, context);
  }
}

/** Like `checkDeclaredRequests`, for the probes and lifecycle actions that cdk8s-plus renders for a container that exists. @internal */
export function checkRequests(problems: Problems, field: string, rendered: RenderedContainer, context: RequestContext): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    checkRequest(problems, `${field}lifecycle.${hook}`, rendered.lifecycle?.[hook], context);
  }
  for (const role of PROBE_ROLES) {
    checkRequest(problems, `${field}${role}`, rendered[`${role}Probe`], context);
  }
}

/** The rendered container; undefined if cdk8s-plus cannot render it, which another check reports. */
function tryRender(props: ContainerProps): RenderedContainer | undefined {
  try {
    return new Container(props)._toKube();
  } catch {
    return undefined;
  }
}

type RenderedRequest = Pick<NonNullable<RenderedContainer['readinessProbe']>, 'httpGet' | 'tcpSocket'>;

function checkRequest(problems: Problems, field: string, action: RenderedRequest | undefined, context: RequestContext): void {
  const { httpGet, tcpSocket } = action ?? {};
  const host = (httpGet ?? tcpSocket)?.host;
  checkHost(problems, `${field}.host`, host, context);
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

function checkHost(problems: Problems, field: string, host: string | undefined, { version, security }: RequestContext): void {
  const isExempt = security?.exemptions?.some(({ _kind }) => _kind === 'probeHosts' || _kind === 'privileged');
  if (host && isAtLeast(version, '1.34') && !isExempt) {
    const fix = "Remove it: the kubelet then connects to the pod. An HTTP health check can set the Host header in headers. If the host is required, add SecurityExemption.probeHosts('the reason') to security.exemptions.";
    problems.report(probeRules.host, field, host, fix);
  }
}
