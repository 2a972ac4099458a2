import { alias, service, slice, type Json } from './builders';
import { refused, since, hazard, type Documents, type Hazard, type Refusal } from './table';
import { KUBERNETES_VERSIONS } from '../../../lib/rules/versions';

const SPEC = 'https://gateway-api.sigs.k8s.io/reference/spec/: the CustomResourceDefinitions validate each object separately';
const CONTROLLER = 'pkg/apis/networking/validation/validation.go: the server does not know how the controller reads an Ingress';
const BACKEND = { name: 'web', port: 80 };
const many = <T>(count: number, one: (index: number) => T) => Array.from({ length: count }, (_, index) => one(index));

/** A route of the Gateway API. */
function route(kind: string, spec: Json, metadata: Json = {}): Json {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'shop', namespace: 'shop', ...metadata }, spec: { parentRefs: [{ name: 'public' }], ...spec } };
}

/** An HTTPRoute with one rule. */
function httpRoute(rule: Json, spec: Json = {}): Json {
  return route('HTTPRoute', { rules: [{ backendRefs: [BACKEND], ...rule }], ...spec });
}

const hosts = (...hostnames: string[]) => httpRoute({}, { hostnames });
const matching = (match: Json) => httpRoute({ matches: [match] });
const filtered = (type: string, filter: Json, rule: Json = {}) => httpRoute({ filters: [{ type, ...filter }], ...rule });
const redirecting = (requestRedirect: Json, rule: Json = {}) => filtered('RequestRedirect', { requestRedirect }, { backendRefs: undefined, ...rule });

/** An Ingress with one path. */
function ingress(path: Json, rule: Json = {}, metadata: Json = {}): Json {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'shop', ...metadata },
    spec: { ingressClassName: 'nginx', rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] }, ...rule }] },
  };
}

/** A Gateway with these listeners. */
function gateway(...listeners: Json[]): Json {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'shop' },
    spec: { gatewayClassName: 'traefik', listeners: listeners.map(listener => ({ name: 'http', port: 80, protocol: 'HTTP', ...listener })) },
  };
}

const tls = { certificateRefs: [{ name: 'shop-tls' }] };
const https = { name: 'https', port: 443, protocol: 'HTTPS', tls };
const rewritten = (path: Json) => filtered('URLRewrite', { urlRewrite: { path } });

/** Limits documents to the newest version, because the CustomResourceDefinitions of the Gateway API are the same for all versions of Kubernetes. */
function newestVersion(documents: Documents): Documents {
  const newest = <T extends Refusal | Hazard>(entries: readonly T[] | undefined) => entries?.map(entry => {
    return entry.documents.at(-1)!.kind === 'Ingress' ? entry : since(KUBERNETES_VERSIONS.at(-1)!, entry);
  });
  return Object.fromEntries(Object.entries(documents).map(([id, shown]) => [id, { refused: newest(shown.refused), hazards: newest(shown.hazards) }]));
}

