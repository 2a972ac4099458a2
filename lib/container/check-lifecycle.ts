import { checkAction } from './check-action';
import { checkHost, type HostContext } from './check-host';
import type { LifecycleHandler } from './lifecycle-handler';
import type { LifecycleHooks } from './lifecycle-hooks';
import { LIFECYCLE_ACTIONS, portOfRequest, renderHandler, tcpPortWith } from './render-lifecycle';
import { isTcp, tcpPorts } from '../port/choose-port';
import type { Port } from '../port/port';
import { usesTls } from '../port/port-tls';
import type { ProbedPorts } from '../port/ports';
import { checkNulInList, containerRules } from '../rules/containers';
import { checkPortNumber } from '../rules/ports';
import { probeRules } from '../rules/probes';
import { isJustification, type Problems } from '../rules/rule';
import { shown } from '../rules/show';
import { isStopSignal } from '../rules/stop-signals';
import { checkText } from '../rules/text';
import { checkSeconds, workloadRules } from '../rules/workloads';
import { secondsOf, showDuration } from '../values/durations';

const COMMAND = "Use a command such as LifecycleHandler.exec(['/bin/drain', '--quick']).";
const GATE = 'The feature gate ContainerStopSignals is disabled by default, and API servers then remove the field without a warning. Remove stopSignal, set STOPSIGNAL in the image, or state in lifecycle.stopSignalJustification why the field has an effect.';

/** What determines which actions a container can have. */
export interface LifecycleContext extends HostContext {
  /** The declared ports of the container. */
  readonly ports: ProbedPorts;
  /** The declared ports of all containers of the pod. By default, those of the container. */
  readonly podPorts?: readonly Port[];
}

/**
 * Reports problems with the lifecycle of a container.
 *
 * @param prefix prefix of `lifecycle` in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkLifecycleHooks(problems: Problems, prefix: string, hooks: LifecycleHooks, context: LifecycleContext): void {
  for (const name of LIFECYCLE_ACTIONS) {
    const handler = hooks[name];
    if (handler) {
      checkHandler(problems, `${prefix}lifecycle.${name}`, handler, context);
    }
  }
  if (hooks.stopSignal !== undefined) {
    checkStopSignal(problems, `${prefix}lifecycle.stopSignal`, hooks);
  }
}

/**
 * Reports waits that are longer than the termination grace period, or as long as it before the stop.
 *
 * @param prefix prefix of `lifecycle` in messages: empty, or the path of the container with a dot
 * @param gracePeriod seconds
 * @internal
 */
export function checkSleeps(problems: Problems, prefix: string, hooks: LifecycleHooks, gracePeriod: number): void {
  for (const name of LIFECYCLE_ACTIONS) {
    const duration = hooks[name]?._duration;
    const seconds = duration ? secondsOf(duration) : 0;
    if (duration && (seconds > gracePeriod || (name === 'preStop' && seconds > 0 && seconds === gracePeriod))) {
      const fix = `The grace period is ${gracePeriod} seconds. Use a shorter time, or set terminationGracePeriod: Duration.seconds(${Math.ceil(seconds) + 30}).`;
      problems.report(workloadRules.gracePeriod, `${prefix}lifecycle.${name}.duration`, showDuration(duration), fix);
    }
  }
}

function checkHandler(problems: Problems, field: string, handler: LifecycleHandler, context: LifecycleContext): void {
  switch (handler._kind) {
    case 'exec':
      return checkCommand(problems, field, handler._command as string[] | undefined);
    case 'httpGet':
      return checkRequest(problems, field, handler, context);
    case 'sleep':
      checkSeconds(problems, `${field}.duration`, handler._duration);
      return;
    case 'handler':
      return checkForeign(problems, field, handler, context);
  }
}

function checkCommand(problems: Problems, field: string, command: readonly string[] = []): void {
  if (command.length === 0) {
    problems.report(containerRules.action, `${field}.command`, command, COMMAND);
  }
  command.forEach((text, index) => checkText(problems, `${field}.command[${index}]`, text));
  checkNulInList(problems, `${field}.command`, command);
}

