import type { Attachment } from './attach-to-gateway';
import { describeMatch, matchKeys } from './matches';
import type { RoutePlan } from './route-plan';
import { RouteProtocol } from './route-protocol';
import type { Reservation } from '../manifest/unique-in-cluster';
import { routeRules } from '../rules/routes';
import { describe } from '../rules/rule';

/**
 * The requests that a route wants from its Gateway or IngressClass.
 *
 * @param parent tells the Gateway or class from all others of a cluster
 * @internal
 */
export function requestReservations(plan: RoutePlan, parent: string, attachments: readonly Attachment[]): Reservation[] {
  const byRequest = plan.protocol === RouteProtocol.HTTP || plan.protocol === RouteProtocol.GRPC;
  const keys = byRequest ? plan.rules.flatMap(rule => matchKeys(plan, rule)) : [''];
  return attachments.flatMap(({ section = '', hosts }) => hosts.flatMap(host => keys.map(key => ({
    key: ['route', parent, section, plan.protocol, host ?? '*', key].join(' '),
    construct: plan.route,
    message: (other: string) => describe(routeRules.conflict, 'hosts', host ?? '*', `'${other}' has it too, for ${key === '' ? 'all connections' : describeMatch(key)}. Match something else here or there.`),
  }))));
}

/** The requests without TLS that a route sends to where they come with it. @internal */
export function redirectReservations(plan: RoutePlan, parent: string, attachment: Attachment): Reservation[] {
  return requestReservations({ ...plan, protocol: RouteProtocol.HTTP, rules: [{ field: 'httpsRedirect', rule: {}, backends: [] }] }, parent, [attachment]);
}
