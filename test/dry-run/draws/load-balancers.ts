import { Duration } from 'cdk8s';
import type { Draw } from './draw';
import { seconds } from './texts';
import {
  LoadBalancerHealthCheckProtocol, LoadBalancerProvider, TrafficPolicy,
  type LoadBalancerHealthCheck, type LoadBalancerIntents, type LoadBalancerOptions, type LoadBalancerTls, type Port,
} from '../../../lib';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;

/** Who can be told what; some of it besides has to go together. */
const TOLD: Record<LoadBalancerProvider, readonly (keyof LoadBalancerIntents)[]> = {
  [GENERIC]: [],
  [AWS]: ['internal', 'subnets', 'tls', 'proxyProtocol', 'idleTimeout', 'crossZone', 'healthCheck'],
  [AWS_LOAD_BALANCER_CONTROLLER]: ['internal', 'addressNames', 'subnets', 'tls', 'proxyProtocol', 'crossZone', 'healthCheck'],
  [GKE]: ['internal', 'addresses', 'subnets'],
  [AKS]: ['internal', 'addresses', 'idleTimeout', 'healthCheck'],
  [METALLB]: ['addresses', 'addressPool'],
};

/** Options with what a load balancer should be, as its provider can be told. */
export function withIntents(draw: Draw, options: LoadBalancerOptions, provider: LoadBalancerProvider, ports: readonly Port[]): LoadBalancerOptions {
  const said = intents(draw, provider, ports, options.externalTrafficPolicy === TrafficPolicy.LOCAL);
  const once = Object.keys(said).length === 0 || draw.odd('class and address beside intents');
  return { ...said, ...options, ...!once && { loadBalancerClass: undefined, loadBalancerIp: undefined } };
}

function intents(draw: Draw, provider: LoadBalancerProvider, ports: readonly Port[], local: boolean): LoadBalancerIntents {
  const tcp = ports.filter(({ exposed, protocol }) => exposed && protocol === 'TCP');
  const odd = draw.odd('intents that the provider can not be told');
  const told = <T>(name: keyof LoadBalancerIntents, value: () => T): T | undefined => odd || TOLD[provider].includes(name) ? value() : undefined;
  const ofTcp = <T>(value: () => T): T | undefined => odd || tcp.length > 0 ? value() : undefined;
  const drawn = draw.some<LoadBalancerIntents>('LoadBalancerIntents', 0.3, {
    internal: () => told('internal', () => provider === GKE ? true : draw.mostly('internal', () => draw.chance(0.5), 'true')),
    addresses: () => told('addresses', () => draw.mostly('addresses', () => ['203.0.113.7'], [], ['203.0.113.7', '203.0.113.8'], ['2001:DB8::7'], ['x'])),
    addressNames: () => told('addressNames', () => draw.mostly('addressNames', () => ['eipalloc-1'], [], ['a,b'], [''])),
    addressPool: () => told('addressPool', () => draw.mostly('addressPool', () => 'offices', '', 'a,b')),
    subnets: () => told('subnets', () => draw.mostly('subnets', () => ['subnet-1'], [], ['subnet-1', 'subnet-1'], [' '])),
    tls: () => told('tls', () => ofTcp(() => tls(draw, tcp))),
    proxyProtocol: () => told('proxyProtocol', () => draw.mostly('proxyProtocol', () => !local && draw.chance(0.5), 'yes')),
    idleTimeout: () => told('idleTimeout', () => ofTcp(() => idleTimeout(draw))),
    crossZone: () => told('crossZone', () => draw.mostly('crossZone', () => draw.chance(0.5), 1)),
    healthCheck: () => told('healthCheck', () => healthCheck(draw, provider, tcp, local)),
  });
  return odd ? drawn : together(drawn);
}

/** A subnet of GKE is that of an internal load balancer, and Elastic IPs are public. */
function together(drawn: LoadBalancerIntents): LoadBalancerIntents {
  return drawn.addressNames ? { ...drawn, internal: false } : drawn.subnets && drawn.internal === undefined ? { ...drawn, internal: true } : drawn;
}

function idleTimeout(draw: Draw): Duration {
  return draw.mostly('idleTimeout', () => Duration.minutes(draw.integer(4, 30)), Duration.seconds(0), Duration.minutes(300));
}

function tls(draw: Draw, tcp: readonly Port[]): LoadBalancerTls {
  return {
    ...draw.all<Pick<LoadBalancerTls, 'certificates' | 'ports'>>('LoadBalancerTls', {
      certificates: () => draw.mostly('certificates', () => ['arn:aws:acm:eu-west-1:111122223333:certificate/1'], [], ['web'], ['']),
      ports: () => draw.mostly('tls.ports', () => tcp.slice(0, 1).map(({ name }) => name), [], ['nobody'], undefined),
    }),
    ...draw.some<Pick<LoadBalancerTls, 'policy'>>('LoadBalancerTls', 0.3, { policy: () => draw.mostly('policy', () => 'ELBSecurityPolicy-TLS13-1-2-2021-06', '') }),
  };
}

function healthCheck(draw: Draw, provider: LoadBalancerProvider, tcp: readonly Port[], local: boolean): LoadBalancerHealthCheck {
  const asked = !local || draw.odd('what is asked, beside the policy LOCAL');
  const named = tcp.length > 0 && provider !== AWS;
  return {
    ...asked && draw.some<Pick<LoadBalancerHealthCheck, 'protocol' | 'path' | 'port'>>('LoadBalancerHealthCheck', 0.4, {
      protocol: () => draw.mostly('health check protocol', () => draw.pick(LoadBalancerHealthCheckProtocol.HTTP, LoadBalancerHealthCheckProtocol.HTTPS), 'TCP', 'tcp'),
      path: () => draw.mostly('health check path', () => '/healthz', 'healthz', ''),
      port: () => named ? draw.mostly('health check port', () => tcp[0].name, 'nobody') : undefined,
    }),
    ...draw.some<Pick<LoadBalancerHealthCheck, 'interval' | 'healthyThreshold' | 'unhealthyThreshold'>>('LoadBalancerHealthCheck', 0.4, {
      interval: () => seconds(draw, 'health check interval', 6, 30),
      healthyThreshold: () => provider === AKS ? undefined : draw.mostly('healthyThreshold', () => draw.integer(2, 10), 1, 2.5),
      unhealthyThreshold: () => draw.mostly('unhealthyThreshold', () => draw.integer(2, 3), 1, 0),
    }),
  };
}
