import { classNameOf } from './parent';
import { routeBackendsOf, type RoutePlan } from './route-plan';
import type { InboundRoute } from '../../discovery/inbound-routes';

/** The traffic that a route sends to its backends. @internal */
export function inboundRoutesOf(plan: RoutePlan): InboundRoute[] {
  const { route, parent, routeClass: { namespace, podLabels, networks } } = plan;
  const className = classNameOf(parent);
  return routeBackendsOf(plan).map(({ peer, port }) => (
    { route, target: peer.construct, portName: port.name, className, namespace, podLabels, networks }
  ));
}
