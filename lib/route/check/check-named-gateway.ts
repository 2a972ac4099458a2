import { checkListener, checkSection } from './check-attachments';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { gatewaysIn, type GatewayFacts } from '../../gateway/gateways';
import { gatewayRules } from '../../rules/gateways';
import { checkNamespace } from '../../rules/names';
import { checkPortNumber } from '../../rules/ports';
import { checkObjectName } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { gatewayNamespaceOf } from '../plan/parent';
import type { RoutePlan } from '../plan/route-plan';
import { routeOfOtherKind } from '../plan/routes-of-gateways';
import type { RouteParent } from '../route-parent';
import { ROUTE_KINDS } from '../route-protocol';

/** Reports an invalid reference to a Gateway that is declared elsewhere. @internal */
export function checkGatewayReference(problems: Problems, { _name, _options: { namespace, section, port } }: RouteParent): void {
  checkObjectName(problems, 'parents[0]', _name);
  checkNamespace(problems, 'parents[0].namespace', namespace);
  if (section !== undefined) {
    checkObjectName(problems, 'parents[0].section', section);
  }
  if (port !== undefined) {
    checkPortNumber(problems, 'parents[0].port', port);
  }
}

/**
 * For a route that refers to a Gateway by name: reports a route of another kind with the same host, and a Gateway of this app with that name that does
 * not allow the route.
 *
 * @internal
 */
export function checkNamedGateway(problems: Problems, plan: RoutePlan): void {
  if (plan.parent._kind !== 'gatewayNamed') {
    return;
  }
  checkOtherKinds(problems, plan);
  const gateway = findNamed(plan);
  if (gateway) {
    checkFoundGateway(problems, plan, gateway);
  }
}

function checkOtherKinds(problems: Problems, plan: RoutePlan): void {
  const other = routeOfOtherKind(plan);
  if (other) {
    problems.report(gatewayRules.kinds, 'hosts', plan.hosts.length > 0 ? plan.hosts : '*', `'${other.route.node.path}' has the kind ${other.kind}, and this route has the kind ${ROUTE_KINDS[plan.protocol]}. Use another host, or set the section of both parents if different listeners serve the two kinds.`);
  }
}

function checkFoundGateway(problems: Problems, plan: RoutePlan, gateway: GatewayFacts): void {
  const { section } = plan.parent._options;
  if (section !== undefined) {
    checkSection(problems, plan, gateway, section);
  }
  const listeners = gateway.listeners.all.filter(({ name }) => section === undefined || name === section);
  if (listeners.length > 0 && listeners.every(({ allowedRoutes }) => !allowedRoutes._allows(plan.namespace, gateway.namespace))) {
    checkListener(problems, plan, gateway, { section: listeners[0].name, hosts: [] }, ROUTE_KINDS[plan.protocol]);
  }
}

function findNamed(plan: RoutePlan): GatewayFacts | undefined {
  const { cluster } = ClusterProfile._of(plan.route);
  const gatewayNamespace = gatewayNamespaceOf(plan);
  return gatewaysIn(plan.route).find(({ construct, name, namespace }) => {
    return name === plan.parent._name && namespace === gatewayNamespace && ClusterProfile._of(construct).cluster === cluster;
  });
}
