import type { RouteBackend } from '../route-backend';
import type { PlannedRule, RoutedBackend } from './route-plan';
import { peerOf, type Peer } from '../../discovery/peer';
import type { Port } from '../../port/port';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { valueRules } from '../../rules/values';
import { RouteProtocol, canCarry, isOfProtocol, protocolOf, type RoutedProtocol } from '../route-protocol';
import type { RouteRule } from '../route-rule';

/** A backend as the user declared it. */
interface DeclaredBackend {
  readonly field: string;
  readonly backend: RouteBackend;
  readonly peer: Peer;
}

/** The protocol of a route, and its rules with the ports of their backends. */
export interface FoundRouteBackends {
  readonly protocol: RoutedProtocol;
  readonly rules: readonly PlannedRule[];
}

/**
 * Finds the port of each backend: the port with the declared name, the only exposed port, or the only port for the protocol of the route.
 *
 * @param fieldOf returns the property in which the user declared a rule, for messages
 * @param declaredProtocol the protocol, if the user declared it
 * @internal
 */
export function findRouteBackends(
  problems: Problems, fieldOf: (index: number) => string, rules: readonly RouteRule[], declaredProtocol: RoutedProtocol | undefined,
): FoundRouteBackends {
  const declared = rules.map((rule, index) => declaredBackends(problems, rule, fieldOf(index)));
  const all = declared.flatMap(({ backends, mirror }) => [...backends, ...mirror]);
  const grpc = rules.some(({ grpcMethods }) => grpcMethods !== undefined) ? RouteProtocol.GRPC : undefined;
  const protocol = declaredProtocol ?? grpc ?? protocolOf(all.map(candidatePorts));
  const misnamed = all.filter(declaration => declaration.backend._options.port !== undefined && candidatePorts(declaration).length === 0);
  if (protocol === undefined && misnamed.length > 0) {
    misnamed.forEach(({ field, backend, peer }) => {
      problems.report(routeRules.port, `${field}.port`, backend._options.port, `Use the name of a port: '${peer.construct.node.id}' exposes ${describePorts(peer.ports())}.`);
    });
  } else if (protocol === undefined) {
    const offers = all.map(({ peer }) => `'${peer.construct.node.id}' exposes ${describePorts(peer.ports())}`);
    const without = all.find(({ peer }) => peer.ports().length === 0);
    const fix = without
      ? `Add a port to '${without.peer.construct.node.id}', such as ports: [Port.http(8080)].`
      : 'Set the port of each backend, declare a Route for each protocol, or set the protocol, such as protocol: RouteProtocol.HTTP.';
    problems.report(routeRules.protocol, 'protocol', declaredProtocol, `${[...new Set(offers)].join('; ')}. ${fix}`);
  }
  const find = (backend: DeclaredBackend) => routedBackend(problems, backend, protocol ?? RouteProtocol.HTTP, protocol !== undefined);
  return {
    protocol: protocol ?? RouteProtocol.HTTP,
    rules: declared.map(({ backends, mirror }, index) => ({
      field: fieldOf(index), rule: rules[index], backends: backends.flatMap(find), mirror: mirror.flatMap(find).at(0),
    })),
  };
}

function declaredBackends(problems: Problems, { backends = [], mirror }: RouteRule, field: string): Record<'backends' | 'mirror', DeclaredBackend[]> {
  const declared = (backend: RouteBackend, name: string): DeclaredBackend[] => {
    const peer = backend._target && peerOf(backend._target);
    if (peer?.address === undefined) {
      problems.report(valueRules.type, name, backend._target, 'Use a declaration that has a Service: an ExposedWorkload, ExposedPods, an ExternalService or an ImportedService.');
      return [];
    }
    return [{ field: name, backend, peer }];
  };
  const prefix = field === '' ? '' : `${field}.`;
  return {
    backends: backends.flatMap((backend, index) => declared(backend, field === '' ? 'backend' : `${prefix}backends[${index}]`)),
    mirror: mirror ? declared(mirror.backend, `${prefix}mirror.backend`) : [],
  };
}

function candidatePorts({ backend, peer }: DeclaredBackend): readonly Port[] {
  const name = backend._options.port;
  return peer.ports().filter(port => name === undefined || port.name === name);
}

/** A backend with the only port that matches the protocol; nothing if there is no such port or more than one. */
function routedBackend(problems: Problems, declared: DeclaredBackend, protocol: RoutedProtocol, protocolKnown: boolean): RoutedBackend[] {
  const { field, backend, peer } = declared;
  const carrying = candidatePorts(declared).filter(port => canCarry(port, protocol));
  const ofProtocol = carrying.filter(port => isOfProtocol(port, protocol));
  const [port, ...others] = ofProtocol.length > 0 ? ofProtocol : carrying;
  if (port === undefined || others.length > 0) {
    if (protocolKnown) {
      problems.report(routeRules.port, `${field}.port`, backend._options.port, `Set the name of a port for ${protocol}: '${peer.construct.node.id}' exposes ${describePorts(peer.ports())}.`);
    }
    return [];
  }
  return [{ field, options: backend._options, peer, namespace: peer.address!.namespace, port }];
}

function describePorts(ports: readonly Port[]): string {
  return ports.map(({ name, kind }) => `'${name}' (${kind})`).join(', ') || 'no port';
}