function checkRequest(problems: Problems, field: string, handler: LifecycleHandler, context: LifecycleContext): void {
  const { port, portNumber, scheme, host, headers } = handler._options;
  if (handler._path === '') {
    problems.report(containerRules.action, `${field}.path`, handler._path, "Use a path such as LifecycleHandler.httpGet('/drain').");
  }
  checkText(problems, `${field}.path`, handler._path);
  checkText(problems, `${field}.host`, host);
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!/^[-A-Za-z0-9]+$/.test(name)) {
      problems.report(probeRules.header, `${field}.headers`, shown(name), "Use a name such as 'X-Probe'.");
    }
    checkText(problems, `${field}.headers['${name}']`, value);
  }
  if (port !== undefined && portNumber !== undefined) {
    problems.report(containerRules.action, `${field}.portNumber`, shown(portNumber), 'Use either port or portNumber.');
  } else if (portNumber !== undefined) {
    checkPortNumber(problems, `${field}.portNumber`, portNumber);
  } else {
    checkNamedPort(problems, field, handler, context);
  }
  checkHost(problems, `${field}.host`, host, context);
  const declared = portOfRequest(handler, context.ports, podPortsOf(context));
  if (!host && declared && usesTls(declared) && scheme === 'HTTP') {
    const fix = `Port '${declared.name}' is declared with TLS. Remove scheme. If the server accepts both on the port, declare it with Port.tcp.`;
    problems.report(probeRules.tls, `${field}.scheme`, scheme, fix);
  }
}

function checkNamedPort(problems: Problems, field: string, handler: LifecycleHandler, context: LifecycleContext): void {
  const { ports } = context;
  const port = portOfRequest(handler, ports, podPortsOf(context));
  if (!port || !isTcp(port)) {
    const declared = [...new Set(tcpPorts(ports).map(({ name }) => `'${name}'`))].join(', ');
    const fix = `${port ? `It is a ${port.protocol} port. ` : ''}Use ${declared && `one of the declared TCP ports (${declared}), or `}portNumber for a port that is not declared.`;
    problems.report(containerRules.action, `${field}.port`, shown(handler._options.port), fix);
  }
}

function checkForeign(problems: Problems, field: string, handler: LifecycleHandler, context: LifecycleContext): void {
  checkAction(problems, field, handler._handler!._toKube({} as never), containerRules.action, "kplus.Handler.fromCommand(['/bin/drain'])");
  const { httpGet, tcpSocket } = renderHandler(handler, context.ports, podPortsOf(context));
  const { host, port } = httpGet ?? tcpSocket ?? {};
  checkHost(problems, `${field}.host`, host, context);
  const declared = httpGet && !host ? tcpPortWith(port, podPortsOf(context)) : undefined;
  // The kubelet repeats a lifecycle action without TLS: runHTTPHandler in pkg/kubelet/lifecycle/handlers.go (Kubernetes 1.37)
  if (declared && usesTls(declared) && httpGet.scheme !== 'HTTPS') {
    const fix = `Port '${declared.name}' is declared with TLS. Use LifecycleHandler.httpGet('…', { port: '${declared.name}' }). If the server accepts both on the port, declare it with Port.tcp.`;
    problems.report(probeRules.tls, `${field}.scheme`, httpGet.scheme, fix);
  }
}

function podPortsOf({ ports, podPorts = ports.all }: LifecycleContext): readonly Port[] {
  return podPorts;
}

function checkStopSignal(problems: Problems, field: string, { stopSignal, stopSignalJustification }: LifecycleHooks): void {
  if (!isStopSignal(stopSignal!)) {
    problems.report(containerRules.stopSignal, field, stopSignal, "Use the name of a signal, such as 'SIGUSR1' or 'SIGRTMIN+3'.");
  } else if (!isJustification(stopSignalJustification)) {
    problems.report(containerRules.stopSignal, field, stopSignal, GATE);
  }
}
