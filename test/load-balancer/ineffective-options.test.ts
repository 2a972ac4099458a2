import { Duration } from 'cdk8s';
import { stated } from './stated';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, LoadBalancerProvider, Port, type LoadBalancerOptions,
} from '../../lib';
import { INEFFECTIVE_OPTIONS } from '../../lib/load-balancer/ineffective-options';
import { read } from '../markdown';
import { MINIMAL, newChart, synth } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER: LBC, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const CUSTOM = LoadBalancerProvider.custom({ name: 'Example Cloud', enforcesSourceRanges: true });

const K8S = 'service.beta.kubernetes.io/';
const ELB = `${K8S}aws-load-balancer-`;
const AZURE = `${K8S}azure-`;

const RANGES: LoadBalancerOptions = { sourceRanges: ['203.0.113.0/24'] };
const ADDRESS: LoadBalancerOptions = { addresses: ['203.0.113.7'] };
const IP: LoadBalancerOptions = { loadBalancerIp: '203.0.113.7' };
const CHECK: LoadBalancerOptions = { healthCheck: { interval: Duration.seconds(10) } };
const IDLE: LoadBalancerOptions = { idleTimeout: Duration.minutes(5) };
const NO_PROXY: LoadBalancerOptions = { proxyProtocol: false };
const PROXY: LoadBalancerOptions = { proxyProtocol: true };

type Annotations = Record<string, string>;

/** A provider, the annotation to refuse with its value, options, and other annotations. */
type Case = [LoadBalancerProvider, string, string, LoadBalancerOptions, Annotations?];

const TARGETS: Annotations = { [`${ELB}nlb-target-type`]: 'ip' };
const NOT_PRESERVED: Annotations = { [`${ELB}target-group-attributes.80`]: 'a=b, preserve_client_ip.enabled=false' };
const NLB: Annotations = { [`${ELB}type`]: 'nlb' };
const WITHOUT_GROUPS: Annotations = { [`${ELB}disable-nlb-sg`]: 'true' };

/** Annotations because of which options have no effect. */
const INEFFECTIVE: Case[] = [
  [AWS, `${ELB}security-groups`, 'sg-1', RANGES],
  [LBC, `${ELB}security-groups`, 'sg-1,sg-2', RANGES],
  [LBC, `${ELB}disable-nlb-sg`, 'true', RANGES, TARGETS],
  [LBC, `${ELB}disable-nlb-sg`, '1', RANGES, NOT_PRESERVED],
  [LBC, `${ELB}manage-backend-security-group-rules`, 'false', RANGES, WITHOUT_GROUPS],
  [LBC, `${ELB}inbound-sg-rules-on-private-link-traffic`, 'off', RANGES],
  [AWS, `${ELB}target-group-attributes`, 'preserve_client_ip.enabled=false', RANGES, NLB],
  [LBC, `${ELB}target-group-attributes`, 'proxy_protocol_v2.enabled=true', NO_PROXY],
  [LBC, `${ELB}target-group-attributes.80`, 'a=b,proxy_protocol_v2.enabled=true', NO_PROXY],
  [LBC, `${ELB}target-group-attributes`, 'load_balancing.cross_zone.enabled=false', { crossZone: true }],
  [LBC, `${ELB}target-group-attributes.80`, 'load_balancing.cross_zone.enabled=true', { crossZone: false }],
  [LBC, `${ELB}ssl-cert`, 'arn:aws:acm:eu-west-1:1:certificate/a', IDLE],
  [LBC, `${ELB}ssl-cert`, 'arn:aws:acm:eu-west-1:1:certificate/a', IDLE, { [`${ELB}ssl-ports`]: 'http' }],
  [LBC, `${ELB}eip-allocations`, 'eipalloc-1', { internal: true }],
  [LBC, `${ELB}private-ipv4-addresses`, '10.0.0.7', { internal: false }],
  [AKS, `${AZURE}allowed-service-tags`, 'AzureCloud', RANGES],
  [AKS, `${AZURE}disable-load-balancer-nsg-rule`, 'True', RANGES],
  [AKS, `${K8S}port_8080_no_lb_rule`, 'true', CHECK],
  [AKS, `${K8S}port_8080_no_probe_rule`, 'true', CHECK],
  [GENERIC, `${ELB}security-groups`, 'sg-1', RANGES],
  [GENERIC, `${AZURE}disable-load-balancer-nsg-rule`, 'true', RANGES],
];

