import { ExposedWorkload, ImmutableConfigMap, ImmutableSecret, MetricTarget, Port, Route, RouteBackend, RouteParent, Scaling, ScalingMetric, Worker } from '../../lib';
import { ALTERNATIVES } from '../../lib/options/alternatives';
import { isKubernetesField } from '../../lib/options/alternatives-of';
import { STRUCTURES } from '../../lib/options/declared-types';
import { reportName } from '../../lib/options/unknown-names';
import { messagesOf, web } from '../rules/broken';

/** Names of Kubernetes fields, and other names for which there is a text. */
const NAMES = [
  ...Object.keys(ALTERNATIVES), 'annotations', 'containers', 'exec', 'externalName', 'hostPort', 'httpGet', 'httpHeaders', 'labels', 'matchLabels', 'metadata', 'mountPath',
  'mountPropagation', 'paused', 'restartPolicy', 'runAsNonRoot', 'securityContext', 'selector', 'serviceName', 'spec', 'targetPort', 'template', 'volume', 'immutable',
  'stringData', 'binaryData', 'max', 'min',
];

/** The fix for a name that is not an option of a structure. */
function fixOf(type: string, name: string): string {
  let found = '';
  reportName({ report: (_, __, ___, fix) => { found = fix; } }, '', type, name, { [name]: 'a' });
  return found;
}

/** The options that a fix recommends. */
function recommended(fix: string): string[] {
  const [, names = ''] = /^Use (?!the )([a-z]\w*(?:(?:, or |, | or | and )[a-z]\w*)*)[.: ]/.exec(fix) ?? [];
  return names.split(/, or |, | or | and /).filter(name => name !== '');
}

test.each(Object.keys(STRUCTURES))('a fix for an unknown name in %s recommends only its options', type => {
  const fixes = NAMES.filter(name => !Object.hasOwn(STRUCTURES[type], name)).map(name => ({ name, fix: fixOf(type, name) }));

  expect(fixes.filter(({ fix }) => fix === '')).toEqual([]);
  expect(fixes.filter(({ fix }) => recommended(fix).some(option => !Object.hasOwn(STRUCTURES[type], option)))).toEqual([]);
});

