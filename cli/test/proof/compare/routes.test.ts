import { changes, object, service } from './support';
import type { Document } from '../../../src/document';

const gateway = (kind: string, spec: Document) => object('gateway.networking.k8s.io/v1', kind, spec);
const ingress = (spec: Document) => object('networking.k8s.io/v1', 'Ingress', spec);
const backend = (port: Document) => ({ service: { name: 'web', port } });

const SAME: readonly (readonly [title: string, a: Document, b: Document])[] = [
  [
    'the order of Ingress rules',
    ingress({
      rules: [
        { host: 'a', http: { paths: [{ path: '/a', pathType: 'Prefix' }] } },
        { host: 'b' },
        { host: 'a', http: { paths: [{ path: '/b', pathType: 'Prefix' }] } },
      ],
      tls: [{ secretName: 'a', hosts: ['a', 'b'] }],
    }),
    ingress({
      rules: [{ host: 'b' }, { host: 'a', http: { paths: [{ path: '/b', pathType: 'Prefix' }, { path: '/a', pathType: 'Prefix' }] } }],
      tls: [{ secretName: 'a', hosts: ['b', 'a'] }],
    }),
  ],
  [
    'ports of backends by their names', [service({ ports: [{ port: 80, name: 'http' }] }), ingress({ defaultBackend: backend({ name: 'http' }), rules: [{ http: { paths: [{ path: '/', backend: backend({ name: 'http' }) }] } }] })],
    [
      service({ ports: [{ port: 80, name: 'http' }] }),
      ingress({ defaultBackend: backend({ number: 80 }), rules: [{ http: { paths: [{ path: '/', backend: backend({ number: 80 }) }] } }] }),
    ],
  ],
  [
    'the scope of class parameters',
    object('networking.k8s.io/v1', 'IngressClass', { parameters: { name: 'a', scope: 'Cluster' } }),
    object('networking.k8s.io/v1', 'IngressClass', { parameters: { name: 'a' } }),
  ],
  [
    'an HTTPRoute',
    gateway('HTTPRoute', {
      hostnames: ['a', 'b'],
      parentRefs: [{ name: 'a', group: 'gateway.networking.k8s.io', kind: 'Gateway' }, { name: 'b' }],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name: 'a', port: 1, group: '', kind: 'Service', weight: 1 }, { name: 'b', port: 1 }],
        filters: [
          {
            type: 'RequestMirror',
            requestMirror: { fraction: { numerator: 1, denominator: 100 }, backendRef: { name: 'a', group: '', kind: 'Service' } },
          },
          { type: 'RequestRedirect', requestRedirect: { statusCode: 302 } },
          { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a', 'b'] } },
          { type: 'CORS', cors: { maxAge: 5 } },
        ],
      }],
    }),
    gateway('HTTPRoute', {
      hostnames: ['b', 'a'],
      parentRefs: [{ name: 'b' }, { name: 'a' }],
      rules: [{
        backendRefs: [{ name: 'b', port: 1 }, { name: 'a', port: 1 }],
        filters: [
          {
            type: 'RequestMirror',
            requestMirror: { fraction: { numerator: 1 }, backendRef: { name: 'a' } },
          }, {
            type: 'RequestRedirect',
            requestRedirect: {},
          },
          { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['b', 'a'] } },
          { type: 'CORS', cors: {} },
        ],
      }],
    }),
  ],
  ['a route without rules', gateway('HTTPRoute', { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] }), gateway('HTTPRoute', {})],
  [
    'matches', gateway('HTTPRoute', { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'a', value: 'b', type: 'Exact' }] }, { path: { value: '/a' } }] }] }),
    gateway('HTTPRoute', { rules: [{ matches: [{ path: { value: '/a' } }, { headers: [{ name: 'a', value: 'b' }] }] }] }),
  ],
  [
    'a GRPCRoute', gateway('GRPCRoute', { rules: [{ matches: [{ method: { type: 'Exact', service: 'a' } }], backendRefs: [{ name: 'a', weight: 1 }] }] }),
    gateway('GRPCRoute', { rules: [{ matches: [{ method: { service: 'a' } }], backendRefs: [{ name: 'a' }] }] }),
  ],
  ...['TCPRoute', 'TLSRoute', 'UDPRoute'].map(kind => [
    `a ${kind}`, gateway(kind, { rules: [{ backendRefs: [{ name: 'a', kind: 'Service' }] }] }), gateway(kind, { rules: [{ backendRefs: [{ name: 'a' }] }] }),
  ] as const),
  [
    'the listeners of parents',
    gateway('HTTPRoute', { parentRefs: [{ name: 'a', sectionName: 'b' }, { name: 'a', sectionName: 'c' }] }),
    gateway('HTTPRoute', { parentRefs: [{ name: 'a', sectionName: 'c' }, { name: 'a', sectionName: 'b' }] }),
  ],
  [
    'a Gateway',
    gateway('Gateway', { listeners: [{ name: 'a', allowedRoutes: { namespaces: { from: 'Same' }, kinds: [{ kind: 'HTTPRoute', group: 'gateway.networking.k8s.io' }] }, tls: { mode: 'Terminate', certificateRefs: [{ name: 'a', kind: 'Secret', group: '' }] } }, { name: 'b' }], addresses: [{ type: 'IPAddress', value: 'a' }] }),
    gateway('Gateway', { listeners: [{ name: 'b' }, { name: 'a', allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] }, tls: { certificateRefs: [{ name: 'a' }] } }], addresses: [{ value: 'a' }] }),
  ],
  [
    'a grant',
    gateway('ReferenceGrant', { from: [{ kind: 'A' }, { kind: 'B' }] }),
    gateway('ReferenceGrant', { from: [{ kind: 'B' }, { kind: 'A' }] }),
  ],
  ['a beta version of the Gateway API', object('gateway.networking.k8s.io/v1beta1', 'HTTPRoute', {}), gateway('HTTPRoute', {})],
];

test.each(SAME)('routes that mean the same are equal: %s', (_, a, b) => {
  expect(changes(a, b)).toEqual([]);
  expect(changes(b, a)).toEqual([]);
});
