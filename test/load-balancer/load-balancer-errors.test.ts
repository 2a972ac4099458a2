import { Duration } from 'cdk8s';
import { PROVIDERS } from './custom-providers';
import { stated } from './stated';
import {
  ClusterProfile, ExposedWorkload, Exposure, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Port, TrafficDistribution, TrafficPolicy,
  type ExposedWorkloadProps, type LoadBalancerOptions,
} from '../../lib';
import { isUnsupported, SETTINGS, type Setting } from '../../lib/load-balancer/mapping/mapping';
import { providerOf } from '../../lib/load-balancer/providers/providers';
import { MINIMAL, newChart, synth } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const INTERVAL = Duration.seconds(10);

/** The smallest options that contain a setting. */
const OPTIONS: Record<Setting, LoadBalancerOptions> = {
  'internal: true': { internal: true },
  'internal: false': { internal: false },
  'addresses': { addresses: ['10.0.0.7'] },
  'addressNames': { addressNames: ['web'] },
  'addressPool': { addressPool: 'offices' },
  'subnets': { subnets: ['offices'] },
  'tls': { tls: { certificates: [CERTIFICATE] } },
  'tls.policy': { tls: { certificates: [CERTIFICATE], policy: 'modern' } },
  'proxyProtocol: true': { proxyProtocol: true },
  'proxyProtocol: false': { proxyProtocol: false },
  'idleTimeout': { idleTimeout: Duration.minutes(5) },
  'crossZone: true': { crossZone: true },
  'crossZone: false': { crossZone: false },
  'healthCheck.protocol': { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP } },
  'healthCheck.path': { healthCheck: { path: '/healthz' } },
  'healthCheck.port': { healthCheck: { port: 'http' } },
  'healthCheck.interval': { healthCheck: { interval: INTERVAL } },
  'healthCheck.healthyThreshold': { healthCheck: { healthyThreshold: 3 } },
  'healthCheck.unhealthyThreshold': { healthCheck: { unhealthyThreshold: 3 } },
};

/** The messages for a load balancer of a provider, without the path. */
function messages(provider: LoadBalancerProvider, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): string[] {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  try {
    new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(stated(provider, options)), ...props });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/^shop\/web: /, ''));
  }
}

const NONE = LoadBalancerProvider.custom({ name: 'Example Cloud' });
const unsupported = [...PROVIDERS, NONE].flatMap(provider => SETTINGS
  .filter(setting => isUnsupported(providerOf(provider).mappings[setting])).map(setting => [provider, setting] as const));

