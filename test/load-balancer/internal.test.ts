import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, LoadBalancerProvider, Port, type LoadBalancerOptions,
} from '../../lib';
import { MINIMAL, newChart, synth } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER: LBC, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const PREFIX = 'service.beta.kubernetes.io/';
const NLB = 'networking.gke.io/l4-regional-internal';

function declare(provider: LoadBalancerProvider, options: LoadBalancerOptions, annotations?: Record<string, string>): () => ExposedWorkload {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  return () => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(options), serviceMetadata: { annotations } });
}

test.each([
  [AWS, "With 'AWS (cloud controller manager)', clients reach a load balancer from the internet by default."],
  [LBC, "With 'AWS Load Balancer Controller', clients reach a load balancer from the private network by default."],
  [GKE, "With 'GKE', clients reach a load balancer from the internet by default."],
  [AKS, "With 'AKS', clients reach a load balancer from the internet by default."],
])('a load balancer of $name must state whether it is internal', (provider, byDefault) => {
  expect(declare(provider, {})).toThrow(/^shop\/web: exposure\.internal \(not set\): .*Set internal: true .*, or internal: false .*\[load-balancer-internal\]/);
  expect(declare(provider, {})).toThrow(byDefault);
  expect(declare(provider, { internal: true })).not.toThrow();
  expect(declare(provider, { internal: false })).not.toThrow();
});

test.each([METALLB, GENERIC])('a load balancer of $name does not state it', provider => {
  expect(declare(provider, {})).not.toThrow();
  expect(declare(provider, { internal: true })).toThrow(/exposure\.internal true: .*\[load-balancer-unsupported\]/);
  expect(declare(provider, { internal: false })).toThrow(/exposure\.internal false: .*\[load-balancer-unsupported\]/);
});

test.each<[LoadBalancerProvider, string, string, string]>([
  [AWS, `${PREFIX}aws-load-balancer-internal`, 'false', 'yes'],
  [LBC, `${PREFIX}aws-load-balancer-scheme`, 'internet-facing', 'public'],
  [LBC, `${PREFIX}aws-load-balancer-internal`, 'true', 'internal'],
  [GKE, 'networking.gke.io/load-balancer-type', 'Internal', 'INTERNAL'],
  [GKE, 'networking.gke.io/load-balancer-type', 'External', ''],
  [GKE, 'cloud.google.com/load-balancer-type', 'internal', 'true'],
  [AKS, `${PREFIX}azure-load-balancer-internal`, 'true', 'True'],
])('%s: the annotation %s states it with the value %s, and not with %j', (provider, key, value, unknown) => {
  expect(declare(provider, {}, { [key]: value })).not.toThrow();
  expect(declare(provider, {}, { [key]: unknown })).toThrow(/serviceMetadata\.annotations\['.*'\] ("")?(\(a string of \d+ characters\))?: .* Use '.*', or remove it and set internal\. \[load-balancer-internal\]/);
});

test('an annotation with an unknown value that is added later is refused at synthesis', () => {
  const web = declare(GKE, { loadBalancerClass: NLB })();
  web.service.metadata.addAnnotation('networking.gke.io/load-balancer-type', 'INTERNAL');

  expect(() => synth(web.node.scope as never)).toThrow(/service\.metadata\.annotations\['networking\.gke\.io\/load-balancer-type'\].*\[load-balancer-internal\]/);
});

test('a class of GKE states it; the class of the AWS Load Balancer Controller does not', () => {
  expect(declare(GKE, { loadBalancerClass: NLB })).not.toThrow();
  expect(declare(LBC, { loadBalancerClass: 'service.k8s.aws/nlb' })).toThrow(/\[load-balancer-internal\]/);
});

test.each([AWS, AKS])('a class leaves the Service to another controller than that of $name, so nothing must be stated', provider => {
  expect(declare(provider, { loadBalancerClass: 'example.com/lb' })).not.toThrow();
});

test('a Network Load Balancer of the cloud controller manager states it', () => {
  const type = { [`${PREFIX}aws-load-balancer-type`]: 'nlb' };

  expect(declare(AWS, {}, type)).toThrow(/\[load-balancer-internal\]/);
  expect(declare(AWS, { internal: true }, type)).not.toThrow();
});

test('an ExternalService and an ExposedPods must state it, too', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AKS });
  const ports = [Port.tcp(5432)];
  const selector = new ExposedWorkload(chart, 'web', MINIMAL);

  expect(() => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports, exposure: Exposure.loadBalancer() })).toThrow(/\[load-balancer-internal\]/);
  expect(() => new ExposedPods(chart, 'more', { selector, ports, exposure: Exposure.loadBalancer() })).toThrow(/\[load-balancer-internal\]/);
});
