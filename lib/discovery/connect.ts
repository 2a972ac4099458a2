import { Chart } from 'cdk8s';
import { EnvValue, type Container } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { ConnectOptions } from './connect-options';
import { Connection, Connections } from './connections';
import { peerOf, type Peer } from './peer';
import type { IReachable } from './reachable';
import { variablesOf } from './variables';
import type { Port } from '../port/port';
import { connectionRules } from '../rules/connections';
import { Problems } from '../rules/rule';
import { checkArray, checkBoolean, checkMap } from '../rules/values';

/**
 * Connects a caller to a target: notes it in the graph, and tells the containers of the caller.
 *
 * @throws with everything that is wrong with the connection
 * @internal
 */
export function connect(source: IConstruct, target: IReachable, options: ConnectOptions = {}): void {
  const problems = new Problems(source);
  const callee = checkTarget(problems, source, target);
  const shapes = [
    checkArray(problems, 'connectTo.ports', options.ports),
    checkArray(problems, 'connectTo.containers', options.containers),
    checkMap(problems, 'connectTo.variables', options.variables),
    checkBoolean(problems, 'connectTo.shortNames', options.shortNames),
  ].every(Boolean);
  if (!callee || !shapes) {
    problems.throwIfAny();
    return;
  }
  checkReach(problems, source, target);
  const ports = checkPorts(problems, callee, options.ports);
  const containers = checkContainers(problems, peerOf(source)!, options);
  problems.throwIfAny();

  const variables = variablesOf(problems, options.shortNames ? target.address.relativeTo(source) : target.address, ports, options);
  for (const container of containers) {
    const taken = [...variables.keys()].filter(name => name in container.env.variables);
    taken.forEach(name => problems.report(connectionRules.envTaken, `connectTo variable ${name}`, variables.get(name), `The container '${container.name}' has it. Leave one of them out.`));
  }
  problems.throwIfAny();

  containers.forEach(container => variables.forEach((value, name) => container.env.addVariable(name, EnvValue.fromValue(value))));
  Connections._add(Connection._of(source, target, options.ports, [...variables.keys()]));
}

function checkTarget(problems: Problems, source: IConstruct, target: IReachable): Peer | undefined {
  const callee = (target ?? undefined) && peerOf(target);
  if (!callee) {
    problems.report(connectionRules.target, 'connectTo.target', target?.node?.path ?? target, 'Give an ExposedWorkload, ExposedPods, an ExternalService, or what ExternalService.fromServiceName(…) returns.');
  } else if (callee.ports().length === 0) {
    problems.report(connectionRules.target, 'connectTo.target', target.node.path, 'It offers no port. Give it one, like ports: [Port.http(8080)].');
    return undefined;
  } else if (Connections.of(source).to(target).some(connection => connection.source === source)) {
    problems.report(connectionRules.twice, 'connectTo.target', target.node.path, "Put all into one call, like connectTo(target, { ports: ['http', 'grpc'], variables: { … } }).");
  }
  return callee;
}

function checkReach(problems: Problems, source: IConstruct, target: IReachable): void {
  const { address } = target;
  if (address._isInOtherCluster(source)) {
    problems.report(connectionRules.cluster, 'connectTo.target', target.node.path, 'The profiles name different clusters.');
  }
  if (address.namespace === undefined && Chart.of(source).namespace !== undefined) {
    problems.report(connectionRules.namespace, 'connectTo.target', target.node.path, "Give its chart one, like new Chart(app, 'shop', { namespace: 'shop' }).");
  }
}

/** The ports that are called now; those that the target gets later are in the graph only. */
function checkPorts(problems: Problems, callee: Peer, names: string[] | undefined): readonly Port[] {
  const offered = callee.ports();
  if (names === undefined) {
    return offered;
  }
  const known = offered.map(port => `'${port.name}'`).join(', ');
  if (names.length === 0) {
    problems.report(connectionRules.port, 'connectTo.ports', names, `Leave it out, or write one of ${known}.`);
  }
  names.forEach((name, index) => {
    if (!offered.some(port => port.name === name)) {
      problems.report(connectionRules.port, `connectTo.ports[${index}]`, name, `It offers ${known}. A port that is not exposed can't be called.`);
    } else if (names.indexOf(name) !== index) {
      problems.report(connectionRules.port, `connectTo.ports[${index}]`, name, 'Leave it out.');
    }
  });
  return offered.filter(port => names.includes(port.name));
}

/** The containers that get variables; none where there are none to give. */
function checkContainers(problems: Problems, caller: Peer, options: ConnectOptions): readonly Container[] {
  const told = options.env !== undefined || options.variables !== undefined;
  const all = caller.containers?.() ?? [];
  if (told && all.length === 0) {
    problems.report(connectionRules.containers, 'connectTo.env', options.env ?? options.variables, 'The pods are known by their labels alone. Leave env and variables out, or give their Deployment as selector.');
  } else if (!told && options.containers !== undefined) {
    problems.report(connectionRules.containers, 'connectTo.containers', options.containers.map(container => container?.name), 'Give env or variables too, or leave it out.');
  }
  const { containers } = options;
  containers?.forEach((container, index) => {
    if (!all.includes(container) || containers.indexOf(container) !== index) {
      const names = all.map(({ name }) => `'${name}'`).join(', ');
      problems.report(connectionRules.containers, `connectTo.containers[${index}]`, container?.name ?? container, `Give the containers themselves, of ${names}.`);
    }
  });
  if (containers?.length === 0) {
    problems.report(connectionRules.containers, 'connectTo.containers', [], 'Leave it out for the own container.');
  }
  return told ? containers ?? all.slice(0, 1) : [];
}
