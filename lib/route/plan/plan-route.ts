import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { attachToParent } from './attach-to-parent';
import { findRouteBackends } from './find-route-backends';
import { routeClassOf } from './parent';
import type { DeclaredRoute, RoutePlan } from './route-plan';
import type { Problems } from '../../rules/rule';
import { RouteBackend } from '../route-backend';
import type { RouteProps } from '../route-props';

/**
 * Plans a route: finds the ports of its backends, its protocol and the listeners that it is attached to. It changes nothing outside of the plan, and
 * reports what cannot be found.
 *
 * @internal
 */
export function planRoute(problems: Problems, route: Construct, id: string, props: RouteProps): RoutePlan {
  const { parents: [parent], hosts = [], tls, backend, listenerPort, httpsRedirect = false, metadata } = props;
  const rules = props.rules ?? (backend ? [{ backends: [RouteBackend.of(backend)] }] : []);
  const fieldOf = (index: number) => props.rules ? `rules[${index}]` : '';
  const declared: DeclaredRoute = {
    route,
    parent,
    routeClass: routeClassOf(route, parent),
    name: props.name ?? id,
    namespace: Chart.of(route).namespace,
    metadata,
    hosts: [...hosts],
    tls,
    ...findRouteBackends(problems, fieldOf, rules, tls?._kind === 'passthrough' ? 'TLS' : props.protocol),
    listenerPort,
    httpsRedirect,
  };
  return { ...declared, ...attachToParent(problems, declared) };
}
