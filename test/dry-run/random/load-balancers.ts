import { Duration } from 'cdk8s';
import type { Random } from './random';
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
export function withIntents(
  random: Random, options: LoadBalancerOptions, provider: LoadBalancerProvider, ports: readonly Port[],
): LoadBalancerOptions {
  const generated = intents(random, provider, ports, options.externalTrafficPolicy === TrafficPolicy.LOCAL);
  const once = Object.keys(generated).length === 0 || random.odd('class and address together with provider-independent options');
  return { ...generated, ...options, ...!once && { loadBalancerClass: undefined, loadBalancerIp: undefined } };
}

function intents(random: Random, provider: LoadBalancerProvider, ports: readonly Port[], local: boolean): LoadBalancerIntents {
  const tcp = ports.filter(({ exposed, protocol }) => exposed && protocol === 'TCP');
  const odd = random.odd('options that the provider does not support');
  const supported = <T>(name: keyof LoadBalancerIntents, value: () => T): T | undefined => (
    odd || SUPPORTED[provider].includes(name) ? value() : undefined
  );
  const ofTcp = <T>(value: () => T): T | undefined => odd || tcp.length > 0 ? value() : undefined;
  const generated = random.some<LoadBalancerIntents>('LoadBalancerIntents', 0.3, {
    internal: () => supported('internal', () => provider === GKE ? true : random.mostly('internal', () => random.chance(0.5), 'true')),
    addresses: () => supported('addresses', () => random.mostly('addresses', () => ['203.0.113.7'], [], ['203.0.113.7', '203.0.113.8'], ['2001:DB8::7'], ['x'])),
    addressNames: () => supported('addressNames', () => random.mostly('addressNames', () => ['eipalloc-1'], [], ['a,b'], [''])),
    addressPool: () => supported('addressPool', () => random.mostly('addressPool', () => 'offices', '', 'a,b')),
    subnets: () => supported('subnets', () => random.mostly('subnets', () => ['subnet-1'], [], ['subnet-1', 'subnet-1'], [' '])),
    tls: () => supported('tls', () => ofTcp(() => tls(random, tcp))),
    proxyProtocol: () => supported('proxyProtocol', () => random.mostly('proxyProtocol', () => !local && random.chance(0.5), 'yes')),
    idleTimeout: () => supported('idleTimeout', () => ofTcp(() => idleTimeout(random))),
    crossZone: () => supported('crossZone', () => random.mostly('crossZone', () => random.chance(0.5), 1)),
    healthCheck: () => supported('healthCheck', () => healthCheck(random, provider, tcp, local)),
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

function idleTimeout(random: Random): Duration {
  return random.mostly('idleTimeout', () => Duration.minutes(random.integer(4, 30)), Duration.seconds(0), Duration.minutes(300));
}

function tls(random: Random, tcp: readonly Port[]): LoadBalancerTls {
  return {
    ...random.all<Pick<LoadBalancerTls, 'certificates' | 'ports'>>('LoadBalancerTls', {
      certificates: () => random.mostly('certificates', () => ['arn:aws:acm:eu-west-1:111122223333:certificate/1'], [], ['web'], ['']),
      ports: () => random.mostly('tls.ports', () => tcp.slice(0, 1).map(({ name }) => name), [], ['nobody'], undefined),
    }),
    ...random.some<Pick<LoadBalancerTls, 'policy'>>('LoadBalancerTls', 0.3, { policy: () => random.mostly('policy', () => 'ELBSecurityPolicy-TLS13-1-2-2021-06', '') }),
  };
}

function healthCheck(random: Random, provider: LoadBalancerProvider, tcp: readonly Port[], local: boolean): LoadBalancerHealthCheck {
  const configurable = !local || random.odd('protocol, path or port together with the policy Local');
  const named = tcp.length > 0 && provider !== AWS;
  return {
    ...configurable && random.some<Pick<LoadBalancerHealthCheck, 'protocol' | 'path' | 'port'>>('LoadBalancerHealthCheck', 0.4, {
      protocol: () => random.mostly('health check protocol', () => random.pick(LoadBalancerHealthCheckProtocol.HTTP, LoadBalancerHealthCheckProtocol.HTTPS), 'TCP', 'tcp'),
      path: () => random.mostly('health check path', () => '/healthz', 'healthz', ''),
      port: () => named ? random.mostly('health check port', () => tcp[0].name, 'nobody') : undefined,
    }),
    ...random.some<Pick<LoadBalancerHealthCheck, 'interval' | 'healthyThreshold' | 'unhealthyThreshold'>>('LoadBalancerHealthCheck', 0.4, {
      interval: () => seconds(random, 'health check interval', 6, 30),
      healthyThreshold: () => provider === AKS ? undefined : random.mostly('healthyThreshold', () => random.integer(2, 10), 1, 2.5),
      unhealthyThreshold: () => random.mostly('unhealthyThreshold', () => random.integer(2, 3), 1, 0),
    }),
  };
}
