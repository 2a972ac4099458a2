import { Chart } from 'cdk8s';
import { EnvValue, type Container } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { ConnectOptions } from './connect-options';
import { Connection, Connections } from './connections';
import { peerOf, type Peer } from './peer';
import type { IReachable } from './reachable';
import { variablesOf, type VariableValue } from './variables';
import { EnvVarSource } from '../environment/env-var-source';
import { receiveCall } from '../options/receive';
import type { Port } from '../port/port';
import { connectionRules } from '../rules/connections';
import { checkSameApp } from '../rules/library';
import { Problems } from '../rules/rule';
import { shown } from '../rules/show';

/**
 * Connects a caller to a target: records the connection in the graph, and sets the environment variables of the caller's containers.
 *
 * @throws an error with one line for each broken rule
 * @internal
 */
export function connect(caller: IConstruct, target: IReachable, declared: ConnectOptions | undefined): void {
  const problems = new Problems(caller);
  const targetPeer = checkTarget(problems, caller, target);
  if (!targetPeer) {
    problems.throwIfAny();
    return;
  }
  const call = `connectTo(${target.node.path})`;
  const [, options = {}] = receiveCall(caller, call, 'ExposedWorkload.connectTo', target, declared);
  checkReach(problems, caller, target);
  const ports = checkPorts(problems, call, targetPeer, options.ports);
  const containers = checkContainers(problems, call, peerOf(caller)!, options);
  problems.throwIfAny();

  const variables = variablesOf(problems, call, options.shortNames ? target.address.relativeTo(caller) : target.address, ports, options);
  for (const container of containers) {
    const existing = container.env.variables;
    // The map of cdk8s-plus cannot store a variable with the name __proto__
    [...variables.keys()].filter(name => Object.hasOwn(existing, name) || name === '__proto__').forEach(name => {
      const fix = `The container '${container.name}' already has this variable. Remove one of them, or use another name.`;
      const value = variables.get(name);
      problems.report(connectionRules.envTaken, `${call} variable ${name}`, typeof value === 'string' ? value : shown(value), fix);
    });
  }
  problems.throwIfAny();

  containers.forEach(container => variables.forEach((value, name) => container.env.addVariable(name, toEnvValue(value))));
  Connections._add(Connection._of(caller, target, options.ports, [...variables.keys()]));
}

function toEnvValue(value: VariableValue): EnvValue {
  return typeof value === 'string' ? EnvValue.fromValue(value) : EnvVarSource.secretKey(value.secretName, value.key)._envValue!;
}

function checkTarget(problems: Problems, caller: IConstruct, target: IReachable): Peer | undefined {
  const targetPeer = target && peerOf(target);
  if (!targetPeer) {
    const fix = 'Use an ExposedWorkload, ExposedPods, an ExternalService, or the result of ExternalService.fromServiceName(…).';
    problems.report(connectionRules.target, 'connectTo.target', target?.node?.path ?? target, fix);
  } else if (targetPeer.ports().length === 0) {
    problems.report(connectionRules.target, 'connectTo.target', target.node.path, 'Add a port to the target, such as ports: [Port.http(8080)]. A Worker has no Service: declare it as an ExposedWorkload.');
    return undefined;
  } else if (Connections._from(caller).some(connection => connection.target === target)) {
    const fix = "Use one call for all ports and variables, such as connectTo(target, { ports: ['http', 'grpc'], variables: { … } }).";
    problems.report(connectionRules.duplicate, 'connectTo.target', target.node.path, fix);
  }
  return targetPeer;
}

function checkReach(problems: Problems, caller: IConstruct, target: IReachable): void {
  const { address } = target;
  checkSameApp(problems, 'connectTo.target', caller, target);
  if (address._isInOtherCluster(caller)) {
    const fix = "Declare the target in the caller's cluster with ExternalService, or import it with ExternalService.fromServiceName(…).";
    problems.report(connectionRules.cluster, 'connectTo.target', target.node.path, fix);
  }
  if (address.namespace === undefined && Chart.of(caller).namespace !== undefined) {
    const fix = "Set the namespace of the target's chart, such as new Chart(app, 'shop', { namespace: 'shop' }).";
    problems.report(connectionRules.namespace, 'connectTo.target', target.node.path, fix);
  }
}

/** The ports that the target offers now and the caller uses. Ports that are added to the target later appear in the graph only. */
function checkPorts(problems: Problems, call: string, targetPeer: Peer, names: string[] | undefined): readonly Port[] {
  const offered = targetPeer.ports();
  if (names === undefined) {
    return offered;
  }
  const known = offered.map(port => `'${port.name}'`).join(', ');
  if (names.length === 0) {
    problems.report(connectionRules.port, `${call}.ports`, names, `Remove ports, or use one or more of ${known}.`);
  }
  names.forEach((name, index) => {
    if (!offered.some(port => port.name === name)) {
      const fix = `Use one of the ports that the target offers: ${known}. A port with exposed: false is not offered.`;
      problems.report(connectionRules.port, `${call}.ports[${index}]`, name, fix);
    } else if (names.indexOf(name) !== index) {
      problems.report(connectionRules.port, `${call}.ports[${index}]`, name, 'Remove the duplicate.');
    }
  });
  return offered.filter(port => names.includes(port.name));
}

/** The containers that get the variables; none if the connection has no variables. */
function checkContainers(
  problems: Problems, call: string, callerPeer: Peer, { envPrefix, variables, containers }: ConnectOptions,
): readonly Container[] {
  const hasVariables = envPrefix !== undefined || variables !== undefined;
  const all = callerPeer.containers?.() ?? [];
  if (hasVariables && all.length === 0) {
    const [field, value] = envPrefix !== undefined ? ['envPrefix', envPrefix] : ['variables', Object.keys(variables ?? {}).sort()];
    const fix = 'The containers of pods that are selected by labels are unknown. Remove envPrefix and variables, or use the Deployment of the pods as selector.';
    problems.report(connectionRules.containers, `${call}.${field}`, value, fix);
  } else if (!hasVariables && containers !== undefined) {
    problems.report(connectionRules.containers, `${call}.containers`, containers.map(container => container.name), 'Set envPrefix or variables too, or remove containers.');
  }
  containers?.forEach((container, index) => {
    if (!all.includes(container) || containers.indexOf(container) !== index) {
      const names = all.map(({ name }) => `'${name}'`).join(', ');
      const fix = `Use each of the caller's Container objects at most once: ${names}.`;
      problems.report(connectionRules.containers, `${call}.containers[${index}]`, container.name, fix);
    }
  });
  if (containers?.length === 0) {
    problems.report(connectionRules.containers, `${call}.containers`, [], 'Remove containers to use the first container of the caller.');
  }
  return hasVariables ? containers ?? all.slice(0, 1) : [];
}
