import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, ExposedPods, ExposedWorkload, Exposure, LoadBalancerProvider, PodSelection, Port, TrafficPolicy,
  type LoadBalancerOptions,
} from '../../lib';
import { MINIMAL, newChart, synth } from '../support';
import { stated } from './stated';

const { AKS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const { LOCAL } = TrafficPolicy;

const ADDRESS = { addresses: ['192.168.1.7'] };
const ELASTIC_IP = { internal: false, addressNames: ['eipalloc-1'] };
const KEY = { 'metallb.io/allow-shared-ip': 'dns' };
const OLDER_KEY = { 'metallb.universe.tf/allow-shared-ip': 'dns' };
const [HTTP, HTTPS] = [Port.http(8080, { servicePort: 80 }), Port.https(8443, { servicePort: 443 })];
const [TCP, UDP] = [Port.tcp(5353, { servicePort: 53 }), Port.udp(5353, { servicePort: 53 })];

interface Declared {
  readonly options: LoadBalancerOptions;
  readonly ports: Port[];
  readonly annotations?: Record<string, string>;
}

/** A chart with the workloads `a` and `b`. */
function chartWith(provider: LoadBalancerProvider, ...declared: Declared[]): { chart: Chart; workloads: ExposedWorkload[] } {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  const workloads = declared.map(({ options, ports, annotations }, index) => (
    new ExposedWorkload(chart, 'ab'[index], { ...MINIMAL, ports, exposure: Exposure.loadBalancer(stated(provider, options)), serviceMetadata: { annotations } })
  ));
  return { chart, workloads };
}

test.each<[string, LoadBalancerProvider, Declared, Declared, string]>([
  ['an address', AKS, { options: ADDRESS, ports: [HTTP] }, { options: ADDRESS, ports: [HTTP, HTTPS] }, 'Both have the port 80 with TCP.'],
  ['the name of an address', AKS, { options: { addressNames: ['web'] }, ports: [HTTP] }, { options: { addressNames: ['web'] }, ports: [HTTP] }, 'Both have the port 80 with TCP.'],
  ['an address', GKE, { options: ADDRESS, ports: [HTTP] }, { options: ADDRESS, ports: [HTTP] }, 'Both have the port 80 with TCP.'],
  ['an address in an older field', GENERIC, { options: { loadBalancerIp: '192.168.1.7' }, ports: [HTTP] }, { options: { loadBalancerIp: '192.168.1.7' }, ports: [HTTP] }, 'Both have the port 80'],
  ['an Elastic IP with other ports', AWS_LOAD_BALANCER_CONTROLLER, { options: ELASTIC_IP, ports: [HTTP] }, { options: ELASTIC_IP, ports: [HTTPS] }, 'belong to one Service.'],
  ['an address without a key', METALLB, { options: ADDRESS, ports: [HTTP] }, { options: ADDRESS, ports: [HTTPS] }, 'the same annotation metallb.io/allow-shared-ip'],
  ['an address with one key', METALLB, { options: ADDRESS, ports: [HTTP], annotations: KEY }, { options: ADDRESS, ports: [HTTPS] }, 'the same annotation metallb.io/allow-shared-ip'],
  ['an address with different keys', METALLB, { options: ADDRESS, ports: [HTTP], annotations: KEY }, { options: ADDRESS, ports: [HTTPS], annotations: { 'metallb.io/allow-shared-ip': 'web' } }, 'the same annotation'],
  ['an address with a key and the same port', METALLB, { options: ADDRESS, ports: [TCP], annotations: KEY }, { options: ADDRESS, ports: [TCP], annotations: KEY }, 'Both have the port 53 with TCP.'],
  ['an address with a key, LOCAL and other pods', METALLB, { options: { ...ADDRESS, externalTrafficPolicy: LOCAL }, ports: [TCP], annotations: KEY },
    { options: { ...ADDRESS, externalTrafficPolicy: LOCAL }, ports: [UDP], annotations: KEY }, 'only if they select the same pods'],
  ['an address with a key, and LOCAL for one of them', METALLB, { options: { ...ADDRESS, externalTrafficPolicy: LOCAL }, ports: [TCP], annotations: KEY },
    { options: ADDRESS, ports: [UDP], annotations: KEY }, 'only if they select the same pods'],
])('two Services cannot have %s (%s)', (_, provider, a, b, fix) => {
  const { chart } = chartWith(provider, a, b);

  expect(() => synth(chart)).toThrow(/\[shop\/b\] exposure\.(addresses\[0\]|addressNames\[0\]|loadBalancerIp) ".*": an address of a load balancer .*'shop\/a' has the same address\. .*#load-balancer-address-taken$/);
  expect(() => synth(chart)).toThrow(fix);
});

test.each<[string, LoadBalancerProvider, Declared, Declared]>([
  ['an address with other ports', AKS, { options: ADDRESS, ports: [HTTP] }, { options: ADDRESS, ports: [HTTPS] }],
  ['an address with another protocol', GKE, { options: ADDRESS, ports: [TCP] }, { options: ADDRESS, ports: [UDP] }],
  ['different addresses', METALLB, { options: ADDRESS, ports: [HTTP] }, { options: { addresses: ['192.168.1.8'] }, ports: [HTTP] }],
  ['an address with a key', METALLB, { options: ADDRESS, ports: [TCP], annotations: KEY }, { options: ADDRESS, ports: [UDP], annotations: KEY }],
  ['an address with an older key', METALLB, { options: ADDRESS, ports: [TCP], annotations: KEY }, { options: ADDRESS, ports: [UDP], annotations: OLDER_KEY }],
])('two Services can have %s (%s)', (_, provider, a, b) => {
  expect(() => synth(chartWith(provider, a, b).chart)).not.toThrow();
});

test('two Services for the same pods can have one address with LOCAL', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: METALLB });
  const selector = kplus.Pods.select(chart, 'resolver', { labels: { app: 'resolver' } });
  for (const port of [TCP, UDP]) {
    const exposure = Exposure.loadBalancer({ ...ADDRESS, externalTrafficPolicy: LOCAL });
    new ExposedPods(chart, port.kind, { selector: PodSelection.of(selector), ports: [port], exposure, serviceMetadata: { annotations: KEY } });
  }

  expect(() => synth(chart)).not.toThrow();
});

test('a port and a key that are added later count', () => {
  const { chart, workloads: [, b] } = chartWith(METALLB, { options: ADDRESS, ports: [TCP], annotations: KEY }, { options: ADDRESS, ports: [UDP] });
  b.service.metadata.addAnnotation('metallb.io/allow-shared-ip', 'dns');
  expect(() => synth(chart)).not.toThrow();

  b.addPort(Port.tcp(5354, { name: 'other', servicePort: 53 }));
  expect(() => synth(chart)).toThrow('Both have the port 53 with TCP.');
});

test('Services of different clusters can have the same address', () => {
  const { chart } = chartWith(AKS, { options: ADDRESS, ports: [HTTP] });
  const other = newChart();
  ClusterProfile.set(other, { loadBalancerProvider: AKS, cluster: 'other' });
  new ExposedWorkload(other, 'a', { ...MINIMAL, ports: [HTTP], exposure: Exposure.loadBalancer({ ...ADDRESS, internal: false }) });

  expect(() => [synth(chart), synth(other)]).not.toThrow();
});
