import type { ApiObjectProps } from 'cdk8s';
import { parentRefs } from './parent-refs';
import { SERVICE_IMPORT_GROUP } from './route-backend-objects';
import { GATEWAY_API } from '../../gateway/reference-grants';
import type { Json, ObjectMetadata } from '../../manifest/manifest';
import { sortedEntries } from '../../values/compare-names';
import { ALL_PATHS, matchesOf } from '../plan/matches';
import type { Attachment, PlannedRule, RoutePlan, RoutedBackend } from '../plan/route-plan';
import { writeTimeout } from '../plan/timeouts';
import { ROUTE_KINDS, type RouteKind } from '../route-protocol';
import type { HeaderChanges, RouteRedirect, RouteRewrite } from '../route-rule';

interface Rendered extends ApiObjectProps {
  readonly metadata: ObjectMetadata;
  readonly spec: Json;
}

/** A route of the Gateway API, with all defaults of the API (docs/gitops.md). @internal */
export function gatewayRoute(plan: RoutePlan): Rendered {
  return render(plan, plan.name, ROUTE_KINDS[plan.protocol], plan.attachments, plan.rules.map(rule => ruleOf(plan, rule)));
}

/** The route that redirects HTTP requests to HTTPS. @internal */
export function redirectRoute(plan: RoutePlan, attachment: Attachment): Rendered {
  const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
  return render(plan, `${plan.name}-https-redirect`, ROUTE_KINDS.HTTP, [attachment], [{ matches: [{ path: ALL_PATHS }], filters: [redirect] }]);
}

function render(plan: RoutePlan, name: string, kind: RouteKind, attachments: readonly Attachment[], rules: readonly Json[]): Rendered {
  const { metadata, hosts } = plan;
  return {
    apiVersion: `${GATEWAY_API}/v1`,
    kind,
    metadata: { ...metadata, name },
    spec: { parentRefs: parentRefs(plan, attachments), hostnames: hosts.length > 0 ? hosts : undefined, rules },
  };
}

function ruleOf(plan: RoutePlan, planned: PlannedRule): Json {
  const { rule, backends } = planned;
  const matches = matchesOf(plan, planned);
  const filters = filtersOf(plan, planned);
  const timeouts = {
    request: rule.timeout && writeTimeout(rule.timeout),
    backendRequest: rule.backendTimeout && writeTimeout(rule.backendTimeout),
  };
  return {
    matches: matches.length > 0 ? matches : undefined,
    filters: filters.length > 0 ? filters : undefined,
    timeouts: rule.timeout || rule.backendTimeout ? timeouts : undefined,
    backendRefs: backends.length > 0 ? backends.map(backend => ({ ...backendRef(plan, backend), weight: backend.options.weight ?? 1 })) : undefined,
  };
}

function filtersOf(plan: RoutePlan, { rule, mirror }: PlannedRule): Json[] {
  const { redirect, rewrite, requestHeaders, responseHeaders } = rule;
  return [
    ...requestHeaders ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: headerChanges(requestHeaders) }] : [],
    ...responseHeaders ? [{ type: 'ResponseHeaderModifier', responseHeaderModifier: headerChanges(responseHeaders) }] : [],
    ...mirror ? [{ type: 'RequestMirror', requestMirror: { backendRef: backendRef(plan, mirror), percent: rule.mirror?.percent } }] : [],
    ...rewrite ? [{ type: 'URLRewrite', urlRewrite: { hostname: rewrite.host, path: replacement(rewrite) } }] : [],
    ...redirect ? [{ type: 'RequestRedirect', requestRedirect: redirection(redirect) }] : [],
  ];
}

function redirection({ scheme, host, port, statusCode, ...paths }: RouteRedirect): Json {
  return { scheme, hostname: host, port, path: replacement(paths), statusCode: statusCode ?? 302 };
}

function replacement({ path, prefix }: RouteRewrite): Json | undefined {
  return path !== undefined ? { type: 'ReplaceFullPath', replaceFullPath: path }
    : prefix !== undefined ? { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix }
      : undefined;
}

/** The changes, sorted by name because some languages iterate over a map in a different order in each run of a program. */
function headerChanges({ set, add, remove }: HeaderChanges): Json {
  const list = (values: Readonly<Record<string, string>> | undefined) => values && sortedEntries(values).map(([name, value]) => ({ name, value }));
  return { set: list(set), add: list(add), remove };
}

function backendRef({ namespace: own }: RoutePlan, { peer, namespace, port }: RoutedBackend): Json {
  return {
    group: peer.serviceKind === 'ServiceImport' ? SERVICE_IMPORT_GROUP : '',
    kind: peer.serviceKind,
    name: peer.address!.name,
    namespace: namespace === own ? undefined : namespace,
    port: port.servicePort,
  };
}
