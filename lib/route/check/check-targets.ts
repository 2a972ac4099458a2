import { checkRouteClass } from '../../cluster/check-route-class';
import { peerOf } from '../../discovery/peer';
import { gatewayOf } from '../../gateway/gateways';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { reportType } from '../../rules/values';
import { markOf } from '../../values/mark';
import type { RouteParent } from '../route-parent';
import type { RouteProps } from '../route-props';

/** Reports parents and a backend from which no route can be planned. @internal */
export function checkTargets(problems: Problems, { parents = [], backend }: RouteProps): void {
  checkParents(problems, parents);
  if (backend !== undefined && !(typeof backend === 'object' && peerOf(backend)?.address)) {
    reportType(problems, 'backend', markOf(backend) ? backend : '(not reachable)', 'Use a declaration that has a Service: an ExposedWorkload, ExposedPods, an ExternalService or an ImportedService.');
  }
}

function checkParents(problems: Problems, parents: readonly RouteParent[]): void {
  const [parent, ...others] = parents;
  if (!parent || others.length > 0) {
    problems.report(routeRules.parents, 'parents', `${parents.length} parents`, "Use one parent, such as [RouteParent.gatewayNamed('public')], and declare another Route for another parent.");
  } else if (parent._kind === 'gateway' && !gatewayOf(parent._target)) {
    reportType(problems, 'parents[0]', parent._name ?? parent._target, "Use a value such as RouteParent.gateway(new Gateway(this, 'public', { className: 'traefik' })).");
  }
  if (parent) {
    checkRouteClass(problems, 'parents[0].routeClass', parent._options.routeClass);
  }
}
