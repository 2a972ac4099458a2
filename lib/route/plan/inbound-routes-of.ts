import { classNameOf } from './parent';
import { secondsToNotice } from './pod-targets';
import { routeBackendsOf, type RoutePlan } from './route-plan';
import { backendProtocol } from './traefik';
import type { InboundRoute } from '../../discovery/inbound-route';

/** The traffic that a route sends to its backends. @internal */
export function inboundRoutesOf(plan: RoutePlan): InboundRoute[] {
  const { route, parent, routeClass: { namespace, podLabels, networks, ciliumEntities } } = plan;
  const facts = { route, className: classNameOf(parent), namespace, podLabels, networks, ciliumEntities };
  return routeBackendsOf(plan).map(backend => ({
    ...facts,
    target: backend.peer.construct,
    portName: backend.port.name,
    secondsToNotice: secondsToNotice(plan, backend),
    backendProtocol: backendProtocol(plan, backend),
  }));
}
