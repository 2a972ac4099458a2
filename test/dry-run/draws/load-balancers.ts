import { Duration } from 'cdk8s';
import type { Draw } from './draw';
import { seconds } from './texts';
import {
  LoadBalancerHealthCheckProtocol, LoadBalancerProvider, TrafficPolicy,
  type LoadBalancerHealthCheck, type LoadBalancerIntents, type LoadBalancerOptions, type LoadBalancerTls, type Port,
} from '../../../lib';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;

/** The options that each provider supports. Some of them can also be used only together. */
const SUPPORTED: Record<LoadBalancerProvider, readonly (keyof LoadBalancerIntents)[]> = {
  [GENERIC]: [],
  [AWS]: ['internal', 'subnets', 'tls', 'proxyProtocol', 'idleTimeout', 'crossZone', 'healthCheck'],
  [AWS_LOAD_BALANCER_CONTROLLER]: ['internal', 'addressNames', 'subnets', 'tls', 'proxyProtocol', 'crossZone', 'healthCheck'],
  [GKE]: ['internal', 'addresses', 'subnets'],
  [AKS]: ['internal', 'addresses', 'idleTimeout', 'healthCheck'],
  [METALLB]: ['addresses', 'addressPool'],
};

/** Adds provider-independent options that the provider supports. */
export function withIntents(draw: Draw, options: LoadBalancerOptions, provider: LoadBalancerProvider, ports: readonly Port[]): LoadBalancerOptions {
  const generated = intents(draw, provider, ports, options.externalTrafficPolicy === TrafficPolicy.LOCAL);
  const once = Object.keys(generated).length === 0 || draw.odd('class and address together with provider-independent options');
  return { ...generated, ...options, ...!once && { loadBalancerClass: undefined, loadBalancerIp: undefined } };
}

function intents(draw: Draw, provider: LoadBalancerProvider, ports: readonly Port[], local: boolean): LoadBalancerIntents {
  const tcp = ports.filter(({ exposed, protocol }) => exposed && protocol === 'TCP');
  const odd = draw.odd('options that the provider does not support');
  const supported = <T>(name: keyof LoadBalancerIntents, value: () => T): T | undefined => odd || SUPPORTED[provider].includes(name) ? value() : undefined;
  const ofTcp = <T>(value: () => T): T | undefined => odd || tcp.length > 0 ? value() : undefined;
  const generated = draw.some<LoadBalancerIntents>('LoadBalancerIntents', 0.3, {
    internal: () => supported('internal', () => provider === GKE ? true : draw.mostly('internal', () => draw.chance(0.5), 'true')),
    addresses: () => supported('addresses', () => draw.mostly('addresses', () => ['203.0.113.7'], [], ['203.0.113.7', '203.0.113.8'], ['2001:DB8::7'], ['x'])),
    addressNames: () => supported('addressNames', () => draw.mostly('addressNames', () => ['eipalloc-1'], [], ['a,b'], [''])),
    addressPool: () => supported('addressPool', () => draw.mostly('addressPool', () => 'offices', '', 'a,b')),
    subnets: () => supported('subnets', () => draw.mostly('subnets', () => ['subnet-1'], [], ['subnet-1', 'subnet-1'], [' '])),
    tls: () => supported('tls', () => ofTcp(() => tls(draw, tcp))),
    proxyProtocol: () => supported('proxyProtocol', () => draw.mostly('proxyProtocol', () => !local && draw.chance(0.5), 'yes')),
    idleTimeout: () => supported('idleTimeout', () => ofTcp(() => idleTimeout(draw))),
    crossZone: () => supported('crossZone', () => draw.mostly('crossZone', () => draw.chance(0.5), 1)),
    healthCheck: () => supported('healthCheck', () => healthCheck(draw, provider, tcp, local)),
  });
  return odd ? generated : consistent(generated);
}

/** Makes options consistent: on GKE, a subnet requires an internal load balancer, and Elastic IPs require a public one. */
function consistent(generated: LoadBalancerIntents): LoadBalancerIntents {
  if (generated.addressNames) {
    return { ...generated, internal: false };
  }
  return generated.subnets && generated.internal === undefined ? { ...generated, internal: true } : generated;
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
  const configurable = !local || draw.odd('protocol, path or port together with the policy Local');
  const named = tcp.length > 0 && provider !== AWS;
  return {
    ...configurable && draw.some<Pick<LoadBalancerHealthCheck, 'protocol' | 'path' | 'port'>>('LoadBalancerHealthCheck', 0.4, {
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
