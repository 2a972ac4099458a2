import type { IConstruct } from 'constructs';
import type { Peer } from '../../discovery/peer';
import type { RouteTls } from '../../gateway/route-tls';
import type { Port } from '../../port/port';
import type { RouteBackendOptions } from '../route-backend';
import type { RoutedProtocol } from '../route-protocol';
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

/** A declared route with everything that is derived from the declaration: name, namespace, protocol and backends. */
export interface RoutePlan {
  readonly route: IConstruct;
  readonly name: string;
  readonly namespace?: string;
  readonly hosts: readonly string[];
  readonly tls?: RouteTls;
  readonly protocol: RoutedProtocol;
  readonly rules: readonly PlannedRule[];
  readonly listenerPort?: number;
  readonly httpsRedirect: boolean;
}

/** All backends of a route, including those that get a copy of the requests. @internal */
export function routeBackendsOf({ rules }: Pick<RoutePlan, 'rules'>): RoutedBackend[] {
  return rules.flatMap(({ backends, mirror }) => [...backends, ...mirror ? [mirror] : []]);
}
