import { clusterObject, deployment, object, secret, service, type Part, type RuleCases } from './objects';

const NET = 'networking.k8s.io/v1';
const GATEWAY = 'gateway.networking.k8s.io/v1';

const ingress = (spec: Part, annotations: Part = {}) => object(NET, 'Ingress', 'web', { spec }, { annotations });
const toService = (name: string, port: Part) => ({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }] });
const web = [service('web'), deployment('web')];
const external = object('v1', 'Service', 'web', { spec: { type: 'ExternalName', externalName: 'example.com' } });

const gateway = (listeners: Part[], metadata: Part = {}) => object(GATEWAY, 'Gateway', 'edge', { spec: { gatewayClassName: 'nginx', listeners } }, metadata);
const http = (more: Part = {}): Part => ({ name: 'http', port: 80, protocol: 'HTTP', ...more });
const route = (spec: Part, kind = 'HTTPRoute') => object(GATEWAY, kind, 'web', { spec });
const attached = (parent: Part = {}) => route({ parentRefs: [{ name: 'edge', ...parent }] });
const toBackend = (ref: Part) => route({ rules: [{ backendRefs: [ref] }] });
const grant = (to: Part = { group: '', kind: 'Service' }, from: Part = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }) =>
  object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'web', { spec: { from: [from], to: [to] } }, { namespace: 'other' });

