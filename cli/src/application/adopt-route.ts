import type { RouteRule } from 'cdk8s-service-patterns';
import { reasonsFor } from './patches';
import { RouteBackends, type Protocol, type RoutedPort } from './route-backends';
import type { Adopted, Scope } from './scope';
import { takeRoute } from './take-route';
import { Call, THIS, callMethod, type Code, type Expression } from '../code/expression';
import { ApiObject, JsonPatch, Route, RouteParent, RouteTls } from '../code/library';
import type { InputDocument } from '../input/read-input';
import { unlessEmpty, withoutUndefined, type UnknownField } from '../read/fields';
import { readGatewayRoute, type ReadRule } from '../read/gateway-route';

const GROUP = 'gateway.networking.k8s.io';

const PROTOCOLS: Readonly<Record<string, Protocol>> = { HTTPRoute: 'HTTP', GRPCRoute: 'GRPC', TLSRoute: 'TLS', TCPRoute: 'TCP', UDPRoute: 'UDP' };

/** Each version of the Gateway API that has the version v1 of HTTPRoutes also serves this one. */
const SERVED_WITH_V1 = `${GROUP}/v1beta1 HTTPRoute`;

/** Whether an object is a route of the Gateway API. */
export function isGatewayRoute({ apiVersion, kind }: InputDocument['object']): boolean {
  return String(apiVersion).startsWith(`${GROUP}/`) && Object.hasOwn(PROTOCOLS, kind);
}

/** Declares a route of the Gateway API as a Route. */
export function adoptRoute({ object }: InputDocument, scope: Scope): Adopted {
  const { apiVersion, kind, metadata: { name } } = object;
  if (apiVersion !== `${GROUP}/v1` && `${apiVersion} ${kind}` !== SERVED_WITH_V1) {
    return { why: [`A Route is written in the version ${GROUP}/v1, which a cluster with ${apiVersion} may not serve.`] };
  }
  const unknown: UnknownField[] = [];
  const { metadata, parent: { name: gateway, ...parent }, hosts, rules } = readGatewayRoute(object, unknown);
  const fixed = unknown.filter(each => !isPatchable(each));
  if (fixed.length > 0) {
    return { why: reasonsFor(fixed) };
  }
  const protocol = PROTOCOLS[kind];
  const references = rules.flatMap(({ backends, mirror }) => [...backends, ...mirror ? [mirror.backend] : []]);
  const backends = new RouteBackends(scope, protocol, references, (port, isHostname) => (
    ['HTTP', 'GRPC'].includes(protocol) && looksEncrypted(port) ? 'the Gateway is configured for the protocol of this port'
      : isHostname ? `the existing ${kind} leads to this host name` : undefined
  ));
  if (backends.reasons.length > 0) {
    return { why: backends.reasons };
  }
  const { id, variable } = takeRoute(object, scope);
  const options = withoutUndefined({
    parents: [RouteParent.gatewayNamed(gateway, parent)],
    name: id === name ? undefined : name,
    hosts,
    tls: protocol === 'TLS' ? RouteTls.passthrough() : undefined,
    protocol: rules.some(({ options: { grpcMethods } }) => grpcMethods) ? undefined : backends.protocol,
    ...targetsOf(rules, backends),
    metadata: metadata && unlessEmpty(metadata),
  });
  scope.statements.push({ variable, expression: new (Route as any)(THIS, id, options) as Call });
  if (unknown.length > 0) {
    const patches = unknown.map(({ pointer, value }) => JsonPatch.add(pointer, value) as unknown as Code);
    scope.statements.push({ expression: callMethod(ApiObject.of(variable as never) as unknown as Expression, 'addJsonPatch', ...patches) });
    scope.patchedFields.set(object, unknown.map(({ path }) => path));
  }
  return { declaredAs: `new Route ${id}` };
}

/** Whether the library wants to know how the Gateway verifies the certificate of a port, or states that the port has none (docs/routes.md#traefik). */
function looksEncrypted({ kind, number, name, appProtocol }: RoutedPort): boolean {
  return kind === 'https' || (appProtocol === undefined && (number === 443 || (name ?? '').startsWith('https')));
}

/** A patch can set the fields of a rule that do not depend on what the Route generates. */
function isPatchable({ pointer, reason }: UnknownField): boolean {
  return reason === undefined && /^\/spec\/rules\/\d+\/\w+$/.test(pointer);
}

/** The option `backend` if all requests have the same backend, otherwise `rules`. */
function targetsOf(rules: readonly ReadRule[], backends: RouteBackends): { backend?: Code; rules?: RouteRule[] } {
  const [{ options, backends: [only, ...others], mirror }] = rules;
  const isPlain = rules.length === 1 && only && others.length === 0 && !mirror && Object.keys(options).length === 0;
  const backend = isPlain ? backends.construct(only) : undefined;
  return backend ? { backend } : { rules: rules.map(rule => ruleOf(rule, backends)) };
}

function ruleOf({ options, backends: references, mirror }: ReadRule, backends: RouteBackends): RouteRule {
  const { paths, methods, headers, query, grpcMethods, ...changes } = options;
  return withoutUndefined<RouteRule>({
    paths,
    methods,
    headers,
    query,
    grpcMethods,
    backends: references.length > 0 ? references.map(reference => backends.code(reference)) : undefined,
    ...changes,
    mirror: mirror && withoutUndefined({ backend: backends.code(mirror.backend), percent: mirror.percent }),
  });
}
