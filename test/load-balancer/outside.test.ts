import { annotationsOf, messageOf, type Declared } from './declared';
import { Backend, LoadBalancerProvider, TrafficPolicy } from '../../lib';

const { AKS, AWS_LOAD_BALANCER_CONTROLLER, GKE, METALLB } = LoadBalancerProvider;

const AMAZON = 'service.beta.kubernetes.io/aws-load-balancer-';
const PODS = { [`${AMAZON}nlb-target-type`]: 'ip' };
const OUTSIDE = Backend.addresses('10.20.0.11', '10.20.0.12');
const JUSTIFIED = Backend.endpoints({ address: '10.20.0.11', nodeName: 'worker-1', justification: 'our controller reads all endpoints' });
const ON_NODE = Backend.endpoints({ address: '10.20.0.11', nodeName: 'worker-1' });
const LOCAL = { externalTrafficPolicy: TrafficPolicy.LOCAL };

test.each<[string, LoadBalancerProvider, Declared, string]>([
  ['the annotation for pods', AWS_LOAD_BALANCER_CONTROLLER, { annotations: PODS, outside: OUTSIDE }, `The annotation ${AMAZON}nlb-target-type: ip makes pods the targets.`],
  ['an older annotation for pods', AWS_LOAD_BALANCER_CONTROLLER, { annotations: { [`${AMAZON}type`]: 'nlb-ip' }, outside: OUTSIDE }, `The annotation ${AMAZON}type makes pods the targets.`],
  ['LOCAL, even for an address on a node', GKE, { options: LOCAL, outside: ON_NODE }, 'Remove externalTrafficPolicy.'],
])('addresses outside the cluster are refused with targets that are pods: %s (%s)', (_, provider, declared, fix) => {
  expect(messageOf(provider, declared)).toMatch(/shop\/web: backend \["10\.20\.0\.11".*\]: a load balancer whose targets are pods .*#load-balancer-outside$/);
  expect(messageOf(provider, declared)).toContain(fix);
});

test.each<[string, LoadBalancerProvider, Declared]>([
  ['nodes as targets', AWS_LOAD_BALANCER_CONTROLLER, { outside: OUTSIDE }],
  ['a justification', AWS_LOAD_BALANCER_CONTROLLER, { annotations: PODS, outside: JUSTIFIED }],
  ['pods as targets of a workload', AWS_LOAD_BALANCER_CONTROLLER, { annotations: PODS }],
  ['another controller', AWS_LOAD_BALANCER_CONTROLLER, { annotations: PODS, options: { loadBalancerClass: 'example.com/lb' }, outside: OUTSIDE }],
  ['nodes as targets', GKE, { outside: OUTSIDE }],
  ['a justification', GKE, { options: LOCAL, outside: JUSTIFIED }],
  ['LOCAL', AKS, { options: LOCAL, outside: ON_NODE }],
  ['LOCAL', METALLB, { options: LOCAL, outside: ON_NODE }],
])('addresses outside the cluster are accepted with %s (%s)', (_, provider, declared) => {
  expect(annotationsOf(provider, declared)).toEqual(declared.annotations ?? {});
});
