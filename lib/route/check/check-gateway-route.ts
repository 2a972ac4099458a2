import { checkActions } from './check-actions';
import { checkAttachments } from './check-attachments';
import { checkKind } from './check-kind';
import { checkGatewayReference } from './check-named-gateway';
import { checkRouteBackendTls } from './check-route-backends';
import { checkGatewayApiServes } from '../../cluster/check-gateway-api';
import { ClusterProfile } from '../../cluster/cluster-profile';
import type { Problems } from '../../rules/rule';
import { matchesRequests, type RoutePlan } from '../plan/route-plan';

/** Reports the parts of a route that the Gateway API or its Gateway does not support. @internal */
export function checkGatewayRoute(problems: Problems, plan: RoutePlan): void {
  const { gatewayApiVersion } = ClusterProfile._of(plan.route);
  checkKind(problems, plan);
  if (matchesRequests(plan)) {
    plan.rules.forEach(rule => checkActions(problems, rule));
  } else {
    checkGatewayApiServes(problems, plan.protocol === 'TLS' ? 'tls' : 'protocol', `${plan.protocol}Route`, plan.protocol === 'TLS' ? '1.5' : '1.6', gatewayApiVersion);
  }
  checkRouteBackendTls(problems, plan);
  if (plan.gateway) {
    checkAttachments(problems, plan, plan.gateway);
  } else {
    checkGatewayReference(problems, plan.parent);
  }
}
