import type { RouteBackend } from './route-backend';
import type { PlannedRule, RoutedBackend } from './route-plan';
import { RouteProtocol, canCarry, isOfProtocol, protocolOf, type RoutedProtocol } from './route-protocol';
import type { RouteRule } from './route-rule';
import { peerOf, type Peer } from '../discovery/peer';
import type { Port } from '../port/port';
import { routeRules } from '../rules/routes';
import type { Problems } from '../rules/rule';
import { valueRules } from '../rules/values';

/** A backend as it was declared. */
interface Declared {
  readonly field: string;
  readonly backend: RouteBackend;
  readonly peer: Peer;
}

/** What a route understands of the traffic, and where it sends it. */
export interface Found {
  readonly protocol: RoutedProtocol;
  readonly rules: readonly PlannedRule[];
}

/**
 * Finds the port of each backend: the one that is named, the one that is offered, or the one that is for the protocol of the route.
 *
 * @param said the protocol, where the route says it
 * @internal
 */
export function findBackends(
  problems: Problems, fieldOf: (index: number) => string, rules: readonly RouteRule[], said: RoutedProtocol | undefined,
): Found {
  const declared = rules.map((rule, index) => declaredOf(problems, rule, fieldOf(index)));
  const all = declared.flatMap(({ backends, mirror }) => [...backends, ...mirror]);
  const grpc = rules.some(({ grpcMethods }) => grpcMethods !== undefined) ? RouteProtocol.GRPC : undefined;
  const protocol = said ?? grpc ?? protocolOf(all.map(candidates));
  if (protocol === undefined) {
    const offers = all.map(({ peer }) => `'${peer.construct.node.id}' offers ${describePorts(peer.ports())}`);
    problems.report(routeRules.protocol, 'protocol', said, `${[...new Set(offers)].join('; ')}. Name ports, make a route a protocol, or say which one it is, as in protocol: RouteProtocol.HTTP.`);
  }
  const find = (one: Declared) => routed(problems, one, protocol ?? RouteProtocol.HTTP, protocol !== undefined);
  return {
    protocol: protocol ?? RouteProtocol.HTTP,
    rules: declared.map(({ backends, mirror }, index) => ({
      field: fieldOf(index), rule: rules[index], backends: backends.flatMap(find), mirror: mirror.flatMap(find).at(0),
    })),
  };
}

function declaredOf(problems: Problems, { backends = [], mirror }: RouteRule, field: string): Record<'backends' | 'mirror', Declared[]> {
  const known = (backend: RouteBackend, name: string): Declared[] => {
    const peer = backend._target && peerOf(backend._target);
    if (peer?.address === undefined) {
      problems.report(valueRules.type, name, backend._target, 'Give what is reached by a Service: an ExposedWorkload, ExposedPods, an ExternalService, or an ImportedService.');
      return [];
    }
    return [{ field: name, backend, peer }];
  };
  const prefix = field === '' ? '' : `${field}.`;
  return {
    backends: backends.flatMap((backend, index) => known(backend, field === '' ? 'backend' : `${prefix}backends[${index}]`)),
    mirror: mirror ? known(mirror.backend, `${prefix}mirror.backend`) : [],
  };
}

function candidates({ backend, peer }: Declared): readonly Port[] {
  const name = backend._options.port;
  return peer.ports().filter(port => name === undefined || port.name === name);
}

/** The one port that a backend has for the protocol. */
function routed(problems: Problems, declared: Declared, protocol: RoutedProtocol, known: boolean): RoutedBackend[] {
  const { field, backend, peer } = declared;
  const carrying = candidates(declared).filter(port => canCarry(port, protocol));
  const fitting = carrying.filter(port => isOfProtocol(port, protocol));
  const [port, ...others] = fitting.length > 0 ? fitting : carrying;
  if (port === undefined || others.length > 0) {
    if (known) {
      problems.report(routeRules.port, `${field}.port`, backend._options.port, `Name one of the ports that ${protocol} can go to; '${peer.construct.node.id}' offers ${describePorts(peer.ports())}.`);
    }
    return [];
  }
  return [{ field, options: backend._options, peer, namespace: peer.address!.namespace, port }];
}

function describePorts(ports: readonly Port[]): string {
  return ports.map(({ name, kind }) => `'${name}' (${kind})`).join(', ') || 'no port';
}
