import type { ApiObjectProps } from 'cdk8s';
import type { RouteClass } from '../../cluster/route-class';
import type { Json, ObjectMetadata } from '../../manifest/manifest';
import type { PathMatchType } from '../path-match';
import { isGkeIngress } from '../plan/gke';
import { expressionPath, neededAnnotations } from '../plan/ingress-annotations';
import { ingressPathsOf } from '../plan/matches';
import { hostsOf, type PlannedRule, type RoutePlan } from '../plan/route-plan';
import { secretName } from '../plan/secrets';

const PATH_TYPES: Readonly<Record<PathMatchType, string>> = { Exact: 'Exact', PathPrefix: 'Prefix', RegularExpression: 'ImplementationSpecific' };

interface Rendered extends ApiObjectProps {
  readonly metadata: ObjectMetadata;
  readonly spec: Json;
}

/**
 * An Ingress, with the annotations of the user and those that the route needs.
 *
 * @internal
 */
export function ingress(plan: RoutePlan): Rendered {
  const { metadata, name } = plan;
  const needed = neededAnnotations(plan).map(({ key, value }) => [key, value]);
  const paths = plan.rules.flatMap(rule => httpPaths(rule, plan.routeClass));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadata, name, annotations: { ...metadata?.annotations, ...Object.fromEntries(needed) } },
    spec: {
      ingressClassName: isGkeIngress(plan) ? undefined : plan.parent._name,
      tls: plan.tls && [{ hosts: plan.hosts.length > 0 ? plan.hosts : undefined, secretName: secretName(plan, plan.tls) }],
      rules: hostsOf(plan).map(host => ({ host, http: { paths } })),
    },
  };
}

/** Ports are written by number, because a Service port can have a longer name than an Ingress accepts. */
function httpPaths({ rule, backends: [backend] }: PlannedRule, routeClass: RouteClass): Json[] {
  const service = backend && { name: backend.peer.address!.name, port: { number: backend.port.servicePort } };
  return ingressPathsOf(rule).map(({ _type, _path }) => ({
    path: _type === 'RegularExpression' ? expressionPath(routeClass, _path) ?? _path : _path, pathType: PATH_TYPES[_type], backend: { service },
  }));
}
