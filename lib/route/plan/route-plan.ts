import type { Construct } from 'constructs';
import type { RouteClass } from '../../cluster/route-class';
import type { Peer } from '../../discovery/peer';
import type { GatewayFacts } from '../../gateway/gateways';
import type { RouteTls } from '../../gateway/route-tls';
import type { MetadataOptions } from '../../manifest/metadata-options';
import type { Port } from '../../port/port';
import type { RouteBackendOptions } from '../route-backend';
import type { RouteParent } from '../route-parent';
import { RouteProtocol, type RoutedProtocol } from '../route-protocol';
import type { RouteRule } from '../route-rule';

/** A backend of a route, with the port that receives the requests. */
export interface RoutedBackend {
  /** The property in which the user declared it, for messages. */
  readonly field: string;
  readonly options: RouteBackendOptions;
  readonly peer: Peer;
  readonly namespace?: string;
  readonly port: Port;
}

/** A rule of a route, with its backends. */
export interface PlannedRule {
  /** The property in which the user declared it, for messages. */
  readonly field: string;
  readonly rule: RouteRule;
  readonly backends: readonly RoutedBackend[];
  readonly mirror?: RoutedBackend;
}

/** A declared route with everything that is derived from the declaration itself: name, namespace, protocol and backends. */
export interface DeclaredRoute {
  readonly route: Construct;
  readonly parent: RouteParent;
  /** Facts about the class of the parent. */
  readonly routeClass: RouteClass;
  readonly name: string;
  readonly namespace?: string;
  readonly metadata?: MetadataOptions;
  readonly hosts: readonly string[];
  readonly tls?: RouteTls;
  readonly protocol: RoutedProtocol;
  readonly rules: readonly PlannedRule[];
  readonly listenerPort?: number;
  readonly httpsRedirect: boolean;
}

/** A listener that a route is attached to, and the hosts of the route that use it. */
export interface Attachment {
  /** Name of the listener, if it is known. */
  readonly section?: string;
  readonly hosts: readonly (string | undefined)[];
}

/** The listeners that a route is attached to. */
export interface Attachments {
  /** The Gateway, if it is declared in this app: a draft with the listeners that the route needs. */
  readonly gateway?: GatewayFacts;
  readonly attachments: readonly Attachment[];
  /** The listener for HTTP, if the route redirects its requests to HTTPS. */
  readonly redirect?: Attachment;
}

/** A declared route and the listeners that it is attached to. */
export interface RoutePlan extends DeclaredRoute, Attachments {}

/** Whether a route matches requests, and not only connections, so that its backends get HTTP or gRPC. @internal */
export function matchesRequests({ protocol }: Pick<RoutePlan, 'protocol'>): boolean {
  return protocol === RouteProtocol.HTTP || protocol === RouteProtocol.GRPC;
}

/** All backends of a route, including those that get a copy of the requests. @internal */
export function routeBackendsOf({ rules }: Pick<RoutePlan, 'rules'>): RoutedBackend[] {
  return rules.flatMap(({ backends, mirror }) => [...backends, ...mirror ? [mirror] : []]);
}

/** The hosts of a route; one undefined host, which stands for all hosts, if it has none. @internal */
export function hostsOf({ hosts }: Pick<RoutePlan, 'hosts'>): readonly (string | undefined)[] {
  return hosts.length > 0 ? hosts : [undefined];
}
