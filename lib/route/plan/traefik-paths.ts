import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ingressPathsOf } from './matches';
import { hostsOf, type RoutePlan } from './route-plan';
import { ConstructState } from '../../app/construct-state';
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
  /** Traefik evaluates paths with a higher priority first. It is read at synth, because methods can add the annotation. */
  readonly priority: () => number;
  readonly isJustified: boolean;
}

/** The paths of a route that is an Ingress of Traefik. @internal */
export function traefikPathsOf(plan: RoutePlan): TraefikPath[] {
  return hostsOf(plan).flatMap(host => plan.rules.flatMap(({ field, rule, backends }) => {
    return ingressPathsOf(rule).map(({ _type, _path }, index) => ({
      route: plan.route,
      field: rule.paths?.length ? `${field}.paths[${index}]` : field || 'backend',
      host,
      isExact: _type === 'Exact',
      path: _path,
      backend: backends.map(({ peer, port }) => `${peer.construct.node.path} ${port.name}`).join(),
      priority: () => annotatedPriority(plan.route) ?? lengthOfRule(host, _type === 'Exact' ? 'Path' : 'PathPrefix', _path),
      isJustified: backends.some(({ options }) => isJustification(options.justification)),
    }));
  }));
}

/** Records the paths of a route that is an Ingress of Traefik, for its check and those of later routes. @internal */
export function recordTraefikPaths(plan: RoutePlan): void {
  const recorded = PATHS.ofOrCreated(plan.route.node.root, () => new Map());
  for (const path of traefikPathsOf(plan)) {
    const key = keyOf(plan, path.host);
    const others = recorded.get(key);
    others ? others.push(path) : recorded.set(key, [path]);
  }
}

/** The paths that this route and earlier routes with a class of the same name have for a host, also in other clusters. @internal */
export function recordedTraefikPaths(plan: RoutePlan, host: string | undefined): readonly TraefikPath[] {
  const paths = PATHS.of(plan.route.node.root)?.get(keyOf(plan, host)) ?? [];
  return paths.slice(0, paths.map(({ route }) => route).lastIndexOf(plan.route) + 1);
}

/** The priority that an annotation of the Ingress of a route sets, also if a method has added it; undefined if none does. @internal */
export function annotatedPriority(route: IConstruct): number | undefined {
  return Number(ApiObject.of(route).metadata.toJson().annotations?.[PRIORITY]) || undefined;
}

function keyOf({ parent }: RoutePlan, host: string | undefined): string {
  return JSON.stringify([parent._name, host ?? null]);
}

/**
 * The priority of a path without an annotation: the number of bytes of the rule that Traefik derives from it (loadRouter and buildRule in
 * pkg/provider/kubernetes/ingress/kubernetes.go, GetRulePriority in pkg/muxer/http/mux.go of Traefik 3.7).
 */
function lengthOfRule(host: string | undefined, matcher: string, path: string): number {
  const quoted = (text: string) => JSON.stringify(text);
  return Buffer.byteLength(`${host === undefined ? '' : `Host(${quoted(host)}) && `}${matcher}(${quoted(path)})`);
}
