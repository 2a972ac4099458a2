import type { LifecycleHandler } from './lifecycle-handler';
import type { LifecycleHooks } from './lifecycle-hooks';
import type { Json } from '../manifest/manifest';
import { HTTP_KINDS, candidatesOf, isTcp } from '../port/choose-port';
import type { Port } from '../port/port';
import { usesTls } from '../port/port-tls';
import type { ProbedPorts } from '../port/ports';
import { ProbeScheme } from '../port/probe-scheme';
import { sortedEntries } from '../values/compare-names';
import { secondsOf } from '../values/durations';

/** The actions, which are the names of the properties. @internal */
export const LIFECYCLE_ACTIONS = ['postStart', 'preStop'] as const;

/**
 * Renders the lifecycle of a container.
 *
 * @param ports the declared ports of the container
 * @param podPorts the declared ports of all containers of the pod, which share its network
 * @returns only the fields that are set; undefined if there are none
 * @internal
 */
export function renderLifecycle(hooks: LifecycleHooks | undefined, ports: ProbedPorts, podPorts: readonly Port[] = ports.all): Json | undefined {
  const lifecycle: Json = {};
  for (const name of LIFECYCLE_ACTIONS) {
    const handler = hooks?.[name];
    if (handler) {
      lifecycle[name] = renderHandler(handler, ports, podPorts);
    }
  }
  if (hooks?.stopSignal !== undefined) {
    lifecycle.stopSignal = hooks.stopSignal;
  }
  return Object.keys(lifecycle).length > 0 ? lifecycle : undefined;
}

/**
 * Sets the operating system of pods whose containers have a stop signal, which requires it: validateStopSignal in
 * pkg/apis/core/validation/validation.go (Kubernetes 1.37).
 *
 * @param spec the spec of the pods
 * @internal
 */
export function completeOs(spec: Json): void {
  if ([...spec.containers, ...spec.initContainers ?? []].some(({ lifecycle }) => lifecycle?.stopSignal !== undefined)) {
    spec.os = { name: 'linux' };
  }
}

/** The field of a lifecycle action. @internal */
export function renderHandler(handler: LifecycleHandler, ports: ProbedPorts, podPorts: readonly Port[]): Json {
  switch (handler._kind) {
    case 'exec':
      return { exec: { command: handler._command } };
    case 'httpGet':
      return { httpGet: renderRequest(handler, ports, podPorts) };
    case 'sleep':
      return { sleep: { seconds: secondsOf(handler._duration!) } };
    case 'handler':
      return renderForeign(handler, ports);
  }
}

/**
 * The declared port of an HTTP request: the port of the container with its name, the TCP port of the pod with its number, or else the first suitable port
 * of the container.
 *
 * @internal
 */
export function portOfRequest({ _options: { port, portNumber } }: LifecycleHandler, ports: ProbedPorts, podPorts: readonly Port[]): Port | undefined {
  if (port !== undefined) {
    return ports.named(port);
  }
  return portNumber === undefined ? candidatesOf(ports, HTTP_KINDS)[0] : tcpPortWith(portNumber, podPorts);
}

/** @internal */
export function tcpPortWith(number: unknown, podPorts: readonly Port[]): Port | undefined {
  return podPorts.find(port => port.number === number && isTcp(port));
}

function renderRequest(handler: LifecycleHandler, ports: ProbedPorts, podPorts: readonly Port[]): Json {
  const { portNumber, scheme, host, headers } = handler._options;
  const port = portOfRequest(handler, ports, podPorts);
  // sorted by name, because a different order would replace the pods
  const httpHeaders = sortedEntries(headers).map(([name, value]) => ({ name, value }));
  return {
    path: handler._path,
    port: portNumber ?? (port && ports.target(port)),
    scheme: scheme ?? (port && usesTls(port) ? ProbeScheme.HTTPS : ProbeScheme.HTTP),
    host,
    httpHeaders: httpHeaders.length > 0 ? httpHeaders : undefined,
  };
}

/** The default port of an action of cdk8s-plus is the first port of the container. */
function renderForeign({ _handler }: LifecycleHandler, ports: ProbedPorts): Json {
  const { exec, httpGet, tcpSocket } = _handler!._toKube({ portNumber: ports.all[0]?.number } as never);
  if (exec) {
    return { exec };
  }
  return httpGet ? { httpGet: { ...httpGet, port: httpGet.port.value } } : { tcpSocket: { ...tcpSocket, port: tcpSocket?.port.value } };
}
