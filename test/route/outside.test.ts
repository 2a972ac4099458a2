import type { Chart } from 'cdk8s';
import {
  Backend, ExposedWorkload, Exposure, ExternalService, Gateway, Port, Route, RouteBackend, RouteParent, type ExternalServiceProps, type IReachable,
} from '../../lib';
import { messagesOf } from '../rules/broken';

const PORTS = [Port.http(8080, { servicePort: 80 })];
const ALB_PODS = { 'alb.ingress.kubernetes.io/target-type': 'ip' };
const ALB_NODES = { 'alb.ingress.kubernetes.io/target-type': 'instance' };
const NEG = 'cloud.google.com/neg';

interface Declared {
  /** Name of an IngressClass, or of a GatewayClass with the prefix `gateway `. */
  readonly of: string;
  readonly annotations?: Record<string, string>;
  readonly backend?: Partial<ExternalServiceProps>;
  readonly justification?: string;
  readonly target?: (chart: Chart) => IReachable;
}

/** The messages for a route to addresses outside the cluster, or to another target. */
function messages({ of, annotations, backend, justification, target }: Declared): string[] {
  return messagesOf(chart => {
    const className = /^gateway (.+)$/.exec(of)?.[1];
    const parent = className === undefined ? RouteParent.ingressClass(of) : RouteParent.gateway(new Gateway(chart, 'public', { className }));
    const outside = target?.(chart) ?? new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: PORTS, ...backend });
    new Route(chart, 'shop', {
      parents: [parent], hosts: ['shop.example.com'], metadata: { annotations }, rules: [{ backends: [RouteBackend.of(outside, { justification })] }],
    });
  });
}

const NODE_PORT: Partial<ExternalServiceProps> = { exposure: Exposure.nodePort() };

test.each<[string, Declared, string]>([
  ['an ALB with pods as targets', { of: 'alb', annotations: ALB_PODS, backend: NODE_PORT }, 'Set it to instance, and set exposure: Exposure.nodePort() for the backend.'],
  ['an ALB with pods as targets of the Service', { of: 'alb', annotations: ALB_NODES, backend: { ...NODE_PORT, serviceMetadata: { annotations: ALB_PODS } } }, 'Set it to instance'],
  ['an Ingress of GKE', { of: 'gce' }, "Use the class 'gce', and for the backend exposure: Exposure.nodePort() and the annotation cloud.google.com/neg"],
  ['an Ingress of GKE with NEGs', { of: 'gce', backend: { ...NODE_PORT, serviceMetadata: { annotations: { [NEG]: '{"ingress": true}' } } } }, "'{\"ingress\": false}' in serviceMetadata."],
  ['an internal Ingress of GKE', { of: 'gce-internal', backend: NODE_PORT }, "Use the class 'gce'"],
  ['a regional Ingress of GKE', { of: 'gce-regional-external', backend: NODE_PORT }, "Use the class 'gce'"],
  ['a Gateway of GKE', { of: 'gateway gke-l7-rilb', backend: NODE_PORT }, "The Gateways of the class 'gke-l7-rilb' send requests only to pods."],
])('addresses outside the cluster are refused behind %s', (_, declared, fix) => {
  expect(messages(declared)).toEqual([expect.stringMatching(/^shop\/shop: rules\[0\]\.backends\[0\] "10\.20\.0\.11\/32": a backend of addresses .*#route-outside$/)]);
  expect(messages(declared)[0]).toContain(fix);
});

test.each<[string, Declared]>([
  ['an ALB with nodes as targets', { of: 'alb', annotations: ALB_NODES, backend: NODE_PORT }],
  ['an ALB with nodes as targets of the Service', { of: 'alb', annotations: ALB_PODS, backend: { ...NODE_PORT, serviceMetadata: { annotations: ALB_NODES } } }],
  ['an Ingress of GKE with node ports', { of: 'gce', backend: { ...NODE_PORT, serviceMetadata: { annotations: { [NEG]: '{"ingress": false}' } } } }],
  ['another Ingress', { of: 'nginx' }],
  ['another Gateway', { of: 'gateway traefik' }],
  ['a Gateway of GKE, with a justification', { of: 'gateway gke-l7-rilb', justification: 'a webhook adds the endpoints to the group' }],
])('addresses outside the cluster are accepted behind %s', (_, declared) => {
  expect(messages(declared)).toEqual([]);
});

test.each<[string, Declared['target']]>([
  ['pods', chart => new ExposedWorkload(chart, 'web', { image: 'registry.example.com/web:1.4.2', ports: PORTS })],
  ['a Service whose endpoints are not known', chart => ExternalService.fromServiceName(chart, 'payments', 'payments', { ports: PORTS, networks: ['10.8.0.0/14'] })],
])('%s can be behind a controller whose targets are pods', (_, target) => {
  expect(messages({ of: 'gateway gke-l7-rilb', target })).toEqual([]);
});