test.each(unsupported)('%s does not support %s, and the message describes what to write instead', (provider, setting) => {
  const all = messages(provider, OPTIONS[setting]);
  const field = `exposure.${setting.split(':')[0]} `;
  const one = all.filter(message => message.startsWith(field));

  expect(one).toHaveLength(1);
  expect(one[0]).toMatch(/: a setting of a load balancer must be supported by the loadBalancerProvider of the cluster profile\. [A-Z].{20,}\. .+#load-balancer-unsupported$/);
});

test('if the provider is not known, the message proposes to set it', () => {
  expect(messages(GENERIC, { internal: true })).toEqual([
    'exposure.internal true: a setting of a load balancer must be supported by the loadBalancerProvider of the cluster profile. '
    + 'Set your provider, as in ClusterProfile.set(this, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER }), '
    + 'or LoadBalancerProvider.custom({ … }) if it has no constant. '
    + 'Or remove this setting, and set the annotation of your provider in serviceMetadata. [load-balancer-unsupported] https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#load-balancer-unsupported',
  ]);
});

test('all unsupported settings are in one error', () => {
  const found = messages(GKE, { idleTimeout: Duration.minutes(5), proxyProtocol: true, crossZone: false, healthCheck: { path: '/', interval: INTERVAL } });

  expect(found.map(message => message.split(' ')[0]))
    .toEqual(['exposure.proxyProtocol', 'exposure.crossZone', 'exposure.idleTimeout', 'exposure.healthCheck.path', 'exposure.healthCheck.interval']);
});

const twoPorts = [Port.https(8443), Port.http(8080)];

test.each<[LoadBalancerProvider, string, LoadBalancerOptions, string, Partial<ExposedWorkloadProps>?]>([
  [AWS, 'two certificates', { tls: { certificates: [CERTIFICATE, `${CERTIFICATE}2`] } }, 'has one certificate'],
  [AWS, 'a certificate that is not an ARN', { tls: { certificates: ['web'] } }, "'web' is not the ARN of a certificate"],
  [AWS, 'an idle timeout that is too long', { idleTimeout: Duration.hours(2) }, 'Use Duration.seconds(1) to Duration.seconds(4000).'],
  [AWS, 'an interval not longer than the timeout', { healthCheck: { interval: Duration.seconds(5) } }, 'Use Duration.seconds(6) to Duration.seconds(300).'],
  [AWS, 'a threshold that is too low', { healthCheck: { healthyThreshold: 1 } }, 'Use a number from 2 to 10.'],
  [AWS, 'a threshold that is too high', { healthCheck: { unhealthyThreshold: 11 } }, 'Use a number from 2 to 10.'],
  [AWS, 'a port whose node port is not known', { healthCheck: { port: 'http' } }, "Set nodePorts: { 'http': … } as well"],
  [AWS, 'ports with TLS to the pods and ports without', { tls: { certificates: [CERTIFICATE] } }, "The port 'https' expects TLS from the load balancer and 'http' does not", { ports: twoPorts }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'ports with TLS to the pods and ports without', { tls: { certificates: [CERTIFICATE] } }, 'List only ports of one kind in tls.ports.', { ports: twoPorts }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'a certificate that is not an ARN', { tls: { certificates: ['web'] } }, "'web' is not the ARN of a certificate"],
  [AWS_LOAD_BALANCER_CONTROLLER, 'private addresses without internal: true', { addresses: ['10.0.0.7'] }, 'Set internal: true as well'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'a private IPv6 address', { internal: true, addresses: ['fd00::7'] }, 'aws-load-balancer-ipv6-addresses'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'Elastic IPs without internal: false', { internal: true, addressNames: ['eipalloc-1'] }, 'Set internal: false as well'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'the PROXY protocol with the policy LOCAL', { proxyProtocol: true, externalTrafficPolicy: TrafficPolicy.LOCAL }, 'Use TrafficPolicy.CLUSTER, or'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'fewer addresses than subnets', { internal: true, addresses: ['10.0.0.7'], subnets: ['a', 'b'] }, 'Use one for each of the 2 subnets'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an idle timeout together with TLS', { idleTimeout: Duration.minutes(5), tls: { certificates: [CERTIFICATE] } }, 'is 350 seconds and cannot be changed'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an idle timeout that is too short', { idleTimeout: Duration.seconds(59) }, 'Use Duration.seconds(60) to Duration.seconds(6000).'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an interval that is too long', { healthCheck: { interval: Duration.minutes(6) } }, 'Use Duration.seconds(5) to Duration.seconds(300).'],
  [GKE, 'two addresses', { addresses: ['203.0.113.7', '203.0.113.8'] }, 'Set the names of the reserved addresses in addressNames.'],
  [GKE, 'an IPv6 address', { addresses: ['2001:db8::7'] }, 'GKE accepts only one IPv4 address'],
  [GKE, 'three names', { addressNames: ['a', 'b', 'c'] }, 'GKE accepts one IPv4 and one IPv6 address.'],
  [GKE, 'a subnet of a load balancer that is not internal', { subnets: ['offices'] }, 'Set internal: true as well'],
  [GKE, 'two subnets', { internal: true, subnets: ['a', 'b'] }, 'Use only one subnet.'],
  [GKE, 'internal: true together with a class', { internal: true, loadBalancerClass: 'networking.gke.io/l4-regional-external' }, 'Remove internal or loadBalancerClass.'],
  [GKE, 'internal: false together with a class', { internal: false, loadBalancerClass: 'networking.gke.io/l4-regional-internal' }, 'Remove internal or loadBalancerClass.'],
  [GKE, 'traffic to all zones together with a preferred zone', { crossZone: true, trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE }, 'Remove one of them.'],
  [AKS, 'two addresses of a family', { addresses: ['203.0.113.7', '203.0.113.8'] }, 'Use at most one address of each IP family.'],
  [AKS, 'more names than families', { addressNames: ['a', 'b', 'c'] }, 'Use one name for each family.'],
  [AKS, 'a public address of an internal load balancer', { internal: true, addressNames: ['a'] }, 'For a private address, set addresses.'],
  [AKS, 'a public prefix of an internal load balancer', { internal: true, addressPool: 'p' }, 'Remove it or internal.'],
  [AKS, 'a prefix together with an address', { addressPool: 'p', addressNames: ['a'] }, 'Remove one of them.'],
  [AKS, 'a subnet of a load balancer that is not internal', { subnets: ['offices'] }, 'Set internal: true as well'],
  [AKS, 'an idle timeout that is not in whole minutes', { idleTimeout: Duration.seconds(330) }, 'Use Duration.minutes(4) to Duration.minutes(100).'],
  [AKS, 'an idle timeout that is too short', { idleTimeout: Duration.minutes(3) }, 'Use Duration.minutes(4) to Duration.minutes(100).'],
  [AKS, 'an interval that is too short', { healthCheck: { interval: Duration.seconds(4) } }, 'Use Duration.seconds(5) or more.'],
  [AKS, 'a threshold that is too low', { healthCheck: { unhealthyThreshold: 1 } }, 'Use 2 or more.'],
  [AKS, 'health checks that take too long', { healthCheck: { interval: Duration.seconds(60) } }, 'is 120 seconds, and AKS accepts less than 120'],
  [METALLB, 'two addresses of a family', { addresses: ['192.168.1.7', '192.168.1.8'] }, 'Use at most one address of each IP family.'],
  [AKS, 'addresses by two options', { addresses: ['203.0.113.7'], addressNames: ['a'] }, 'addresses is set as well. Remove one of them.'],
  [METALLB, 'an address in the older field as well', { addresses: ['192.168.1.7'], loadBalancerIp: '192.168.1.7' }, 'Remove loadBalancerIp.'],
  [METALLB, 'the same address twice', { addresses: ['192.168.1.7', '192.168.1.7'] }, 'Remove one of the two entries "192.168.1.7".'],
  [AWS, 'a comma in a name', { subnets: ['a,b'] }, 'without commas and surrounding spaces'],
  [AWS, 'an empty policy', { tls: { certificates: [CERTIFICATE], policy: '' } }, 'Use the name or ID that the provider uses'],
  [AWS, 'a duration with a fraction of a second', { idleTimeout: Duration.millis(1500) }, 'Use whole seconds, such as Duration.seconds(60).'],
  [AWS, 'a threshold that is not a whole number', { healthCheck: { unhealthyThreshold: 2.5 } }, 'Use a whole number, such as 3.'],
  [AWS, 'a path without a slash', { healthCheck: { path: 'healthz' } }, "Use a path such as '/healthz'."],
])('%s refuses %s', (provider, _, options, fix, props = {}) => {
  const found = messages(provider, options, props);

  expect(found).toHaveLength(1);
  expect(found[0]).toContain(fix);
  expect(found[0]).toMatch(/#load-balancer-setting$/);
});

test('an empty list is refused', () => {
  const found = messages(METALLB, { addresses: [] });

  expect(found).toEqual([expect.stringMatching(/^exposure\.addresses \[\]: .* .+#exposure-empty-list$/)]);
});

describe('ports', () => {
  test.each<[string, LoadBalancerOptions]>([
    ['TLS for a port that does not exist', { tls: { certificates: [CERTIFICATE], ports: ['https'] } }],
    ['TLS for a UDP port', { tls: { certificates: [CERTIFICATE], ports: ['dns'] } }],
    ['a health check of a port that is not exposed', { healthCheck: { port: 'admin' } }],
  ])('%s is refused', (_, options) => {
    const ports = [Port.http(8080), Port.udp(5353, { name: 'dns' }), Port.tcp(9090, { name: 'admin', exposed: false })];
    const found = messages(AWS_LOAD_BALANCER_CONTROLLER, options, { ports });

    expect(found).toEqual([expect.stringMatching(/must use TCP ports that the Service exposes\. Use the name of a TCP port: 'http'\. .+#load-balancer-port$/)]);
  });

  test.each<[string, LoadBalancerOptions]>([
    ['TLS', { tls: { certificates: [CERTIFICATE] } }],
    ['an idle timeout', { idleTimeout: Duration.minutes(5) }],
  ])('%s of a Service without TCP ports is refused', (_, options) => {
    const found = messages(AWS_LOAD_BALANCER_CONTROLLER, { ...options, externalTrafficPolicy: TrafficPolicy.LOCAL }, { ports: [Port.udp(5353)] });

    expect(found).toEqual([expect.stringMatching(/The Service exposes no TCP port\. Remove this setting\. .+#load-balancer-port$/)]);
  });
});

describe('health checks', () => {
  test('of each TCP port are refused if the Service exposes no TCP port', () => {
    const found = messages(AKS, { healthCheck: { path: '/healthz' } }, { ports: [Port.udp(5353)] });

    expect(found).toEqual([expect.stringMatching(/^exposure\.healthCheck\.path .*and the Service exposes no TCP port\. .+#load-balancer-setting$/)]);
  });

  test('a path with the protocol TCP is refused', () => {
    const found = messages(AKS, { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP, path: '/healthz' } });

    expect(found).toEqual([expect.stringMatching(/^exposure\.healthCheck\.path .*LoadBalancerHealthCheckProtocol\.HTTP\. .+#load-balancer-health-check$/)]);
  });

  test('with externalTrafficPolicy LOCAL, only the interval and the thresholds can be set', () => {
    const local = { externalTrafficPolicy: TrafficPolicy.LOCAL };
    const found = messages(AKS, { ...local, healthCheck: { path: '/healthz', port: 'http' } });

    expect(found.map(message => [message.split(' ')[0], /#[a-z-]+$/.exec(message)![0]])).toEqual([
      ['exposure.healthCheck.path', '#load-balancer-health-check'], ['exposure.healthCheck.port', '#load-balancer-health-check'],
    ]);
    expect(messages(AKS, { ...local, healthCheck: { interval: INTERVAL, unhealthyThreshold: 3 } })).toEqual([]);
  });

  test.each<[string, LoadBalancerProvider, Record<string, string>]>([
    ['pods as targets', AWS_LOAD_BALANCER_CONTROLLER, { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' }],
    ['a Private Link Service with the PROXY protocol', AKS, {
      'service.beta.kubernetes.io/azure-pls-create': 'true', 'service.beta.kubernetes.io/azure-pls-proxy-protocol': 'true',
    }],
  ])('with externalTrafficPolicy LOCAL and %s, pods are checked, and all settings are accepted (%s)', (_, provider, annotations) => {
    const options = { externalTrafficPolicy: TrafficPolicy.LOCAL, healthCheck: { protocol: LoadBalancerHealthCheckProtocol.HTTP, path: '/healthz', port: 'http' } };

    expect(messages(provider, options, { serviceMetadata: { annotations } })).toEqual([]);
    expect(messages(provider, options)).toHaveLength(3);
  });
});

describe('an annotation of the user', () => {
  const withAnnotation = (provider: LoadBalancerProvider, options: LoadBalancerOptions, key: string) =>
    messages(provider, options, { serviceMetadata: { annotations: { [key]: 'x' } } });

  test.each<[LoadBalancerProvider, LoadBalancerOptions, string]>([
    [AWS, { internal: true }, 'service.beta.kubernetes.io/aws-load-balancer-internal'],
    [AWS, { internal: false }, 'service.beta.kubernetes.io/aws-load-balancer-internal'],
    [AWS, { healthCheck: { path: '/healthz' } }, 'service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol'],
    [AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'service.beta.kubernetes.io/aws-load-balancer-internal'],
    [AWS_LOAD_BALANCER_CONTROLLER, { crossZone: true }, 'service.beta.kubernetes.io/aws-load-balancer-attributes'],
    [AWS_LOAD_BALANCER_CONTROLLER, { tls: { certificates: [CERTIFICATE] } }, 'service.beta.kubernetes.io/aws-load-balancer-ssl-ports'],
    [AWS_LOAD_BALANCER_CONTROLLER, { idleTimeout: Duration.minutes(5) }, 'service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-8080'],
    [GKE, { internal: false }, 'cloud.google.com/load-balancer-type'],
    [GKE, { addressNames: ['web'] }, 'cloud.google.com/l4-rbs'],
    [AKS, { healthCheck: { interval: INTERVAL } }, 'service.beta.kubernetes.io/port_8080_health-probe_interval'],
    [METALLB, { addresses: ['192.168.1.7'] }, 'metallb.universe.tf/loadBalancerIPs'],
  ])('%s: with %j, the annotation %s is refused', (provider, options, key) => {
    expect(withAnnotation(provider, options, key)).toEqual([expect.stringMatching(/ configures the same setting\. Remove one of them\. .+#load-balancer-annotation$/)]);
  });

  test('for another setting is accepted', () => {
    expect(withAnnotation(AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'service.beta.kubernetes.io/aws-load-balancer-attributes')).toEqual([]);
    expect(withAnnotation(AKS, { healthCheck: { interval: INTERVAL } }, 'service.beta.kubernetes.io/port_x_health-probe_interval')).toEqual([]);
  });
});

describe('a Service of another controller', () => {
  const type = { serviceMetadata: { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' } } };

  test.each<[LoadBalancerProvider, LoadBalancerOptions, string, Partial<ExposedWorkloadProps>?]>([
    [AWS, { internal: true, loadBalancerClass: 'service.k8s.aws/nlb' }, 'exposure.loadBalancerClass'],
    [AWS, { crossZone: true }, 'serviceMetadata.annotations', type],
    [AWS, { internal: true }, 'serviceMetadata.annotations', { serviceMetadata: { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external' } } }],
    [AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'serviceMetadata.annotations', { serviceMetadata: { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external' } } }],
    [AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'serviceMetadata.annotations', type],
    [AKS, { internal: true, loadBalancerClass: 'example.com/lb' }, 'exposure.loadBalancerClass'],
  ])('is refused, because %s ignores the settings %j', (provider, options, field, props = {}) => {
    const found = messages(provider, options, props);

    expect(found).toEqual([expect.stringMatching(/#load-balancer-other-controller$/)]);
    expect(found[0].startsWith(field)).toBe(true);
  });

  test('without settings except internal, the Service can have another class or type', () => {
    expect(messages(AWS, { loadBalancerClass: 'service.k8s.aws/nlb' })).toEqual([]);
    expect(messages(AWS, { internal: false }, type)).toEqual([]);
  });

  test('that a type annotation assigns is accepted if a class assigns it to the AWS Load Balancer Controller', () => {
    expect(messages(AWS_LOAD_BALANCER_CONTROLLER, { internal: true, loadBalancerClass: 'service.k8s.aws/nlb' }, type)).toEqual([]);
  });

  test('that an annotation assigns after the declaration is refused at synthesis', () => {
    const add = (provider: LoadBalancerProvider) => {
      const chart = newChart();
      ClusterProfile.set(chart, { loadBalancerProvider: provider });
      const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer({ internal: true, crossZone: true }) });
      web.service.metadata.addAnnotation('service.beta.kubernetes.io/aws-load-balancer-type', 'nlb');
      return () => synth(chart);
    };

    expect(add(AWS)).toThrow(/service\.metadata\.annotations\['service\.beta\.kubernetes\.io\/aws-load-balancer-type'\] .*\[load-balancer-other-controller\]/);
    // the class of the Service decides, whatever the type is
    expect(add(AWS_LOAD_BALANCER_CONTROLLER)).not.toThrow();
  });
});

test('values of another type are reported, without further checks', () => {
  const found = messages(AWS, {
    internal: 'true', addresses: '10.0.0.7', subnets: 'a', tls: { certificates: CERTIFICATE }, healthCheck: '/healthz', crossZone: 1,
  } as unknown as LoadBalancerOptions);

  expect(found.map(message => [message.split(' ')[0], /#[a-z-]+$/.exec(message)![0]])).toEqual([
    'internal', 'addresses', 'subnets', 'tls.certificates', 'crossZone', 'healthCheck',
  ].map(field => [`exposure.${field}`, '#value-type']));
});

test('a node port exposure cannot have settings of a load balancer', () => {
  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, exposure: Exposure.nodePort({ internal: true } as object) }))
    .toThrow('exposure.internal true: the name must be that of an option. Remove it, or use Exposure.loadBalancer().');
});