/** Documents for the rules of routes. */
export const ROUTE_DOCUMENTS: Documents = newestVersion({
  'route-name': {
    refused: [
      refused('metadata.name', route('HTTPRoute', {}, { name: 'Shop' })),
      refused('metadata.name', ingress({}, {}, { name: 'a_b' })),
    ],
    hazards: [
      hazard('spec.gatewayClassName', SPEC, { ...gateway({}), spec: { ...gateway({}).spec, gatewayClassName: 'A_b' } }),
    ],
  },
  'route-host': {
    refused: [
      refused('spec.hostnames[0]', hosts('Shop.example.com')),
      refused('spec.hostnames[0]', hosts('shop.*.com')),
      refused('spec.rules[0].host', ingress({}, { host: '10.0.0.1' })),
      refused('spec.rules[0].host', ingress({}, { host: 'Shop.example.com' })),
    ],
    hazards: [hazard('spec.hostnames[0]', SPEC, hosts('10.0.0.1'))],
  },
  'route-path': {
    refused: [
      ...['api', '/a//b', '/a/./b', '/a/../b', '/a%2fb', '/a%2Fb', '/a/..', '/a/.', '/ä', '/a?b'].map(value => refused('spec.rules[0].matches[0].path', matching({ path: { value } }))),
      refused('spec.rules[0].matches[0].path.value', matching({ path: { value: `/${'a'.repeat(1024)}` } })),
      ...['api', '/a//b', '/a/..', '/a%2Fb'].map(path => refused('spec.rules[0].http.paths[0].path', ingress({ path }))),
      refused('spec.rules[0].http.paths[0].path', ingress({ path: '[0-9]+', pathType: 'ImplementationSpecific' })),
    ],
  },
  'route-path-pattern': {
    hazards: [
      hazard('spec.rules[0].matches[0].path.value', SPEC, matching({ path: { value: '/api/*' } })),
      hazard('spec.rules[0].http.paths[0].path', 'validateHTTPIngressPath in pkg/apis/networking/validation/validation.go: any character', ingress({ path: '/api/.*' })),
    ],
  },
  'route-header': {
    refused: [
      refused('spec.rules[0].matches[0].headers[0].name', matching({ headers: [{ name: 'x canary', value: 'a' }] })),
      refused('spec.rules[0].matches[0].headers[0].value', matching({ headers: [{ name: 'x-canary', value: '' }] })),
      refused('spec.rules[0].matches[0].queryParams[0].value', matching({ queryParams: [{ name: 'q', value: 'a'.repeat(1025) }] })),
      refused('spec.rules[0].filters[0].requestHeaderModifier.set[0].name', filtered('RequestHeaderModifier', { requestHeaderModifier: { set: [{ name: 'a b', value: 'c' }] } })),
    ],
    hazards: [hazard('spec.rules[0].filters[0].requestHeaderModifier.remove[0]', SPEC, filtered('RequestHeaderModifier', { requestHeaderModifier: { remove: ['a b'] } }))],
  },
  'route-header-duplicate': {
    hazards: [hazard('spec.rules[0].matches[0].headers[1]', SPEC, matching({ headers: [{ name: 'x-a', value: 'a' }, { name: 'X-A', value: 'b' }] }))],
  },
  'route-limit': {
    refused: [
      refused('spec.hostnames', hosts(...many(17, index => index).map(index => `h${index}.example.com`))),
      refused('spec.rules', route('HTTPRoute', { rules: many(17, () => ({ backendRefs: [BACKEND] })) })),
      refused('spec.rules[0].matches', httpRoute({ matches: many(65, index => ({ path: { value: `/${index}` } })) })),
      refused('spec.rules[0].backendRefs', httpRoute({ backendRefs: many(17, () => BACKEND) })),
      refused('spec.rules[0].matches[0].headers', matching({ headers: many(17, index => ({ name: `x-${index}`, value: 'a' })) })),
    ],
  },
  'route-duplicate': {
    hazards: [
      hazard('spec.hostnames[1]', SPEC, hosts('a.example.com', 'a.example.com')),
      hazard('spec.rules[0].matches[1]', SPEC, httpRoute({ matches: [{ path: { value: '/a' } }, { path: { value: '/a' } }] })),
    ],
  },
  'route-conflict': { hazards: [hazard('spec.hostnames', SPEC, httpRoute({}), { ...httpRoute({}), metadata: { name: 'other', namespace: 'shop' } })] },
  'route-share': {
    refused: [
      refused('spec.rules[0].backendRefs[0].weight', httpRoute({ backendRefs: [{ ...BACKEND, weight: -1 }] })),
      refused('spec.rules[0].backendRefs[0].weight', httpRoute({ backendRefs: [{ ...BACKEND, weight: 1_000_001 }] })),
      refused('spec.rules[0].filters[0].requestMirror.percent', filtered('RequestMirror', { requestMirror: { backendRef: BACKEND, percent: 101 } })),
    ],
  },
  'route-timeout': {
    refused: [
      refused('spec.rules[0].timeouts.request', httpRoute({ timeouts: { request: '0.5ms' } })),
      refused('spec.rules[0].timeouts.request', httpRoute({ timeouts: { request: '100000h' } })),
      refused('spec.rules[0].timeouts', httpRoute({ timeouts: { request: '30s', backendRequest: '1m' } })),
    ],
  },
  'route-redirect': {
    refused: [
      refused('spec.rules[0].filters[0].requestRedirect.statusCode', redirecting({ statusCode: 300 })),
      refused('spec.rules[0].filters[0].requestRedirect.scheme', redirecting({ scheme: 'ftp' })),
      refused('spec.rules[0].filters[0].requestRedirect.port', redirecting({ port: 0 })),
      refused('spec.rules[0].filters[0].requestRedirect.hostname', redirecting({ hostname: '*.example.com' })),
    ],
    hazards: [hazard('spec.rules[0].filters[0].requestRedirect', SPEC, redirecting({}))],
  },
  'route-replacement': {
    refused: [
      refused('spec.rules[0]', httpRoute({
        matches: [{ path: { value: '/a' } }, { path: { value: '/b' } }],
        filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
      })),
      refused('spec.rules[0].filters[0].urlRewrite.path', rewritten({ type: 'ReplaceFullPath', replaceFullPath: '/a', replacePrefixMatch: '/b' })),
      refused('spec.rules[0].filters[0].urlRewrite.path.replaceFullPath', rewritten({ type: 'ReplaceFullPath', replaceFullPath: `/${'a'.repeat(1024)}` })),
    ],
    hazards: [hazard('spec.rules[0].filters[0].urlRewrite.path', SPEC, rewritten({ type: 'ReplaceFullPath', replaceFullPath: 'new' }))],
  },
  'route-rule-parts': {
    refused: [refused('spec.rules[0]', redirecting({ scheme: 'https' }, { backendRefs: [BACKEND] }))],
    hazards: [hazard('spec.rules[0].backendRefs', SPEC, httpRoute({ backendRefs: undefined }))],
  },
  'route-grpc-method': {
    refused: ['shop/Orders', 'a..b', '1a'].map(name => refused('spec.rules[0].matches[0].method', route('GRPCRoute', { rules: [{ matches: [{ method: { service: name } }], backendRefs: [BACKEND] }] }))),
  },
  'route-kind': {
    refused: [
      refused('spec.hostnames', route('TLSRoute', { rules: [{ backendRefs: [BACKEND] }] })),
      refused('spec.rules', route('TCPRoute', { rules: many(2, () => ({ backendRefs: [BACKEND] })) })),
      refused('spec.hostnames', route('UDPRoute', { hostnames: ['a.example.com'], rules: [{ backendRefs: [BACKEND] }] })),
      refused('spec.rules[0].matches[0].path', route('GRPCRoute', { rules: [{ matches: [{ path: { value: '/a' } }], backendRefs: [BACKEND] }] })),
    ],
  },
  'route-protocol': { hazards: [hazard('spec.rules[0].backendRefs[0].port', SPEC, service({ ports: [{ port: 80, protocol: 'UDP' }] }), httpRoute({}))] },
  'route-port': {
    refused: [
      refused('spec.rules[0].backendRefs[0]', httpRoute({ backendRefs: [{ name: 'web' }] })),
      refused('spec.rules[0].http.paths[0].backend', ingress({ backend: { service: { name: 'web' } } })),
    ],
  },
  'route-external-name': { hazards: [hazard('spec.rules[0].backendRefs[0]', SPEC, alias('db.example.com'), httpRoute({}))] },
  'route-outside': { hazards: [hazard('endpoints[0].targetRef', SPEC, service({ selector: undefined }), slice([{ addresses: ['10.20.0.11'] }]), httpRoute({}))] },
  'route-node-targets': {
    hazards: [hazard('metadata.annotations', CONTROLLER, service({}), ingress({}, {}, { annotations: { 'alb.ingress.kubernetes.io/target-type': 'instance' } }))],
  },
  'route-traefik-scheme': { hazards: [hazard('spec.rules[0].backendRefs[0]', SPEC, service({ ports: [{ port: 80, appProtocol: 'https' }] }), httpRoute({}))] },
  'route-traefik-precedence': { hazards: [hazard('spec.rules[0].http.paths[0].path', CONTROLLER, ingress({ path: '/orders', pathType: 'Exact' }))] },
  'route-backend-tls': { hazards: [hazard('spec.rules[0].backendRefs[0]', SPEC, service({ ports: [{ port: 80, appProtocol: 'https' }] }), httpRoute({}))] },
  'route-tls': { hazards: [hazard('spec.listeners', SPEC, httpRoute({}))] },
  'route-ingress': {
    refused: [
      refused('spec.rules[0].http.paths[0].headers', ingress({ headers: [{ name: 'x-canary', value: 'always' }] })),
      refused('spec.rules[0].http.paths[0].backend.service.namespace', ingress({ backend: { service: { name: 'web', namespace: 'other', port: { number: 80 } } } })),
    ],
  },
  'route-ingress-backend': {
    hazards: [hazard('spec.rules[0].http.paths[0].backend', 'docs/concepts/services-networking/ingress/', service({ ports: [{ port: 80, appProtocol: 'https' }] }), ingress({}))],
  },
  'route-annotation': {
    refused: [refused('annotations.kubernetes.io/ingress.class', ingress({}, {}, { annotations: { 'kubernetes.io/ingress.class': 'other' } }))],
    hazards: [hazard('metadata.annotations', 'ValidateIngressCreate in pkg/apis/networking/validation/validation.go', ingress({}, {}, { annotations: { 'cert-manager.io/issuer': 'other' } }))],
  },
});

