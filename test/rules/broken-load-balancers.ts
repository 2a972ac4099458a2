import { Duration } from 'cdk8s';
import { db, web, type Broken } from './broken';
import {
  ClusterProfile, ExposedPods, Exposure, IpFamilyPolicy, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Port, type LoadBalancerAnnotations,
  type LoadBalancerOptions,
} from '../../lib';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER } = LoadBalancerProvider;

const TARGET = 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type';
const GROUPS = 'service.beta.kubernetes.io/aws-load-balancer-security-groups';
const SUBNETS = 'service.beta.kubernetes.io/aws-load-balancer-subnets';

/** The workload `web` with a load balancer. */
const balanced = (
  loadBalancerProvider: LoadBalancerProvider, options: LoadBalancerOptions, annotations?: Record<string, string>,
): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider });
  return web(chart, { exposure: Exposure.loadBalancer(options), serviceMetadata: { annotations } });
};

/** The workload `web` with an exposed UDP port. */
const resolver = (loadBalancerProvider: LoadBalancerProvider): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider });
  return web(chart, { ports: [Port.http(8080), Port.udp(5353)], exposure: Exposure.loadBalancer({ internal: false }) });
};

/** The backend `db` with a load balancer, whose targets can be pods or nodes. */
const outside = (target: string): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider: AWS_LOAD_BALANCER_CONTROLLER });
  return db(chart, { exposure: Exposure.loadBalancer({ internal: false }), serviceMetadata: { annotations: { [TARGET]: target } } });
};

/** The workload `web`, and a second Service for it whose address is the same. */
const twice = (number: number): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider: AKS });
  const exposure = Exposure.loadBalancer({ addresses: ['203.0.113.7'], internal: false });
  const selector = web(chart, { exposure });
  return new ExposedPods(chart, 'web-blue', { selector, ports: [Port.http(number)], exposure });
};

/** A profile with a custom provider. */
const custom = (name: string, annotations: LoadBalancerAnnotations): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.custom({ name, annotations }) });
};

/** A declaration for each rule on load balancers. */
export const BROKEN_LOAD_BALANCERS: Record<string, Broken> = {
  'load-balancer-unsupported': {
    begins: 'exposure.internal true',
    declare: chart => web(chart, { exposure: Exposure.loadBalancer({ internal: true }) }),
    fixed: balanced(LoadBalancerProvider.GKE, { internal: true }),
  },
  'load-balancer-setting': {
    begins: 'exposure.idleTimeout "2 minutes"',
    declare: balanced(LoadBalancerProvider.AKS, { internal: true, idleTimeout: Duration.minutes(2) }),
    fixed: balanced(LoadBalancerProvider.AKS, { internal: true, idleTimeout: Duration.minutes(4) }),
  },
  'load-balancer-annotation': {
    begins: `serviceMetadata.annotations['${SUBNETS}'] (a string of 8 characters)`,
    declare: balanced(LoadBalancerProvider.AWS, { internal: true, subnets: ['subnet-1'] }, { [SUBNETS]: 'subnet-2' }),
    fixed: balanced(LoadBalancerProvider.AWS, { internal: true, subnets: ['subnet-1', 'subnet-2'] }),
  },
  'load-balancer-ineffective': {
    begins: `serviceMetadata.annotations['${GROUPS}'] (a string of 4 characters)`,
    declare: balanced(LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER, { internal: false, sourceRanges: ['203.0.113.0/24'] }, { [GROUPS]: 'sg-1' }),
    fixed: balanced(LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER, { internal: false, sourceRanges: ['203.0.113.0/24'] }),
  },
  'load-balancer-internal': {
    begins: 'exposure.internal (not set)',
    declare: balanced(LoadBalancerProvider.AKS, {}),
    fixed: balanced(LoadBalancerProvider.AKS, { internal: true }),
  },
  'source-ranges-family': {
    begins: 'exposure.sourceRanges ["203.0.113.0/24"]',
    declare: balanced(LoadBalancerProvider.GKE, { internal: false, ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK, sourceRanges: ['203.0.113.0/24'] }),
    fixed: balanced(LoadBalancerProvider.GKE, {
      internal: false, ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK, sourceRanges: ['203.0.113.0/24', '2001:db8::/32'],
    }),
  },
  'load-balancer-port': {
    begins: 'exposure.healthCheck.port "admin"',
    declare: balanced(LoadBalancerProvider.AKS, { internal: true, healthCheck: { port: 'admin' } }),
    fixed: balanced(LoadBalancerProvider.AKS, { internal: true, healthCheck: { port: 'http' } }),
  },
  'load-balancer-other-controller': {
    begins: 'exposure.loadBalancerClass "service.k8s.aws/nlb"',
    declare: balanced(LoadBalancerProvider.AWS, { internal: true, loadBalancerClass: 'service.k8s.aws/nlb' }),
    fixed: balanced(LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER, { internal: true, loadBalancerClass: 'service.k8s.aws/nlb' }),
  },
  'load-balancer-health-check': {
    begins: 'exposure.healthCheck.path (a string of 8 characters)',
    declare: balanced(LoadBalancerProvider.AKS, { internal: true, healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP, path: '/healthz' } }),
    fixed: balanced(LoadBalancerProvider.AKS, { internal: true, healthCheck: { protocol: LoadBalancerHealthCheckProtocol.HTTP, path: '/healthz' } }),
  },
  'load-balancer-protocols': {
    begins: 'ports ["TCP 8080","UDP 5353"]',
    declare: resolver(AWS),
    fixed: resolver(AWS_LOAD_BALANCER_CONTROLLER),
  },
  'load-balancer-families': {
    begins: 'exposure.ipFamilyPolicy "PreferDualStack"',
    declare: balanced(AWS_LOAD_BALANCER_CONTROLLER, { internal: false, ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }),
    fixed: balanced(AWS_LOAD_BALANCER_CONTROLLER, { internal: false, ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }),
  },
  'load-balancer-node-ports': {
    begins: 'exposure.allocateLoadBalancerNodePorts false',
    declare: balanced(AWS_LOAD_BALANCER_CONTROLLER, { internal: false, allocateLoadBalancerNodePorts: false }),
    fixed: balanced(AWS_LOAD_BALANCER_CONTROLLER, { internal: false, allocateLoadBalancerNodePorts: false }, { [TARGET]: 'ip' }),
  },
  'load-balancer-outside': {
    begins: 'backend ["10.20.0.11"]',
    declare: outside('ip'),
    fixed: outside('instance'),
  },
  'load-balancer-address-taken': {
    begins: 'exposure.addresses[0] "203.0.113.7"',
    declare: twice(8080),
    fixed: twice(8081),
  },
  'load-balancer-provider': {
    begins: 'loadBalancerProvider.name ""',
    declare: custom('', { internal: { 'lb.example.com/internal': 'true' } }),
    fixed: custom('Example Cloud', { internal: { 'lb.example.com/internal': 'true' } }),
  },
  'load-balancer-template': {
    begins: "loadBalancerProvider.annotations.idleTimeout['lb.example.com/idle'] (a string of 15 characters with '{' at position 1)",
    declare: custom('Example Cloud', { idleTimeout: { 'lb.example.com/idle': '{secs}{seconds}' } }),
    fixed: custom('Example Cloud', { idleTimeout: { 'lb.example.com/idle': '{seconds}' } }),
  },
};
