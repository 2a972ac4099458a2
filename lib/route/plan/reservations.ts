import type { Attachment } from './attach-to-gateway';
import { describeMatch, matchKeys } from './matches';
import type { RoutePlan } from './route-plan';
import type { Reservation } from '../../cluster/unique-in-cluster';
import { routeRules } from '../../rules/routes';
import { describe } from '../../rules/rule';
import { RouteProtocol } from '../route-protocol';

/**
 * The requests that a route matches at its Gateway or IngressClass, which no other route may match.
 *
 * @param parent the key of the Gateway or class
 * @internal
 */
export function requestReservations(plan: RoutePlan, parent: string, attachments: readonly Attachment[]): Reservation[] {
  const byRequest = plan.protocol === RouteProtocol.HTTP || plan.protocol === RouteProtocol.GRPC;
  const keys = byRequest ? plan.rules.flatMap(rule => matchKeys(plan, rule)) : [''];
  return attachments.flatMap(({ section = '', hosts }) => hosts.flatMap(host => keys.map(key => ({
    key: ['route', parent, section, plan.protocol, host ?? '*', key].join(' '),
    construct: plan.route,
    message: (other: string) => describe(routeRules.conflict, 'hosts', host ?? '*', `'${other}' also has this host, for ${key === '' ? 'all connections' : describeMatch(key)}. Change what one of the two routes matches.`),
  }))));
}

/** The HTTP requests that a route redirects to HTTPS. @internal */
export function redirectReservations(plan: RoutePlan, parent: string, attachment: Attachment): Reservation[] {
  return requestReservations({ ...plan, protocol: RouteProtocol.HTTP, rules: [{ field: 'httpsRedirect', rule: {}, backends: [] }] }, parent, [attachment]);
}