test.each<[string, string, string]>([
  ['ImmutableConfigMapProps', 'type', 'Remove it. The options are data, binaryData, name, metadata, retain.'],
  ['ImmutableConfigMapProps', 'stringData', 'Use data.'],
  ['ImmutableSecretProps', 'binaryData', 'Use data.'],
  ['ImmutableSecretProps', 'immutable', 'Remove it: the object is always immutable.'],
  ['ImmutableSecretProps', 'labels', 'Use metadata: { labels: { … } }.'],
  ['RouteProps', 'type', 'Remove it. The options are parents, hosts, tls, backend, rules, protocol, listenerPort, httpsRedirect, name, metadata.'],
  ['RouteProps', 'path', "Use rules: [{ paths: [PathMatch.prefix('/api')], backends: [RouteBackend.of(web)] }]."],
  ['RouteRule', 'path', "Use paths: [PathMatch.prefix('/api')]."],
  ['RouteRule', 'httpHeaders', 'Remove it. API.md has the options of RouteRule.'],
  ['RouteRule', 'timeoutSeconds', 'Use timeout: Duration.seconds(1).'],
  ['WorkerProps', 'type', 'A Worker has no Service that offers ports. Remove it, or declare an ExposedWorkload.'],
  ['WorkerProps', 'annotations', 'Use podMetadata or workloadMetadata.'],
  ['ExposedWorkloadProps', 'annotations', 'Use podMetadata, workloadMetadata or serviceMetadata.'],
  ['ExposedWorkloadProps', 'metadata', 'Use podMetadata, workloadMetadata or serviceMetadata.'],
  ['ExposedWorkloadProps', 'host', 'Remove it. API.md has the options of ExposedWorkloadProps.'],
  ['ExposedWorkloadProps', 'initialDelaySeconds', "Use readiness: HealthCheck.http('/healthz', { initialDelay: Duration.seconds(10) })."],
  ['ExposedWorkloadProps', 'minReplicas', 'Use scaling: Scaling.between(2, 5, { metrics: [ScalingMetric.cpu(80)] }).'],
  ['ExposedWorkloadProps', 'volumeDevices', "Use devices: [{ path: '/dev/disk', source: VolumeSource.claim('disk') }]."],
  ['ExternalServiceProps', 'selector', 'Use backend: Backend.pods(PodSelection.labels({ … })).'],
  ['ExternalServiceProps', 'hostPort', 'Remove it. The options are backend, ports, name, exposure, endpointsApi, endpointSliceName, tlsServerName, networks, serviceMetadata, endpointsMetadata.'],
  ['ExternalServiceProps', 'metadata', 'Use serviceMetadata or endpointsMetadata.'],
  ['LoadBalancerOptions', 'loadBalancerIP', 'Use loadBalancerIp, or addresses.'],
  ['ExposedPodsProps', 'loadBalancerIP', "Use exposure: Exposure.loadBalancer({ loadBalancerIp: '…' })."],
  ['ClusterIpOptions', 'externalTrafficPolicy', 'Remove it, or use Exposure.loadBalancer() or Exposure.nodePort().'],
  ['RouteClass', 'labels', 'Use podLabels.'],
  ['CustomMetricOptions', 'labels', 'Use metricLabels.'],
  ['ConnectOptions', 'portNumber', 'Remove it. The options are ports, envPrefix, credentials, path, variables, containers, shortNames.'],
  ['ScalingOptions', 'min', 'Remove it. The first two arguments of Scaling.between and Scaling.keda are the limits of the replicas.'],
  ['DaemonSetOptions', 'minReadySeconds', 'Use minReady: Duration.seconds(10).'],
])('in %s, %s', (type, name, fix) => {
  expect(fixOf(type, name)).toBe(fix);
});

test('the type of a Secret is not that of a Service', () => {
  expect(messagesOf(chart => new ImmutableSecret(chart, 'a', { type: 'kubernetes.io/tls', data: {} } as object))).toEqual([
    expect.stringMatching(/^shop\/a: type .* The Secret has the type Opaque, which pods can use like any other type\. Remove it, .* \[unknown-option\]/),
  ]);
  expect(messagesOf(chart => new ImmutableConfigMap(chart, 'a', { data: {}, spec: {} } as object))[0]).toContain('Use the options of the declaration, without spec.');
});

test('labels of a metric are not those of a workload', () => {
  const metric = ScalingMetric.external('queue', MetricTarget.averageValue('5'), { labels: { a: 'b' } } as object);

  expect(messagesOf(chart => web(chart, { scaling: Scaling.between(1, 5, { metrics: [metric] }) })))
    .toEqual([expect.stringMatching(/^shop\/web: scaling\..*labels .* Use metricLabels\. \[unknown-option\]/)]);
});

test.each([['exec'], ['httpHeaders'], ['kind'], ['targetPort'], ['type']])('a construct refuses the Kubernetes field %s, although no text may apply to it', name => {
  expect(isKubernetesField(name)).toBe(true);
  expect(messagesOf(chart => new Route(chart, 'a', { parents: [RouteParent.gatewayNamed('public')], rules: [{ backends: [RouteBackend.of(web(chart))] }], [name]: 'a' })))
    .toEqual([expect.stringMatching(/ Remove it\. .*\[unknown-option\]/)]);
  expect(messagesOf(chart => new Worker(chart, 'a', { image: 'a', [name]: 'a' }))).toHaveLength(1);
});

test('a name that is no Kubernetes field is accepted in the options of a construct', () => {
  expect(isKubernetesField('costCenter')).toBe(false);
  expect(messagesOf(chart => new ExposedWorkload(chart, 'web', { image: 'a', ports: [Port.http(80)], costCenter: 5 } as any))).toEqual([]);
});
