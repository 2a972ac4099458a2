import { Duration } from 'cdk8s';
import {
  ClusterProfile, ExposedWorkload, Exposure, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Port, TrafficDistribution, TrafficPolicy,
  type ExposedWorkloadProps, type LoadBalancerOptions,
} from '../../lib';
import { PROVIDERS } from '../../lib/exposure/load-balancer/providers';
import { INTENTS, isGap, type Intent } from '../../lib/exposure/load-balancer/way';
import { MINIMAL, newChart } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const INTERVAL = Duration.seconds(10);

/** The smallest options that say an intent. */
const SAYING: Record<Intent, LoadBalancerOptions> = {
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

/** The messages that a load balancer of a provider gives, without the path. */
function messages(provider: LoadBalancerProvider, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): string[] {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  try {
    new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(options), ...props });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/^shop\/web: /, ''));
  }
}

const gaps = Object.values(LoadBalancerProvider).flatMap(provider => INTENTS
  .filter(intent => isGap(PROVIDERS[provider].ways[intent])).map(intent => [provider, intent] as const));

test.each(gaps)('%s can not be told %s, and says what to do instead', (provider, intent) => {
  const said = messages(provider, SAYING[intent]);
  const field = `exposure.${intent.split(':')[0]} `;
  const one = said.filter(message => message.startsWith(field));

  expect(one).toHaveLength(1);
  expect(one[0]).toMatch(/: what a load balancer should be is something that the provider of the cluster can be told\. [A-Z].{20,}\. .+#load-balancer-intent$/);
});

test('where the provider is not known, the message says to set it', () => {
  expect(messages(GENERIC, { internal: true })).toEqual([
    'exposure.internal true: what a load balancer should be is something that the provider of the cluster can be told. '
    + "Set ClusterProfile's loadBalancerProvider, or leave it out and write the annotation of your provider in serviceMetadata. [load-balancer-intent] https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#load-balancer-intent",
  ]);
});

test('all that can not be said is said at once', () => {
  const said = messages(GKE, { idleTimeout: Duration.minutes(5), proxyProtocol: true, crossZone: false, healthCheck: { path: '/', interval: INTERVAL } });

  expect(said.map(message => message.split(' ')[0]))
    .toEqual(['exposure.proxyProtocol', 'exposure.crossZone', 'exposure.idleTimeout', 'exposure.healthCheck.path', 'exposure.healthCheck.interval']);
});

const twoPorts = [Port.https(8443), Port.http(8080)];

test.each<[LoadBalancerProvider, string, LoadBalancerOptions, string, Partial<ExposedWorkloadProps>?]>([
  [AWS, 'two certificates', { tls: { certificates: [CERTIFICATE, `${CERTIFICATE}2`] } }, 'has one certificate'],
  [AWS, 'a certificate without ARN', { tls: { certificates: ['web'] } }, "'web' is no ARN of a certificate"],
  [AWS, 'an idle timeout that is too long', { idleTimeout: Duration.hours(2) }, 'Write Duration.seconds(1) to Duration.seconds(4000).'],
  [AWS, 'an interval not longer than the timeout', { healthCheck: { interval: Duration.seconds(5) } }, 'Write Duration.seconds(6) to Duration.seconds(300).'],
  [AWS, 'a threshold that is too low', { healthCheck: { healthyThreshold: 1 } }, 'Write a number from 2 to 10.'],
  [AWS, 'a threshold that is too high', { healthCheck: { unhealthyThreshold: 11 } }, 'Write a number from 2 to 10.'],
  [AWS, 'a port whose node port is not known', { healthCheck: { port: 'http' } }, "give nodePorts: { 'http': … } too"],
  [AWS, 'ports with TLS to the pods and without', { tls: { certificates: [CERTIFICATE] } }, "'https' takes TLS from the load balancer and 'http' does not", { ports: twoPorts }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'ports with TLS to the pods and without', { tls: { certificates: [CERTIFICATE] } }, 'Name in tls.ports only ports of one kind.', { ports: twoPorts }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'a certificate without ARN', { tls: { certificates: ['web'] } }, "'web' is no ARN of a certificate"],
  [AWS_LOAD_BALANCER_CONTROLLER, 'private addresses, not said to be internal', { addresses: ['10.0.0.7'] }, 'say internal: true too'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'a private IPv6 address', { internal: true, addresses: ['fd00::7'] }, 'aws-load-balancer-ipv6-addresses'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'Elastic IPs, not said to be public', { addressNames: ['eipalloc-1'] }, 'say internal: false too'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'the PROXY protocol with the policy LOCAL', { proxyProtocol: true, externalTrafficPolicy: TrafficPolicy.LOCAL }, 'Say TrafficPolicy.CLUSTER, or'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'fewer addresses than subnets', { internal: true, addresses: ['10.0.0.7'], subnets: ['a', 'b'] }, 'Give one for each of the 2 subnets'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an idle timeout beside TLS', { idleTimeout: Duration.minutes(5), tls: { certificates: [CERTIFICATE] } }, 'is 350 seconds and can not be changed'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an idle timeout that is too short', { idleTimeout: Duration.seconds(59) }, 'Write Duration.seconds(60) to Duration.seconds(6000).'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'an interval that is too long', { healthCheck: { interval: Duration.minutes(6) } }, 'Write Duration.seconds(5) to Duration.seconds(300).'],
  [GKE, 'two addresses', { addresses: ['203.0.113.7', '203.0.113.8'] }, 'Write the names of the reserved addresses in addressNames.'],
  [GKE, 'an IPv6 address', { addresses: ['2001:db8::7'] }, 'GKE takes one IPv4 address'],
  [GKE, 'three names', { addressNames: ['a', 'b', 'c'] }, 'GKE takes one IPv4 and one IPv6 address.'],
  [GKE, 'a subnet of a public one', { subnets: ['offices'] }, 'say internal: true too'],
  [GKE, 'two subnets', { internal: true, subnets: ['a', 'b'] }, 'Give one.'],
  [GKE, 'internal beside a class', { internal: true, loadBalancerClass: 'networking.gke.io/l4-regional-external' }, 'Leave internal or loadBalancerClass out.'],
  [GKE, 'public beside a class', { internal: false, loadBalancerClass: 'networking.gke.io/l4-regional-internal' }, 'Leave internal or loadBalancerClass out.'],
  [GKE, 'all zones beside a preferred one', { crossZone: true, trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE }, 'Leave one of them out.'],
  [AKS, 'two addresses of a family', { addresses: ['203.0.113.7', '203.0.113.8'] }, 'Give one of each IP family.'],
  [AKS, 'more names than families', { addressNames: ['a', 'b', 'c'] }, 'Give one name for each.'],
  [AKS, 'a public address of an internal one', { internal: true, addressNames: ['a'] }, 'for a private address, say addresses'],
  [AKS, 'a public prefix of an internal one', { internal: true, addressPool: 'p' }, 'Leave it or internal out'],
  [AKS, 'a prefix beside an address', { addressPool: 'p', addressNames: ['a'] }, 'Leave one of them out.'],
  [AKS, 'a subnet of a public one', { subnets: ['offices'] }, 'say internal: true too'],
  [AKS, 'an idle timeout of no whole minutes', { idleTimeout: Duration.seconds(330) }, 'Write Duration.minutes(4) to Duration.minutes(30).'],
  [AKS, 'an idle timeout that is too short', { idleTimeout: Duration.minutes(3) }, 'Write Duration.minutes(4) to Duration.minutes(30).'],
  [AKS, 'an interval that is too short', { healthCheck: { interval: Duration.seconds(4) } }, 'Write Duration.seconds(5) or more.'],
  [AKS, 'a threshold that is too low', { healthCheck: { unhealthyThreshold: 1 } }, 'Write 2 or more.'],
  [AKS, 'probes that take too long', { healthCheck: { interval: Duration.seconds(60) } }, 'make 120 seconds, and AKS takes less than 120'],
  [METALLB, 'two addresses of a family', { addresses: ['192.168.1.7', '192.168.1.8'] }, 'Give one of each IP family.'],
  [AKS, 'an address said twice', { addresses: ['203.0.113.7'], addressNames: ['a'] }, 'addresses is said too. Leave one of them out.'],
  [METALLB, 'an address in the older field too', { addresses: ['192.168.1.7'], loadBalancerIp: '192.168.1.7' }, 'Leave loadBalancerIp out.'],
  [METALLB, 'the same address twice', { addresses: ['192.168.1.7', '192.168.1.7'] }, 'Give "192.168.1.7" once.'],
  [AWS, 'a comma in a name', { subnets: ['a,b'] }, 'without a comma and without spaces around it'],
  [AWS, 'an empty policy', { tls: { certificates: [CERTIFICATE], policy: '' } }, 'Write it as the provider calls it'],
  [AWS, 'a part of a second', { idleTimeout: Duration.millis(1500) }, 'Write whole seconds, like Duration.seconds(60).'],
  [AWS, 'a threshold that is no whole number', { healthCheck: { unhealthyThreshold: 2.5 } }, 'Write a whole number, like 3.'],
  [AWS, 'a path without a slash', { healthCheck: { path: 'healthz' } }, "Write it like '/healthz'."],
])('%s refuses %s', (provider, _, options, mend, props = {}) => {
  const said = messages(provider, options, props);

  expect(said).toHaveLength(1);
  expect(said[0]).toContain(mend);
  expect(said[0]).toMatch(/#load-balancer-setting$/);
});

test('an empty list says nothing', () => {
  const said = messages(METALLB, { addresses: [] });

  expect(said).toEqual([expect.stringMatching(/^exposure\.addresses \[\]: .* .+#exposure-empty-list$/)]);
});

describe('ports', () => {
  test.each<[string, LoadBalancerOptions]>([
    ['TLS of a port that is not there', { tls: { certificates: [CERTIFICATE], ports: ['https'] } }],
    ['TLS of a UDP port', { tls: { certificates: [CERTIFICATE], ports: ['dns'] } }],
    ['a health check of a port that is not offered', { healthCheck: { port: 'admin' } }],
  ])('%s', (_, options) => {
    const ports = [Port.http(8080), Port.udp(5353, { name: 'dns' }), Port.tcp(9090, { name: 'admin', exposed: false })];
    const said = messages(AWS_LOAD_BALANCER_CONTROLLER, options, { ports });

    expect(said).toEqual([expect.stringMatching(/ports that the Service offers over TCP\. Write the name of one of them: 'http'\. .+#load-balancer-port$/)]);
  });

  test.each<[string, LoadBalancerOptions]>([
    ['TLS', { tls: { certificates: [CERTIFICATE] } }],
    ['an idle timeout', { idleTimeout: Duration.minutes(5) }],
  ])('%s where no port is TCP', (_, options) => {
    const said = messages(AWS_LOAD_BALANCER_CONTROLLER, options, { ports: [Port.udp(5353)] });

    expect(said).toEqual([expect.stringMatching(/The Service offers none over TCP\. Leave it out\. .+#load-balancer-port$/)]);
  });
});

describe('health checks', () => {
  test('a path is not asked for by TCP', () => {
    const said = messages(AKS, { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP, path: '/healthz' } });

    expect(said).toEqual([expect.stringMatching(/^exposure\.healthCheck\.path .*LoadBalancerHealthCheckProtocol\.HTTP\. .+#load-balancer-health-check$/)]);
  });

  test('with the policy LOCAL nodes are asked for ready pods, and only how often can be said', () => {
    const local = { externalTrafficPolicy: TrafficPolicy.LOCAL };
    const said = messages(AKS, { ...local, healthCheck: { path: '/healthz', port: 'http' } });

    expect(said.map(message => [message.split(' ')[0], /#[a-z-]+$/.exec(message)![0]])).toEqual([
      ['exposure.healthCheck.path', '#load-balancer-health-check'], ['exposure.healthCheck.port', '#load-balancer-health-check'],
    ]);
    expect(messages(AKS, { ...local, healthCheck: { interval: INTERVAL, unhealthyThreshold: 3 } })).toEqual([]);
  });
});

describe('annotations beside', () => {
  const beside = (provider: LoadBalancerProvider, options: LoadBalancerOptions, key: string) =>
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
  ])('%s: %j and %s', (provider, options, key) => {
    expect(beside(provider, options, key)).toEqual([expect.stringMatching(/ says it too\. Leave one of them out\. .+#load-balancer-annotation$/)]);
  });

  test('of other settings are not touched', () => {
    expect(beside(AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'service.beta.kubernetes.io/aws-load-balancer-attributes')).toEqual([]);
    expect(beside(AKS, { healthCheck: { interval: INTERVAL } }, 'service.beta.kubernetes.io/port_x_health-probe_interval')).toEqual([]);
  });
});

describe('another controller', () => {
  const type = { serviceMetadata: { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' } } };

  test.each<[LoadBalancerProvider, LoadBalancerOptions, string, Partial<ExposedWorkloadProps>?]>([
    [AWS, { internal: true, loadBalancerClass: 'service.k8s.aws/nlb' }, 'exposure.loadBalancerClass'],
    [AWS, { internal: true }, 'serviceMetadata.annotations', type],
    [AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, 'serviceMetadata.annotations', type],
    [AKS, { internal: true, loadBalancerClass: 'example.com/lb' }, 'exposure.loadBalancerClass'],
  ])('%s does not read %j', (provider, options, field, props = {}) => {
    const said = messages(provider, options, props);

    expect(said).toEqual([expect.stringMatching(/#load-balancer-elsewhere$/)]);
    expect(said[0].startsWith(field)).toBe(true);
  });

  test('where nothing is said, nothing is lost', () => {
    expect(messages(AWS, { loadBalancerClass: 'service.k8s.aws/nlb' })).toEqual([]);
    expect(messages(AWS, {}, type)).toEqual([]);
  });
});

test('what has another type is told, and nothing else', () => {
  const said = messages(AWS, {
    internal: 'true', addresses: '10.0.0.7', subnets: 'a', tls: { certificates: CERTIFICATE }, healthCheck: '/healthz', crossZone: 1,
  } as unknown as LoadBalancerOptions);

  expect(said.map(message => [message.split(' ')[0], /#[a-z-]+$/.exec(message)![0]])).toEqual([
    'internal', 'crossZone', 'addresses', 'subnets', 'healthCheck', 'tls.certificates',
  ].map(field => [`exposure.${field}`, '#value-type']));
});

test('options of a load balancer belong to one', () => {
  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, exposure: Exposure.nodePort({ internal: true } as object) }))
    .toThrow('exposure.internal true: an exposure says only what it can have');
});