/** Documents for the rules of Gateways. */
export const GATEWAY_DOCUMENTS: Documents = newestVersion({
  'gateway-empty': {
    refused: [
      refused('spec.listeners', gateway()),
      refused('spec.listeners', gateway(...many(65, index => ({ name: `l${index}`, port: index + 1 })))),
    ],
  },
  'gateway-listener': {
    refused: [
      refused('spec.listeners[0].port', gateway({ port: 0 })),
      refused('spec.listeners[0].name', gateway({ name: 'A' })),
      refused('spec.listeners', gateway({ protocol: 'TCP', hostname: 'a.example.com' })),
    ],
  },
  'gateway-listener-tls': {
    refused: [
      refused('spec.listeners', gateway({ tls })),
      refused('spec.listeners', gateway({ protocol: 'TLS' })),
      refused('spec.listeners', gateway({ protocol: 'HTTPS', tls: { mode: 'Passthrough' } })),
    ],
    hazards: [hazard('spec.listeners[0].tls', SPEC, gateway({ protocol: 'HTTPS' }))],
  },
  'gateway-listeners-distinct': {
    refused: [refused('spec.listeners', gateway({}, { name: 'other' }))],
    hazards: [hazard('spec.listeners[1].port', SPEC, gateway({}, { name: 'tcp', protocol: 'TCP' }))],
  },
  'gateway-certificate': { hazards: [hazard('spec.listeners[0].tls.certificateRefs', SPEC, gateway({ ...https, tls: { certificateRefs: [{ name: 'a' }, { name: 'b' }] } }))] },
  'gateway-issuer': {
    hazards: [hazard('metadata.annotations', SPEC, { ...gateway(https), metadata: { name: 'public', namespace: 'shop', annotations: { 'cert-manager.io/issuer': 'a' } } })],
  },
  'tls-secret-issued': {
    hazards: [hazard('spec.listeners[0].tls.certificateRefs', SPEC, ...['a', 'b'].map(name => ({ ...gateway(https), metadata: { name, namespace: 'shop', annotations: { 'cert-manager.io/issuer': name } } })))],
  },
  'gateway-shared-certificate': {
    hazards: [hazard('spec.listeners[1].tls', SPEC, gateway({ ...https, hostname: 'a.example.com' }, { ...https, name: 'other', hostname: 'b.example.com' }))],
  },
  'gateway-section': { hazards: [hazard('spec.parentRefs[0].sectionName', SPEC, gateway({}), httpRoute({}, { parentRefs: [{ name: 'public', sectionName: 'https' }] }))] },
  'gateway-not-allowed': { hazards: [hazard('spec.parentRefs[0]', SPEC, gateway({}), { ...httpRoute({}, { parentRefs: [{ name: 'public', namespace: 'shop' }] }), metadata: { name: 'shop', namespace: 'other' } })] },
  'gateway-allowed-routes': { hazards: [hazard('spec.listeners[0].allowedRoutes', SPEC, gateway({ allowedRoutes: { namespaces: { from: 'Selector', selector: {} } } }))] },
  'gateway-route-kinds': { hazards: [hazard('spec.hostnames', SPEC, hosts('a.example.com'), route('GRPCRoute', { hostnames: ['a.example.com'], rules: [{ backendRefs: [BACKEND] }] }))] },
});
