import { describeMatch, matchKeys } from './matches';
import { parentKey } from './parent';
import { matchesRequests, type Attachment, type RoutePlan } from './route-plan';
import { secretName } from './secrets';
import type { Reservation } from '../../cluster/unique-in-cluster';
import { gatewayRules } from '../../rules/gateways';
import { routeRules } from '../../rules/routes';
import { describe } from '../../rules/rule';
import { compareNames } from '../../values/compare-names';
import { RouteProtocol } from '../route-protocol';

/** The requests that a route matches at its Gateway or IngressClass, which no other route may match. @internal */
export function reservationsOf(plan: RoutePlan): Reservation[] {
  const redirect: RoutePlan = { ...plan, protocol: RouteProtocol.HTTP, rules: [{ field: 'httpsRedirect', rule: {}, backends: [] }] };
  return [...requestsOf(plan, plan.attachments), ...plan.redirect ? requestsOf(redirect, [plan.redirect]) : [], ...certificateOf(plan)];
}

/** The certificate of an Ingress whose controller does not detect misdirected requests. Ingresses with the same hosts can share it. */
function certificateOf(plan: RoutePlan): Reservation[] {
  const { parent, routeClass, tls, route, namespace, hosts } = plan;
  if (parent._kind !== 'ingressClass' || routeClass.detectsMisdirectedRequests || !tls) {
    return [];
  }
  const secret = secretName(plan, tls);
  return [{
    key: ['certificate', parent._name, namespace ?? '', secret].join(' '),
    group: [...hosts].sort(compareNames).join(' '),
    construct: route,
    message: other => describe(gatewayRules.sharedCertificate, 'tls', secret, `'${other}' has other hosts with the same Secret. Declare one Route for all of these hosts, or use a Secret for each.`),
  }];
}

function requestsOf(plan: RoutePlan, attachments: readonly Attachment[]): Reservation[] {
  const keys = matchesRequests(plan) ? plan.rules.flatMap(rule => matchKeys(plan, rule)) : [''];
  return attachments.flatMap(({ section = '', hosts }) => hosts.flatMap(host => keys.map(key => ({
    key: ['route', parentKey(plan), section, plan.protocol, host ?? '*', key].join(' '),
    construct: plan.route,
    message: (other: string) => describe(routeRules.conflict, 'hosts', host ?? '*', `'${other}' also has this host, for ${key === '' ? 'all connections' : describeMatch(key)}. Change what one of the two routes matches.`),
  }))));
}
