import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { hostsOf, type RoutePlan } from './route-plan';
import { ConstructState } from '../../app/construct-state';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { isTraefik } from '../../cluster/is-traefik';
import { isJustification } from '../../rules/rule';

/** Annotation of an Ingress with the priority of all its paths. Without it, the priority is the length of the rule. @internal */
export const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';

/** The paths of the Ingresses that Traefik reads, by class and host, at the root of an app. */
const PATHS = new ConstructState<Map<string, TraefikPath[]>>('TraefikPaths');

/** A path of an Ingress that Traefik reads, for one host. */
export interface TraefikPath {
  readonly route: IConstruct;
  readonly field: string;
  readonly host?: string;
  readonly isExact: boolean;
  readonly path: string;
  /** The Service and port that receive the requests. */
  readonly backend: string;
  /** Traefik evaluates paths with a higher priority first. */
  readonly priority: number;
  readonly isJustified: boolean;
}

/** The paths of an Ingress that Traefik reads; none for other routes. @internal */
export function traefikPathsOf(plan: RoutePlan): TraefikPath[] {
  if (plan.parent._kind !== 'ingressClass' || !isTraefik(plan.routeClass)) {
    return [];
  }
  const annotated = Number(plan.metadata?.annotations?.[PRIORITY]);
  return hostsOf(plan).flatMap(host => plan.rules.flatMap(({ field, rule: { paths = [] }, backends }) => {
    const matches = paths.length > 0 ? paths : [{ _type: 'PathPrefix' as const, _path: '/' }];
    return matches.map(({ _type, _path }, index) => ({
      route: plan.route,
      field: paths.length > 0 ? `${field}.paths[${index}]` : field || 'backend',
      host,
      isExact: _type === 'Exact',
      path: _path,
      backend: backends.map(({ peer, port }) => `${peer.construct.node.path} ${port.name}`).join(),
      priority: annotated || lengthOfRule(host, _type === 'Exact' ? 'Path' : 'PathPrefix', _path),
      isJustified: backends.some(({ options }) => isJustification(options.justification)),
    }));
  }));
}

/** Records the paths of a route, for the checks of later routes. @internal */
export function recordTraefikPaths(plan: RoutePlan): void {
  const paths = traefikPathsOf(plan);
  if (paths.length > 0) {
    const recorded = PATHS.ofOrCreated(plan.route.node.root, () => new Map());
    for (const path of paths) {
      const key = keyOf(plan, path.host);
      const others = recorded.get(key);
      others ? others.push(path) : recorded.set(key, [path]);
    }
  }
}

/** The paths that earlier routes of the same class have for a host. @internal */
export function recordedTraefikPaths(plan: RoutePlan, host: string | undefined): readonly TraefikPath[] {
  return PATHS.of(plan.route.node.root)?.get(keyOf(plan, host)) ?? [];
}

function keyOf({ route, parent }: RoutePlan, host: string | undefined): string {
  return JSON.stringify([ClusterProfile._of(route).cluster ?? `chart ${Chart.of(route).node.path}`, parent._name, host ?? null]);
}

/**
 * The priority of a path without an annotation: the number of bytes of the rule that Traefik derives from it (loadRouter and buildRule in
 * pkg/provider/kubernetes/ingress/kubernetes.go, GetRulePriority in pkg/muxer/http/mux.go of Traefik 3.7).
 */
function lengthOfRule(host: string | undefined, matcher: string, path: string): number {
  const quoted = (text: string) => JSON.stringify(text);
  return Buffer.byteLength(`${host === undefined ? '' : `Host(${quoted(host)}) && `}${matcher}(${quoted(path)})`);
}
