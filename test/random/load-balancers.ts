import { Duration } from 'cdk8s';
import type { Random } from './random';
import { seconds } from './texts';
import {
  LoadBalancerHealthCheckProtocol, LoadBalancerProvider, TrafficPolicy,
  type CustomLoadBalancerProviderProps, type LoadBalancerAnnotations, type LoadBalancerHealthCheck, type LoadBalancerOptions,
  type LoadBalancerSettings, type LoadBalancerTls, type Port,
} from '../../lib';
import type { LoadBalancerProviderId } from '../../lib/cluster/load-balancer-provider';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE } = LoadBalancerProvider;

type SettingName = keyof LoadBalancerSettings;

/** The settings that are generated for each provider. Settings that a provider accepts only together with others are not all generated. */
const SUPPORTED: Readonly<Record<LoadBalancerProviderId, readonly SettingName[]>> = {
  'generic': [],
  'aws': ['internal', 'subnets', 'tls', 'proxyProtocol', 'idleTimeout', 'crossZone', 'healthCheck'],
  'aws-load-balancer-controller': ['internal', 'addressNames', 'subnets', 'tls', 'proxyProtocol', 'crossZone', 'healthCheck'],
  'gke': ['internal', 'addresses', 'subnets'],
  'aks': ['internal', 'addresses', 'idleTimeout', 'healthCheck'],
  'metallb': ['addresses', 'addressPool'],
  'custom': ['internal', 'addresses', 'addressPool', 'subnets', 'tls', 'proxyProtocol', 'idleTimeout', 'crossZone', 'healthCheck'],
};

/** A built-in provider, or a custom provider. */
export function provider(random: Random): LoadBalancerProvider {
  return random.pick(...Object.values(LoadBalancerProvider), undefined) ?? customProvider(random);
}

function customProvider(random: Random): LoadBalancerProvider {
  return LoadBalancerProvider.custom({
    ...random.all<Pick<CustomLoadBalancerProviderProps, 'name' | 'annotations'>>('CustomLoadBalancerProviderProps', {
      name: () => random.mostly('name of a provider', () => 'Example Cloud', ''),
      annotations: () => random.mostly('annotations of a provider', () => annotations(random), 'x', { scheme: {} }, { internal: { 'a b': 'true' } }, { subnets: { a: '{x}' } }),
    }),
    ...random.some<Omit<CustomLoadBalancerProviderProps, 'name' | 'annotations'>>('CustomLoadBalancerProviderProps', 0.3, {
      loadBalancerClass: () => random.mostly('class of a provider', () => 'example.com/lb', 'a b'),
      preservesClientAddress: () => random.mostly('preservesClientAddress', () => random.chance(0.5), 'yes'),
      enforcesSourceRanges: () => random.mostly('enforcesSourceRanges', () => random.chance(0.8), 'yes'),
      healthCheckInterval: () => seconds(random, 'interval of a provider', 5, 30),
      unhealthyThreshold: () => random.mostly('threshold of a provider', () => random.integer(2, 5), 0),
    }),
  });
}

function annotations(random: Random): LoadBalancerAnnotations {
  const text = (name: string, ...templates: string[]) => () => ({ [`lb.example.com/${name}`]: random.pick(...templates) });
  return random.some<LoadBalancerAnnotations>('LoadBalancerAnnotations', 0.97, {
    internal: text('internal', 'true'),
    external: text('external', 'true'),
    addresses: text('addresses', '{value}', '{ipv4}', '{value1}'),
    addressNames: text('address-names', '{value}', '{value1}'),
    addressPool: text('pool', '{value}'),
    subnets: text('subnets', '{value}'),
    tls: () => ({ 'lb.example.com/certificates': '{value}', 'lb.example.com/tls-ports': '{ports}' }),
    tlsToPods: () => ({ 'lb.example.com/port-{port}': 'tls' }),
    tlsPolicy: text('policy', '{value}', '{"policy":"{value}"}'),
    proxyProtocol: text('proxy-protocol', 'v1', 'v2'),
    proxyProtocolDisabled: () => ({}),
    idleTimeout: text('idle', '{seconds}', '{minutes}', '{milliseconds}'),
    crossZone: text('cross-zone', 'true'),
    crossZoneDisabled: text('same-zone', 'true'),
    healthCheckProtocol: text('check', '{value}', '{lowercase}'),
    healthCheckPath: text('check-path', '{value}'),
    healthCheckPort: text('check-port', '{name}', '{servicePort}', '{containerPort}'),
    healthCheckInterval: text('check-interval', '{seconds}', '{milliseconds}'),
    healthyThreshold: text('check-healthy', '{value}'),
    unhealthyThreshold: text('check-unhealthy', '{value}'),
  });
}

/** Options with settings that the provider supports. */
export function withSettings(
  random: Random, options: LoadBalancerOptions, target: LoadBalancerProvider, ports: readonly Port[],
): LoadBalancerOptions {
  const chosen = settings(random, target, ports, options.externalTrafficPolicy === TrafficPolicy.LOCAL);
  const keepsClassAndAddress = Object.keys(chosen).length === 0 || random.odd('class and address together with settings');
  const all = { ...chosen, ...options, ...!keepsClassAndAddress && { loadBalancerClass: undefined, loadBalancerIp: undefined } };
  return mustStateInternal(target, all) && !random.odd('no statement whether a load balancer is internal') ? { ...all, internal: random.chance(0.5) } : all;
}