export const routeCases: readonly RuleCases[] = [
  {
    rule: 'ingress-service-missing',
    field: 'spec.rules[0].http.paths[0].backend.service.name',
    message: 'The manifests contain no Service "web" in namespace "shop"',
    found: { documents: [ingress(toService('web', { number: 80 }))] },
    nearMisses: {
      'the Service': { documents: [ingress(toService('web', { number: 80 })), ...web] },
      'a live Service': { documents: [ingress(toService('web', { number: 80 }))], live: [service('web')] },
      'an action of the AWS Load Balancer Controller': { documents: [ingress(toService('redirect', { name: 'use-annotation' }))] },
    },
  },
  {
    rule: 'ingress-service-missing',
    field: 'spec.defaultBackend.service.name',
    message: 'The manifests contain no Service "web" in namespace "shop"',
    found: { documents: [ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } }), service('web', {}, { namespace: 'other' })] },
    nearMisses: {},
  },
  {
    rule: 'ingress-service-port',
    field: 'spec.rules[0].http.paths[0].backend.service.port',
    message: 'The Service "web" has no port 8080, so requests fail. It has "http" (80).',
    found: { documents: [ingress(toService('web', { number: 8080 })), ...web] },
    nearMisses: {
      'a port by name': { documents: [ingress(toService('web', { name: 'http' })), ...web] },
      'an ExternalName Service, which needs no ports': { documents: [ingress(toService('web', { number: 8080 })), external] },
    },
  },
  {
    rule: 'ingress-service-port',
    message: 'has no port "web"',
    found: { documents: [ingress(toService('web', { name: 'web' })), ...web] },
    nearMisses: {},
  },
  {
    rule: 'ingress-service-port',
    message: 'has no port "web", so requests fail. It has no ports.',
    found: { documents: [ingress(toService('web', { name: 'web' })), external] },
    nearMisses: {},
  },
  {
    rule: 'ingress-resource-missing',
    field: 'spec.defaultBackend.resource',
    message: 'The manifests contain no StorageBucket "static"',
    found: { documents: [ingress({ defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } } })] },
    nearMisses: {
      'the resource': {
        documents: [
          ingress({ defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } } }),
          object('k8s.example.com/v1', 'StorageBucket', 'static'),
        ],
      },
    },
  },
  {
    rule: 'ingress-tls-secret-missing',
    field: 'spec.tls[0].secretName',
    message: 'The manifests contain no Secret "tls"',
    found: { documents: [ingress({ tls: [{ secretName: 'tls' }] })] },
    nearMisses: {
      'the Secret': { documents: [ingress({ tls: [{ secretName: 'tls' }] }), secret('tls', { 'tls.crt': '', 'tls.key': '' })] },
      'an annotation for cert-manager': { documents: [ingress({ tls: [{ secretName: 'tls' }] }, { 'cert-manager.io/cluster-issuer': 'ca' })] },
      'a Certificate': { documents: [ingress({ tls: [{ secretName: 'tls' }] }), object('cert-manager.io/v1', 'Certificate', 'a', { spec: { secretName: 'tls' } })] },
      'hosts without a Secret': { documents: [ingress({ tls: [{ hosts: ['a.example.com'] }] })] },
    },
  },
  {
    rule: 'ingress-tls-keys',
    field: 'spec.tls[0].secretName',
    message: 'has no tls.key',
    found: { documents: [ingress({ tls: [{ secretName: 'tls' }] }), secret('tls', { 'tls.crt': '' })] },
    nearMisses: { 'a Secret that something else fills': { documents: [ingress({ tls: [{ secretName: 'tls' }] }), secret('tls', {})] } },
  },
  {
    rule: 'ingress-class-missing',
    field: 'spec.ingressClassName',
    message: 'The class "nginx" is not in the manifests, so it is possible that no controller serves this object. The classes in the manifests are: "haproxy".',
    found: { documents: [ingress({ ingressClassName: 'nginx' }), clusterObject(NET, 'IngressClass', 'haproxy')] },
    nearMisses: {
      'no classes in the manifests': { documents: [ingress({ ingressClassName: 'nginx' })] },
      'the class': { documents: [ingress({ ingressClassName: 'nginx' }), clusterObject(NET, 'IngressClass', 'nginx')] },
    },
  },
  {
    rule: 'gateway-class-missing',
    field: 'spec.gatewayClassName',
    message: 'The class "nginx"',
    found: { documents: [gateway([]), clusterObject(GATEWAY, 'GatewayClass', 'istio')] },
    nearMisses: { 'the class': { documents: [gateway([]), clusterObject(GATEWAY, 'GatewayClass', 'nginx')] } },
  },
  {
    rule: 'route-parent-missing',
    field: 'spec.parentRefs[0].name',
    message: 'The manifests contain no Gateway "edge"',
    found: { documents: [attached()] },
    nearMisses: {
      'a live Gateway': { documents: [attached()], live: [gateway([http()])] },
      'a Service as the parent, for a mesh': { documents: [attached({ group: '', kind: 'Service', name: 'web' }), ...web] },
      'an unknown kind': { documents: [attached({ group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet' })] },
    },
  },
  {
    rule: 'route-listener-missing',
    field: 'spec.parentRefs[0].sectionName',
    message: 'Gateway "edge" has no listener "https", so this route gets no requests. It has "http" (port 80).',
    found: { documents: [attached({ sectionName: 'https' }), gateway([http()])] },
    nearMisses: { 'the listener': { documents: [attached({ sectionName: 'http', port: 80 }), gateway([http()])] } },
  },
  {
    rule: 'route-listener-missing',
    field: 'spec.parentRefs[0].port',
    message: 'no listener with port 443',
    found: { documents: [attached({ port: 443 }), gateway([http()])] },
    nearMisses: {},
  },
  {
    rule: 'route-not-allowed',
    field: 'spec.parentRefs[0]',
    message: 'Gateway "edge" allows no routes from namespace "shop"',
    found: { documents: [attached({ namespace: 'infra' }), gateway([http()], { namespace: 'infra' })] },
    nearMisses: {
      'all namespaces': { documents: [attached({ namespace: 'infra' }), gateway([http({ allowedRoutes: { namespaces: { from: 'All' } } })], { namespace: 'infra' })] },
      'a selector, and a namespace that is not in the manifests': {
        documents: [attached({ namespace: 'infra' }), gateway([http({ allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { a: 'b' } } } } })], { namespace: 'infra' })],
      },
      'a selector by the name of the namespace': {
        documents: [
          clusterObject('v1', 'Namespace', 'shop'), attached({ namespace: 'infra' }),
          gateway([http({ allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } } } })], { namespace: 'infra' }),
        ],
      },
    },
  },
  {
    rule: 'route-not-allowed',
    message: 'allows no routes',
    found: {
      documents: [
        clusterObject('v1', 'Namespace', 'shop'), attached({ namespace: 'infra' }),
        gateway([http({ allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { a: 'b' } } } } })], { namespace: 'infra' }),
      ],
    },
    nearMisses: {},
  },
  {
    rule: 'route-service-missing',
    field: 'spec.rules[0].backendRefs[0].name',
    message: 'The manifests contain no Service "web"',
    found: { documents: [toBackend({ name: 'web', port: 80 })] },
    nearMisses: {
      'the Service': { documents: [toBackend({ name: 'web', port: 80 }), ...web] },
      'another kind': { documents: [toBackend({ group: 'net.gke.io', kind: 'ServiceImport', name: 'web', port: 80 })] },
    },
  },
  {
    rule: 'route-service-missing',
    field: 'spec.rules[0].filters[0].requestMirror.backendRef.name',
    message: 'The manifests contain no Service "copy"',
    found: { documents: [route({ rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'copy', port: 80 } } }] }] }, 'GRPCRoute')] },
    nearMisses: {},
  },
  {
    rule: 'route-service-port',
    field: 'spec.rules[0].backendRefs[0].port',
    message: 'The Service "web" has no port 8080',
    found: { documents: [toBackend({ name: 'web', port: 8080 }), ...web] },
    nearMisses: {
      'the port': { documents: [toBackend({ name: 'web', port: 80 }), ...web] },
      'an ExternalName Service, which needs no ports': { documents: [toBackend({ name: 'web', port: 8080 }), external] },
    },
  },
  {
    rule: 'reference-grant-missing',
    field: 'spec.rules[0].backendRefs[0].namespace',
    message: 'The manifests contain no ReferenceGrant in namespace "other" that allows references from HTTPRoute in namespace "shop" to Service "web"',
    found: { documents: [toBackend({ name: 'web', namespace: 'other', port: 80 })], live: [service('web', {}, { namespace: 'other' }), grant({ group: '', kind: 'Service', name: 'db' })] },
    nearMisses: {
      'a grant': { documents: [toBackend({ name: 'web', namespace: 'other', port: 80 })], live: [service('web', {}, { namespace: 'other' }), grant()] },
      'a grant by name': {
        documents: [toBackend({ name: 'web', namespace: 'other', port: 80 }), grant({ group: '', kind: 'Service', name: 'web' })],
        live: [service('web', {}, { namespace: 'other' })],
      },
    },
  },
  {
    rule: 'reference-grant-missing',
    field: 'spec.listeners[0].tls.certificateRefs[0].namespace',
    message: 'allows references from Gateway in namespace "shop" to Secret "tls"',
    found: { documents: [gateway([http({ tls: { certificateRefs: [{ name: 'tls', namespace: 'other' }] } })])], live: [object('v1', 'Secret', 'tls', {}, { namespace: 'other' })] },
    nearMisses: {},
  },
  {
    rule: 'gateway-certificate-missing',
    field: 'spec.listeners[0].tls.certificateRefs[0].name',
    message: 'The manifests contain no Secret "tls"',
    found: { documents: [gateway([http({ tls: { certificateRefs: [{ name: 'tls' }] } })])] },
    nearMisses: {
      'the Secret': { documents: [gateway([http({ tls: { certificateRefs: [{ name: 'tls' }] } })]), secret('tls')] },
      'an annotation for cert-manager': {
        documents: [gateway([http({ tls: { certificateRefs: [{ name: 'tls' }] } })], { annotations: { 'cert-manager.io/issuer': 'ca' } })],
      },
    },
  },
];
