import { Chart } from 'cdk8s';
import { checkAllowedRoutes, checkGatewayListener } from './check-gateway-listener';
import type { Listener } from './listener';
import type { GatewayPlan } from './plan-gateway';
import { checkRouteClass } from '../cluster/check-route-class';
import { gatewayRules } from '../rules/gateways';
import { checkLabels, checkMetadata } from '../rules/metadata';
import { checkNamespace } from '../rules/names';
import { checkPortNumber } from '../rules/ports';
import { checkObjectName } from '../rules/routes';
import type { Problems } from '../rules/rule';

/** Reports problems with a declared Gateway. @internal */
export function checkGateway(problems: Problems, plan: GatewayPlan): void {
  checkObjectName(problems, 'name', plan.name);
  checkNamespace(problems, 'namespace', plan.namespace);
  checkObjectName(problems, 'className', plan.className);
  checkLabels(problems, 'chart', Chart.of(plan.construct).labels);
  checkMetadata(problems, 'metadata', plan.metadata);
  checkAllowedRoutes(problems, 'allowedRoutes', plan.allowedRoutes);
  for (const field of ['httpPort', 'httpsPort'] as const) {
    const port = plan[field];
    if (port !== undefined) {
      checkPortNumber(problems, field, port);
    }
  }
  checkRouteClass(problems, 'routeClass', plan.routeClass);
  plan.declaredListeners.forEach((listener, index) => checkGatewayListener(problems, `listeners[${index}]`, listener));
}

/** Reports a Gateway that has no listener when the manifests are written. @internal */
export function checkNotEmpty(problems: Problems, listeners: readonly Listener[]): void {
  if (listeners.length === 0) {
    problems.report(gatewayRules.empty, 'listeners', [], 'Declare a Route with parents: [RouteParent.gateway(…)], or set listeners.');
  }
}
