import type { IConstruct } from 'constructs';
import type { RouteBackendOptions } from './route-backend';
import type { RoutedProtocol } from './route-protocol';
import type { RouteRule } from './route-rule';
import type { RouteTls } from './route-tls';
import type { Peer } from '../discovery/peer';
import type { Port } from '../port/port';

/** A backend of a route, and the port that was found for it. */
export interface RoutedBackend {
  /** How the user called it. */
  readonly field: string;
  readonly options: RouteBackendOptions;
  readonly peer: Peer;
  readonly namespace?: string;
  readonly port: Port;
}

/** A rule, and where it leads to. */
export interface PlannedRule {
  /** How the user called it. */
  readonly field: string;
  readonly rule: RouteRule;
  readonly backends: readonly RoutedBackend[];
  readonly mirror?: RoutedBackend;
}

/** A declared route, and what was found out of it. */
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

/** Where requests of a rule may go, copies included. @internal */
export function backendsOf({ rules }: Pick<RoutePlan, 'rules'>): RoutedBackend[] {
  return rules.flatMap(({ backends, mirror }) => [...backends, ...mirror ? [mirror] : []]);
}
