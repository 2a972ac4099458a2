import { annotationsOf, type Declared } from './declared';
import { IpFamily, LoadBalancerProvider, Port, TrafficPolicy } from '../../lib';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE, METALLB } = LoadBalancerProvider;
const { IPV6 } = IpFamily;

const AMAZON = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE = 'service.beta.kubernetes.io/';
const NONE = { allocateLoadBalancerNodePorts: false };
const LOCAL = { ...NONE, externalTrafficPolicy: TrafficPolicy.LOCAL };

test.each<[string, LoadBalancerProvider, Declared, string]>([
  ['targets that are nodes', AWS_LOAD_BALANCER_CONTROLLER, { options: NONE }, `or set the annotation ${AMAZON}nlb-target-type: ip`],
  ['the cloud controller manager of AWS', AWS, { options: LOCAL }, 'The load balancer sends traffic to node ports.'],
  ['a health check of nodes', AKS, { options: NONE }, "The health check of the port 'http' needs a node port. Set externalTrafficPolicy: TrafficPolicy.LOCAL"],
  ['a health check of one port', AKS, { options: NONE, ports: [Port.tcp(9000), Port.http(8080)], annotations: { [`${AZURE}port_9000_health-probe_port`]: '10256' } },
    `set the annotation ${AZURE}port_8080_health-probe_port: '10256'`],
  ['no floating IP', AKS, { options: LOCAL, annotations: { [`${AZURE}azure-disable-load-balancer-floating-ip`]: 'True' } }, 'Node ports are necessary for'],
  ['an internal load balancer with IPv6', AKS, { options: { ...LOCAL, internal: true, ipFamilies: [IPV6] } }, 'Node ports are necessary for'],
])('a load balancer without node ports is refused: %s (%s)', (_, provider, declared, fix) => {
  expect(() => annotationsOf(provider, declared)).toThrow(/exposure\.allocateLoadBalancerNodePorts false: .*#load-balancer-node-ports$/);
  expect(() => annotationsOf(provider, declared)).toThrow(fix);
});

test.each<[string, LoadBalancerProvider, Declared]>([
  ['targets that are pods', AWS_LOAD_BALANCER_CONTROLLER, { options: NONE, annotations: { [`${AMAZON}nlb-target-type`]: 'ip' } }],
  ['another controller', AWS, { options: { ...NONE, loadBalancerClass: 'example.com/lb' } }],
  ['the policy LOCAL', AKS, { options: LOCAL }],
  ['a health check of kube-proxy', AKS, { options: NONE, annotations: { [`${AZURE}port_8080_health-probe_port`]: '10256' } }],
  ['only UDP, which is not checked', AKS, { options: NONE, ports: [Port.udp(5353)] }],
  ['the policy LOCAL and a public load balancer with IPv6', AKS, { options: { ...LOCAL, ipFamilies: [IPV6] } }],
  ['no node ports', GKE, { options: NONE }],
  ['no node ports', METALLB, { options: NONE }],
])('a load balancer without node ports is accepted: %s (%s)', (_, provider, declared) => {
  expect(annotationsOf(provider, declared)).toEqual(declared.annotations ?? {});
});