/** Annotations that configure the same as an option. */
const SAME_SETTING: Case[] = [
  [LBC, `${ELB}proxy-protocol-per-target-group`, '80', PROXY],
  [LBC, `${ELB}proxy-protocol-per-target-group`, '80', NO_PROXY],
  [AKS, `${AZURE}allowed-ip-ranges`, '198.51.100.0/24', RANGES],
  ...['pip-name', 'pip-name-ipv6', 'pip-prefix-id', 'pip-prefix-id-ipv6'].flatMap(name => [ADDRESS, IP].map((options): Case => [AKS, `${AZURE}${name}`, 'web', options])),
  ...['pip-name', 'pip-name-ipv6'].map((name): Case => [AKS, `${AZURE}${name}`, 'web', { addressPool: 'offices' }]),
  [AKS, `${AZURE}load-balancer-ipv4`, '203.0.113.8', IP],
  [AKS, `${AZURE}load-balancer-ipv6`, '2001:db8::8', IP],
  [GKE, 'networking.gke.io/load-balancer-ip-addresses', 'web', ADDRESS],
  [GKE, 'networking.gke.io/load-balancer-ip-addresses', 'web', IP],
  [METALLB, 'metallb.io/loadBalancerIPs', '203.0.113.8', IP],
  [METALLB, 'metallb.universe.tf/loadBalancerIPs', '203.0.113.8', IP],
  ...[AWS, LBC, GKE, AKS, METALLB, GENERIC, CUSTOM].map((provider): Case => [provider, `${K8S}load-balancer-source-ranges`, '198.51.100.0/24', RANGES]),
];

/** Annotations with which options have their effect. */
const EFFECTIVE: Case[] = [
  [LBC, `${ELB}security-groups`, ' , ', RANGES],
  [LBC, `${ELB}security-groups`, 'sg-1', { internal: true }],
  [LBC, `${ELB}disable-nlb-sg`, 'true', RANGES],
  [LBC, `${ELB}disable-nlb-sg`, 'false', RANGES, TARGETS],
  [LBC, `${ELB}disable-nlb-sg`, 'true', RANGES, { ...TARGETS, [`${ELB}target-group-attributes`]: 'preserve_client_ip.enabled=true' }],
  [LBC, `${ELB}manage-backend-security-group-rules`, 'false', RANGES],
  [LBC, `${ELB}inbound-sg-rules-on-private-link-traffic`, 'on', RANGES],
  [LBC, `${ELB}security-group-prefix-lists`, 'pl-1', RANGES],
  [AWS, `${ELB}extra-security-groups`, 'sg-1', RANGES],
  [LBC, `${ELB}target-group-attributes`, 'proxy_protocol_v2.enabled=false', NO_PROXY],
  [LBC, `${ELB}target-group-attributes`, 'load_balancing.cross_zone.enabled=use_load_balancer_configuration', { crossZone: true }],
  [LBC, `${ELB}ssl-cert`, 'arn:aws:acm:eu-west-1:1:certificate/a', IDLE, { [`${ELB}ssl-ports`]: '443' }],
  [LBC, `${ELB}eip-allocations`, 'eipalloc-1', { internal: false }],
  [LBC, `${ELB}private-ipv4-addresses`, '10.0.0.7', { internal: true }],
  [AKS, `${AZURE}disable-load-balancer-nsg-rule`, 'false', RANGES],
  [AKS, `${AZURE}pip-name`, 'web', { ...ADDRESS, internal: true }],
  [AKS, `${K8S}port_8080_no_probe_rule`, 'false', CHECK],
  [AKS, `${K8S}port_9090_no_probe_rule`, 'true', CHECK],
  [GKE, `${ELB}security-groups`, 'sg-1', RANGES],
  [CUSTOM, `${ELB}security-groups`, 'sg-1', RANGES],
];

/** The messages for a declaration, without the path. */
function messages(provider: LoadBalancerProvider, annotations: Annotations, options: LoadBalancerOptions): string[] {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  try {
    new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(stated(provider, options)), serviceMetadata: { annotations } });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/^shop\/web: /, ''));
  }
}

test.each(INEFFECTIVE)('%s: the annotation %s with the value %s is refused, because %j has no effect', (provider, key, value, options, others = {}) => {
  const found = messages(provider, { [key]: value, ...others }, options);

  expect(found).toEqual([expect.stringMatching(/\. Remove the annotation or exposure\.\w+.* \[load-balancer-ineffective\] \S+$/)]);
  expect(found[0]).toContain(`serviceMetadata.annotations['${key}']`);
});

test.each(SAME_SETTING)('%s: the annotation %s with the value %s is refused, because it configures the same as %j', (provider, key, value, options) => {
  const found = messages(provider, { [key]: value }, options);

  expect(found).toEqual([expect.stringMatching(/exposure\.\w+ configures the same setting\. Remove one of them\. .* \[load-balancer-annotation\] \S+$/)]);
  expect(found[0]).toContain(`serviceMetadata.annotations['${key}']`);
});

test.each(EFFECTIVE)('%s: the annotation %s with the value %s is accepted, because %j has its effect', (provider, key, value, options, others = {}) => {
  expect(messages(provider, { [key]: value, ...others }, options)).toEqual([]);
});

