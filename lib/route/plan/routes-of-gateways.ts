import type { IConstruct } from 'constructs';
import { intersect } from './hosts';
import { gatewayNamespaceOf } from './parent';
import { matchesRequests, type Attachment, type RoutePlan } from './route-plan';
import { ConstructState } from '../../app/construct-state';
import { isInTree } from '../../app/in-tree';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { canBeEqual } from '../../values/can-be-equal';
import { ROUTE_KINDS, type RouteKind } from '../route-protocol';

/** The routes of an app that match requests, at its root, by the namespace and name of their Gateway. */
const ROUTES = new ConstructState<Map<string, RouteOfGateway[]>>('RoutesOfGateways');

/** A route that matches requests, and the listeners of a Gateway that it is attached to. */
export interface RouteOfGateway {
  readonly route: IConstruct;
  readonly kind: RouteKind;
  /** Whether the Gateway is only known by its name. */
  readonly named: boolean;
  /** Name of the listener; undefined for all listeners. */
  readonly section?: string;
  /** Port of the listener; undefined for all ports. */
  readonly port?: number;
  readonly hosts: readonly (string | undefined)[];
  /** Whether the Gateway serves routes of different kinds with the same host. */
  readonly combined: boolean;
}

/** Records the listeners that a route is attached to. @internal */
export function recordAttachments(plan: RoutePlan): void {
  const byGateway = ROUTES.ofOrCreated(plan.route.node.root, () => new Map());
  const routes = byGateway.get(gatewayKey(plan)) ?? [];
  routes.push(...attachmentsOf(plan));
  byGateway.set(gatewayKey(plan), routes);
}

/**
 * The first route of another kind that has a host of this route on a listener that both can be attached to, if one of them refers to the Gateway by
 * name. Of two routes by name, only the later one finds the other.
 *
 * @internal
 */
export function routeOfOtherKind(plan: RoutePlan): RouteOfGateway | undefined {
  const all = ROUTES.of(plan.route.node.root)?.get(gatewayKey(plan)) ?? [];
  const first = all.findIndex(({ route }) => route === plan.route);
  const candidates = all.filter(({ named }, index) => !named || index < first);
  const own = attachmentsOf(plan);
  const conflicting = candidates.filter(other => own.some(attached => areInConflict(attached, other)));
  return conflicting.find(({ route }) => isInTree(route) && areInSamePlace(route, plan.route));
}

function attachmentsOf(plan: RoutePlan): RouteOfGateway[] {
  const attached = (kind: RouteKind, { section, hosts }: Attachment): RouteOfGateway => {
    const { route, gateway, parent, routeClass } = plan;
    const port = gateway ? gateway.listeners.named(section)?.port : parent._options.port;
    return { route, kind, named: gateway === undefined, section, port, hosts, combined: routeClass.combinesRouteKinds ?? false };
  };
  return [
    ...matchesRequests(plan) ? plan.attachments.map(attachment => attached(ROUTE_KINDS[plan.protocol], attachment)) : [],
    ...plan.redirect ? [attached(ROUTE_KINDS.HTTP, plan.redirect)] : [],
  ];
}

function areInConflict(a: RouteOfGateway, b: RouteOfGateway): boolean {
  return a.kind !== b.kind && !a.combined && !b.combined && canBeEqual(a.section, b.section) && canBeEqual(a.port, b.port)
    && a.hosts.some(host => b.hosts.some(other => intersect(host, other)));
}

function gatewayKey(plan: RoutePlan): string {
  return `${gatewayNamespaceOf(plan) ?? ''}/${plan.parent._name}`;
}
