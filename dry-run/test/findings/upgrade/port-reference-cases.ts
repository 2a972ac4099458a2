import { object, service, type Part, type RuleCases } from '../objects';

const before = (metadata: Part = {}) => service('web', { ports: [{ name: 'http', port: 80 }, { name: 'admin', port: 81 }] }, { labels: { app: 'web' }, ...metadata });
const renamed = service('web', { ports: [{ name: 'web', port: 80 }, { name: 'admin', port: 81 }] });
const removed = service('web', { ports: [{ name: 'http', port: 80 }] });

const ingress = (port: Part, name = 'web', metadata: Part = {}) => object('networking.k8s.io/v1', 'Ingress', name, {
  spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port } } }] } }] },
}, metadata);
const route = (ref: Part, kind = 'HTTPRoute', metadata: Part = {}) => object('gateway.networking.k8s.io/v1', kind, 'web', { spec: { rules: [{ backendRefs: [ref] }] } }, metadata);
const monitor = (spec: Part = {}, metadata: Part = {}) => object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', {
  spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http' }, { targetPort: 8080 }], ...spec },
}, metadata);
const OTHER = { namespace: 'other' };

const rule = 'service-port-referenced';

export const portReferenceCases: readonly RuleCases[] = [
  {
    rule,
    field: 'spec.ports',
    message: 'Ingress "web" refers to port "http" of the Service, which the update removes or renames, so requests fail. After the update, the Service has "web" (80), "admin" (81). Keep the name and the number of the port, or first change what refers to it',
    found: { live: [before(), ingress({ name: 'http' })], documents: [renamed] },
    nearMisses: {
      'the Ingress refers to the number, which stays': { live: [before(), ingress({ number: 80 })], documents: [renamed] },
      'another port': { live: [before(), ingress({ name: 'admin' })], documents: [renamed] },
      'a port that the live Service does not have either': { live: [before(), ingress({ name: 'other' })], documents: [renamed] },
      'an Ingress in the manifests, which is ingress-service-port': { live: [before(), ingress({ name: 'http' })], documents: [renamed, ingress({ name: 'web' })] },
      'an Ingress in another namespace': { live: [before(), ingress({ name: 'http' }, 'web', OTHER)], documents: [renamed] },
      'an Ingress without a Service': { live: [before(), object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { resource: { kind: 'A', name: 'a' } } } })], documents: [renamed] },
      'an Ingress without a port': { live: [before(), ingress({})], documents: [renamed] },
      'the Service is new': { live: [ingress({ name: 'http' })], documents: [renamed] },
    },
  },
  {
    rule,
    message: 'Ingress "a", Ingress "b" refer to port 81 of the Service',
    found: { live: [before(), ingress({ number: 81 }, 'a'), ingress({ number: 81 }, 'b')], documents: [removed] },
    nearMisses: {},
  },
  {
    rule,
    message: 'Ingress "web", ServiceMonitor "web" refer to port "http" of the Service, which the update removes or renames, so requests fail and no metrics are collected.',
    found: { live: [before(), ingress({ name: 'http' }), monitor()], documents: [renamed] },
    nearMisses: {},
  },
  ...['HTTPRoute', 'GRPCRoute'].map((kind): RuleCases => ({
    rule,
    message: `${kind} "web" refers to port 81 of the Service`,
    found: { live: [before(), route({ name: 'web', namespace: 'shop', port: 81 }, kind, OTHER)], documents: [removed] },
    nearMisses: {
      'another port': { live: [before(), route({ name: 'web', port: 80 }, kind)], documents: [removed] },
      'no port': { live: [before(), route({ name: 'web' }, kind)], documents: [removed] },
      'another kind of backend': { live: [before(), route({ kind: 'ServiceImport', group: 'multicluster.x-k8s.io', name: 'web', port: 81 }, kind)], documents: [removed] },
      'in the manifests, which is route-service-port': { live: [before(), route({ name: 'web', port: 81 }, kind)], documents: [removed, route({ name: 'web', port: 81 }, kind)] },
    },
  })),
  {
    rule,
    message: 'ServiceMonitor "web" refers to port "http" of the Service',
    found: { live: [before(), monitor()], documents: [renamed] },
    nearMisses: {
      'other labels': { live: [before({ labels: { app: 'db' } }), monitor()], documents: [renamed] },
      'another namespace': { live: [before(), monitor({}, OTHER)], documents: [renamed] },
      'a list of other namespaces': { live: [before(), monitor({ namespaceSelector: { matchNames: ['other'] } })], documents: [renamed] },
      'it changes with the Service': { live: [before(), monitor()], documents: [renamed, monitor({ endpoints: [{ port: 'web' }] })] },
    },
  },
  {
    rule,
    message: 'ServiceMonitor "web" refers to port "http" of the Service, which the update removes or renames, so no metrics are collected.',
    found: { live: [before(), monitor()], documents: [renamed, monitor()] },
    nearMisses: {},
  },
  ...[{ any: true }, { matchNames: ['shop'] }].map((namespaceSelector): RuleCases => ({
    rule, message: 'ServiceMonitor "web"', found: { live: [before(), monitor({ namespaceSelector }, OTHER)], documents: [renamed] }, nearMisses: {},
  })),
  { rule, message: 'ServiceMonitor "web"', found: { live: [before(), monitor({ namespaceSelector: { matchNames: [] } })], documents: [renamed] }, nearMisses: {} },
];