test('every entry of the table has an annotation that the tests refuse', () => {
  const cases = [...INEFFECTIVE, ...SAME_SETTING];
  const isTested = (annotation: string, provider: string, option: string) => cases.some(([{ _id }, key, , options]) =>
    _id === provider && key === annotation.replace('{port}', annotation.includes('target-group') ? '80' : '8080') && option.split(': ')[0] in options);
  const untested = INEFFECTIVE_OPTIONS.flatMap(({ annotation, providers, options }) => providers.flatMap(provider => options
    .filter(option => !isTested(annotation, provider, option)).map(option => `${provider}: ${annotation} and ${option}`)));

  expect(untested).toEqual([]);
});

test('every entry of the table has a source with a version', () => {
  expect(INEFFECTIVE_OPTIONS.filter(({ source }) => !/ (v\d+\.\d+\.\d+|[0-9a-f]{8}), /.test(source)).map(({ annotation }) => annotation)).toEqual([]);
});

test('the page of load balancers lists every annotation of the table', () => {
  const page = read('docs/load-balancers.md').split('## Annotations that make options ineffective')[1].split('\n## ')[0];

  expect(INEFFECTIVE_OPTIONS.map(({ annotation }) => annotation.replace(K8S, '…/')).filter(annotation => !page.includes(`\`${annotation}\``))).toEqual([]);
});

test('source ranges that have no effect are accepted with a justification', () => {
  const justified = { ...RANGES, sourceRangesJustification: 'the security group has the same ranges' };

  const cases = INEFFECTIVE.filter(([, , , options]) => options === RANGES);

  expect(cases.length).toBeGreaterThan(5);
  expect(cases.flatMap(([provider, key, value, , others]) => messages(provider, { [key]: value, ...others }, justified))).toEqual([]);
});

test.each(['', ' '])('the justification %j of source ranges is refused', sourceRangesJustification => {
  const found = messages(LBC, { [`${ELB}security-groups`]: 'sg-1' }, { ...RANGES, sourceRangesJustification });

  expect(found.map(message => /#[a-z-]+$/.exec(message)![0])).toEqual(['#justification', '#load-balancer-ineffective']);
});

test.each<[string, Annotations, LoadBalancerOptions]>([
  ['another option', { [`${ELB}eip-allocations`]: 'eipalloc-1' }, { internal: true }],
  ['ranges in an annotation', { [`${K8S}load-balancer-source-ranges`]: '198.51.100.0/24' }, RANGES],
])('a justification of source ranges does not apply to %s', (_, annotations, options) => {
  expect(messages(LBC, annotations, { ...options, sourceRangesJustification: 'the reason' })).toHaveLength(1);
});

test('if a class leaves the Service to another controller, the annotations of all providers count', () => {
  const options = { ...RANGES, loadBalancerClass: 'service.k8s.aws/nlb' };

  expect(messages(AWS, { [`${ELB}inbound-sg-rules-on-private-link-traffic`]: 'off' }, options)).toEqual([expect.stringMatching(/#load-balancer-ineffective$/)]);
});

test('the check applies to ExternalService and ExposedPods, too', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: LBC });
  const exposure = Exposure.loadBalancer({ internal: false, ...RANGES });
  const serviceMetadata = { annotations: { [`${ELB}security-groups`]: 'sg-1' } };
  const ports = [Port.tcp(5432)];
  const selector = new ExposedWorkload(chart, 'web', MINIMAL);

  expect(() => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports, exposure, serviceMetadata })).toThrow(/load-balancer-ineffective/);
  expect(() => new ExposedPods(chart, 'more', { selector, ports, exposure, serviceMetadata })).toThrow(/load-balancer-ineffective/);
});

test.each<Case>([
  [LBC, `${ELB}security-groups`, 'sg-1', RANGES],
  [AKS, `${AZURE}allowed-ip-ranges`, '198.51.100.0/24', RANGES],
  // this annotation affects the ranges only together with the one that is added later
  [LBC, `${ELB}nlb-target-type`, 'ip', RANGES, WITHOUT_GROUPS],
])('%s: the annotation %s that is added later is refused at synthesis', (provider, key, value, options, annotations = {}) => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(stated(provider, options)), serviceMetadata: { annotations } });
  expect(() => synth(chart)).not.toThrow();
  web.service.metadata.addAnnotation(key, value);

  const reported = Object.keys(annotations)[0] ?? key;
  expect(() => synth(chart)).toThrow(`service.metadata.annotations['${reported}']`);
});

test('a port that is added later and that has no health probe is refused with the others', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AKS });
  const annotations = { [`${K8S}port_9090_no_probe_rule`]: 'true' };
  const web = new ExposedWorkload(chart, 'web', {
    ...MINIMAL, ports: [Port.udp(5353)], exposure: Exposure.loadBalancer({ internal: true, ...CHECK }), serviceMetadata: { annotations },
  });

  expect(() => web.addPort(Port.tcp(9090))).toThrow(/load-balancer-ineffective/);
  expect(() => web.addPort(Port.tcp(9091))).not.toThrow();
});
