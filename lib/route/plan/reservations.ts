import { describeMatch, matchKeys } from './matches';
import { parentKey } from './parent';
import type { Attachment, RoutePlan } from './route-plan';
import type { Reservation } from '../../cluster/unique-in-cluster';
import { routeRules } from '../../rules/routes';
import { describe } from '../../rules/rule';
import { RouteProtocol } from '../route-protocol';

/** The requests that a route matches at its Gateway or IngressClass, which no other route may match. @internal */
export function reservationsOf(plan: RoutePlan): Reservation[] {
  const redirect: RoutePlan = { ...plan, protocol: RouteProtocol.HTTP, rules: [{ field: 'httpsRedirect', rule: {}, backends: [] }] };
  return [...requestsOf(plan, plan.attachments), ...plan.redirect ? requestsOf(redirect, [plan.redirect]) : []];
}

function requestsOf(plan: RoutePlan, attachments: readonly Attachment[]): Reservation[] {
  const byRequest = plan.protocol === RouteProtocol.HTTP || plan.protocol === RouteProtocol.GRPC;
  const keys = byRequest ? plan.rules.flatMap(rule => matchKeys(plan, rule)) : [''];
  return attachments.flatMap(({ section = '', hosts }) => hosts.flatMap(host => keys.map(key => ({
    key: ['route', parentKey(plan), section, plan.protocol, host ?? '*', key].join(' '),
    construct: plan.route,
    message: (other: string) => describe(routeRules.conflict, 'hosts', host ?? '*', `'${other}' also has this host, for ${key === '' ? 'all connections' : describeMatch(key)}. Change what one of the two routes matches.`),
  }))));
}
