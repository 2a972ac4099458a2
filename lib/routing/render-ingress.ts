import type { ApiObjectProps } from 'cdk8s';
import { hostsOf } from './attach-to-gateway';
import { annotationsRead } from './ingress-annotations';
import type { PathMatchType } from './path-match';
import type { PlannedRule, RoutePlan } from './route-plan';
import type { RouteClass } from '../cluster/route-class';
import type { Json, ObjectMetadata } from '../manifest/manifest';

const PATH_TYPES: Readonly<Record<PathMatchType, string>> = { Exact: 'Exact', PathPrefix: 'Prefix', RegularExpression: 'ImplementationSpecific' };

interface Rendered extends ApiObjectProps {
  readonly metadata: ObjectMetadata;
  readonly spec: Json;
}

/**
 * An Ingress. What annotations say for the route stands beside those of the user.
 *
 * @internal
 */
export function ingress(plan: RoutePlan, className: string, controller: RouteClass, metadata: ObjectMetadata): Rendered {
  const paths = plan.rules.flatMap(httpPaths);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotationsOf(plan, controller) } },
    spec: {
      ingressClassName: className,
      tls: plan.tls && [{ hosts: plan.hosts.length > 0 ? plan.hosts : undefined, secretName: plan.tls._secret ?? `${plan.name}-tls` }],
      rules: hostsOf(plan).map(host => ({ host, http: { paths } })),
    },
  };
}

/** What the controller and cert-manager read from annotations. @internal */
export function annotationsOf({ tls, httpsRedirect, rules }: RoutePlan, controller: RouteClass): Record<string, string> {
  const written = annotationsRead(controller)?.written;
  const expressions = rules.some(({ rule: { paths = [] } }) => paths.some(({ _type }) => _type === 'RegularExpression'));
  const annotations: Record<string, string | undefined> = {
    [`cert-manager.io/${tls?._kind}`]: tls?._issuer,
    [written?.httpsRedirect ?? '']: httpsRedirect ? 'true' : undefined,
    [written?.regularExpressions ?? '']: expressions ? 'true' : undefined,
  };
  return Object.fromEntries(Object.entries(annotations).filter(([key, value]) => key !== '' && value !== undefined)) as Record<string, string>;
}

/** By the number of the port: names that a Service can have are too long for an Ingress. */
function httpPaths({ rule: { paths = [] }, backends: [backend] }: PlannedRule): Json[] {
  const service = backend && { name: backend.peer.address!.name, port: { number: backend.port.servicePort } };
  const matches = paths.length > 0 ? paths : [{ _type: 'PathPrefix' as const, _path: '/' }];
  return matches.map(({ _type, _path }) => ({ path: _path, pathType: PATH_TYPES[_type], backend: { service } }));
}