/** Whether a declaration must state whether its load balancer is internal. A class leaves it to another controller, or determines it. */
function mustStateInternal(target: LoadBalancerProvider, { internal, loadBalancerClass }: LoadBalancerOptions): boolean {
  const described = target._custom?.annotations;
  const isSettled = loadBalancerClass !== undefined && target !== AWS_LOAD_BALANCER_CONTROLLER;
  const hasBoth = [AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE, AKS].includes(target) || (described?.internal && described.external) !== undefined;
  return internal === undefined && !isSettled && hasBoth;
}

/** Options without the fields of the Service that the provider refuses, and with ranges of all IP families where others would be open. */
export function withAcceptedFields(random: Random, options: LoadBalancerOptions, target: LoadBalancerProvider): LoadBalancerOptions {
  if (random.odd('fields that the provider does not accept')) {
    return options;
  }
  const onAws = target === AWS || target === AWS_LOAD_BALANCER_CONTROLLER;
  const sourceRanges = target._custom && target._custom.enforcesSourceRanges !== true ? undefined : options.sourceRanges;
  const listed = Array.isArray(sourceRanges) && sourceRanges.length > 0;
  return {
    ...options,
    sourceRanges: listed ? [...sourceRanges.filter(range => !onAws || !range.includes(':')), '0.0.0.0/0', ...onAws ? [] : ['::/0']] : sourceRanges,
    ...onAws && { loadBalancerIp: undefined },
    ...target === AWS && { sessionAffinityTimeout: undefined },
  };
}

function settings(random: Random, target: LoadBalancerProvider, ports: readonly Port[], local: boolean): LoadBalancerSettings {
  const tcp = ports.filter(({ exposed, protocol }) => exposed && protocol === 'TCP');
  const odd = random.odd('settings that the provider does not support');
  const supports = <T>(name: SettingName, value: () => T): T | undefined => odd || SUPPORTED[target._id].includes(name) ? value() : undefined;
  const ofTcp = <T>(value: () => T): T | undefined => odd || tcp.length > 0 ? value() : undefined;
  const generated = random.some<LoadBalancerSettings>('LoadBalancerSettings', 0.3, {
    internal: () => supports('internal', () => target === GKE ? true : random.mostly('internal', () => random.chance(0.5), 'true')),
    addresses: () => supports('addresses', () => random.mostly('addresses', () => ['203.0.113.7'], [], ['203.0.113.7', '203.0.113.8'], ['2001:DB8::7'], ['x'])),
    addressNames: () => supports('addressNames', () => random.mostly('addressNames', () => ['eipalloc-1'], [], ['a,b'], [''])),
    addressPool: () => supports('addressPool', () => random.mostly('addressPool', () => 'offices', '', 'a,b')),
    subnets: () => supports('subnets', () => random.mostly('subnets', () => ['subnet-1'], [], ['subnet-1', 'subnet-1'], [' '])),
    tls: () => supports('tls', () => ofTcp(() => tls(random, tcp))),
    proxyProtocol: () => supports('proxyProtocol', () => random.mostly('proxyProtocol', () => !local && random.chance(0.5), 'yes')),
    idleTimeout: () => supports('idleTimeout', () => ofTcp(() => idleTimeout(random))),
    crossZone: () => supports('crossZone', () => random.mostly('crossZone', () => random.chance(0.5), 1)),
    healthCheck: () => supports('healthCheck', () => healthCheck(random, target.name, tcp, local)),
  });
  return odd ? generated : withMatchingInternal(generated);
}

/** Sets `internal` to the value that other settings require: a subnet of GKE requires an internal load balancer, and Elastic IPs a public one. */
function withMatchingInternal(generated: LoadBalancerSettings): LoadBalancerSettings {
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
    ...random.some<Omit<LoadBalancerTls, 'certificates' | 'ports'>>('LoadBalancerTls', 0.3, { policy: () => random.mostly('policy', () => 'ELBSecurityPolicy-TLS13-1-2-2021-06', '') }),
  };
}

function healthCheck(random: Random, target: string, tcp: readonly Port[], local: boolean): LoadBalancerHealthCheck {
  const setsTarget = !local || random.odd('protocol, path or port of health checks, together with externalTrafficPolicy LOCAL');
  const setsPort = tcp.length > 0 && target !== AWS.name;
  return {
    ...setsTarget && random.some<Pick<LoadBalancerHealthCheck, 'protocol' | 'path' | 'port'>>('LoadBalancerHealthCheck', 0.6, {
      protocol: () => random.mostly('health check protocol', () => random.pick(LoadBalancerHealthCheckProtocol.HTTP, LoadBalancerHealthCheckProtocol.HTTPS), 'TCP', 'tcp'),
      path: () => random.mostly('health check path', () => '/healthz', 'healthz', ''),
      port: () => setsPort ? random.mostly('health check port', () => tcp[0].name, 'nobody') : undefined,
    }),
    ...random.some<Omit<LoadBalancerHealthCheck, 'protocol' | 'path' | 'port'>>('LoadBalancerHealthCheck', 0.4, {
      interval: () => seconds(random, 'health check interval', 6, 30),
      healthyThreshold: () => target === AKS.name ? undefined : random.mostly('healthyThreshold', () => random.integer(2, 10), 1, 2.5),
      unhealthyThreshold: () => random.mostly('unhealthyThreshold', () => random.integer(2, 3), 1, 0),
    }),
  };
}
