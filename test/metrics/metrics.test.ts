import { Duration, type Chart } from 'cdk8s';
import {
  ClusterProfile, Controller, ExposedWorkload, Exposure, Mesh, Metrics, Port, Worker,
  type ClusterProfileProps, type ExposedWorkloadProps, type WorkerProps,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, synthOf, type Document } from '../support';

const IMAGE = 'registry.example.com/web:1';
const METRICS = Port.http(9090, { name: 'metrics' });
const HIDDEN = Port.http(9090, { name: 'metrics', exposed: false });
const PROFILE: ClusterProfileProps = { monitorLabels: { release: 'prometheus' }, monitoring: { namespace: 'monitoring' } };

const declare = (props: Partial<ExposedWorkloadProps>, profile = PROFILE) => (chart: Chart) => {
  ClusterProfile.set(chart, profile);
  return new ExposedWorkload(chart, 'web', { image: IMAGE, ports: [Port.http(8080), METRICS], ...props });
};
const worker = (props: Partial<WorkerProps>, profile = PROFILE) => (chart: Chart) => {
  ClusterProfile.set(chart, profile);
  return new Worker(chart, 'mailer', { image: IMAGE, ports: [HIDDEN], ...props });
};

/** Whether the object of a label selector has all its labels. */
const selects = (monitor: Document, labels: Record<string, string> = {}) => (
  Object.entries<string>(monitor.spec.selector.matchLabels).every(([key, value]) => labels[key] === value)
);

test('a ServiceMonitor selects exactly the Service of the workload, and refers to the name of its port', () => {
  const documents = synthOf(declare({
    metrics: Metrics.serviceMonitor(), controller: Controller.statefulSet(), serviceMetadata: { labels: { team: 'shop' } }, name: 'shop', workloadName: 'shop-db',
  }));
  const monitor = find(documents, 'ServiceMonitor');
  const services = documents.filter(({ kind }) => kind === 'Service');

  expect(monitor.metadata).toEqual({ name: 'shop', namespace: 'shop', labels: { release: 'prometheus' } });
  expect(monitor.spec).toEqual({ endpoints: [{ port: 'metrics' }], selector: { matchLabels: { 'cdk8s-service-patterns/service': 'shop' } } });
  expect(services.map(({ metadata }) => [metadata.name, selects(monitor, metadata.labels)])).toEqual([['shop', true], ['shop-headless', false]]);
  expect(services.map(({ metadata }) => metadata.labels.team)).toEqual(['shop', 'shop']);
});

test.each([
  ['ServiceMonitor', Metrics.serviceMonitor({ name: 'web-metrics' })],
  ['PodMonitor', Metrics.podMonitor({ name: 'web-metrics' })],
])('a %s can have the name of an existing one', (kind, metrics) => {
  expect(find(synthOf(declare({ metrics })), kind).metadata.name).toBe('web-metrics');
});

test('the name of a monitor is refused if it is not valid', () => {
  expect(messagesOf(declare({ metrics: Metrics.podMonitor({ name: 'web_metrics' }) }))).toEqual([
    expect.stringMatching(/^shop\/web: metrics\.name "web_metrics": .*\[object-name\]/),
  ]);
});

test('a ServiceMonitor of a port with a long name has the name of the Service port', () => {
  const ports = [Port.http(9090, { name: 'metrics-of-the-shop' })];
  const documents = synthOf(declare({ ports, metrics: Metrics.serviceMonitor({ port: 'metrics-of-the-shop' }), exposure: Exposure.headless() }));

  expect(find(documents, 'ServiceMonitor').spec.endpoints[0].port).toBe(find(documents, 'Service').spec.ports[0].name);
});

test('a PodMonitor selects the pods, and refers to the name of the container port', () => {
  const documents = synthOf(worker({ ports: [Port.http(9090, { name: 'metrics-of-the-mailer' })], metrics: Metrics.podMonitor({ port: 'metrics-of-the-mailer' }) }));
  const monitor = find(documents, 'PodMonitor');
  const { metadata, spec } = find(documents, 'Deployment').spec.template;

  expect(monitor.metadata).toEqual({ name: 'mailer', namespace: 'shop', labels: { release: 'prometheus' } });
  expect(selects(monitor, metadata.labels)).toBe(true);
  expect(monitor.spec.podMetricsEndpoints).toEqual([{ port: spec.containers[0].ports[0].name }]);
});

test('a PodMonitor reads a port that is not exposed, also of a sidecar', () => {
  const sidecars = [{ name: 'exporter', image: IMAGE, ports: [Port.http(9121, { name: 'exporter', exposed: false })] }];
  const own = synthOf(declare({ ports: [Port.http(8080), HIDDEN], metrics: Metrics.podMonitor() }));
  const other = synthOf(declare({ sidecars, metrics: Metrics.podMonitor({ port: 'exporter' }) }));

  expect(find(own, 'PodMonitor').spec.podMetricsEndpoints[0].port).toBe('metrics');
  expect(find(other, 'PodMonitor').spec.podMetricsEndpoints[0].port).toBe(find(other, 'Deployment').spec.template.spec.initContainers[0].ports[0].name);
});

test('all options of a monitor are rendered', () => {
  const login = (key: string) => ({ name: 'login', key });
  const spec = (options: Parameters<typeof Metrics.podMonitor>[0]) => (
    find(synthOf(declare({ ports: [Port.http(8080), Port.https(9443, { name: 'metrics' })], metrics: Metrics.podMonitor(options) })), 'PodMonitor')
  );

  expect(spec({
    path: '/actuator/prometheus',
    params: { format: ['prometheus'] },
    interval: Duration.minutes(1),
    scrapeTimeout: Duration.seconds(10),
    honorLabels: true,
    tls: { serverName: 'web.internal', caSecret: login('ca.crt'), certificateSecret: login('tls.crt'), keySecret: login('tls.key'), insecureSkipVerify: false },
    bearerTokenSecret: login('token'),
    metadata: { labels: { release: 'other', team: 'shop' }, annotations: { a: 'b' } },
  })).toMatchObject({
    metadata: { labels: { release: 'other', team: 'shop' }, annotations: { a: 'b' } },
    spec: {
      podMetricsEndpoints: [{
        port: 'metrics',
        path: '/actuator/prometheus',
        params: { format: ['prometheus'] },
        interval: '60s',
        scrapeTimeout: '10s',
        scheme: 'https',
        honorLabels: true,
        tlsConfig: {
          serverName: 'web.internal',
          ca: { secret: login('ca.crt') },
          cert: { secret: login('tls.crt') },
          keySecret: login('tls.key'),
          insecureSkipVerify: false,
        },
        authorization: { credentials: login('token') },
      }],
    },
  });
  expect(spec({ tls: { caConfigMap: login('ca.crt') }, basicAuth: { username: login('user'), password: login('password') } }).spec.podMetricsEndpoints[0]).toMatchObject({
    tlsConfig: { ca: { configMap: login('ca.crt') } }, basicAuth: { username: login('user'), password: login('password') },
  });
});

test('annotations of the pods have the port, the path and the scheme, and those of the user take precedence', () => {
  const annotations = (props: Partial<ExposedWorkloadProps>) => find(synthOf(declare(props, {})), 'Deployment').spec.template.metadata.annotations;

  expect(annotations({ metrics: Metrics.annotations() })).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' });
  expect(annotations({
    ports: [Port.https(8443)],
    metrics: Metrics.annotations({ port: 'https', path: '/m' }),
    podMetadata: { annotations: { 'prometheus.io/scrape': 'slow' } },
  })).toEqual({ 'prometheus.io/scrape': 'slow', 'prometheus.io/port': '8443', 'prometheus.io/path': '/m', 'prometheus.io/scheme': 'https' });
});

const KINDS: [string, Metrics][] = [
  ['a ServiceMonitor', Metrics.serviceMonitor()], ['a PodMonitor', Metrics.podMonitor()], ['annotations', Metrics.annotations()],
];

describe.each(KINDS)('with %s', (_, metrics) => {
  const rulesOf = (props: Partial<ExposedWorkloadProps>, profile = PROFILE) => find(synthOf(declare({ isolate: true, ...props }, profile)), 'NetworkPolicy').spec.ingress;

  test('the policy of isolated pods allows the pods that read metrics, once', () => {
    const expected = [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 9090 }] }];

    expect(rulesOf({ metrics })).toEqual(expected);
    expect(rulesOf({ metrics, ports: [Port.http(8080), Port.http(9090, { name: 'metrics', scraped: true })] })).toEqual(expected);
    expect(rulesOf({})).toEqual([]);
  });

  test('isolated pods require monitoring of the profile', () => {
    expect(messagesOf(declare({ isolate: true, metrics }, { monitorLabels: {} }))).toEqual([
      expect.stringMatching(/^shop\/web: metrics "metrics": .*Set ClusterProfile's monitoring.*\[isolation-scraped\]/),
    ]);
  });
});

test('the policy of an isolated Worker allows the pods that read metrics', () => {
  expect(find(synthOf(worker({ isolate: true, metrics: Metrics.podMonitor() })), 'NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 9090 }]);
});

test("with annotations in the mesh of Istio, Prometheus reads the port of Istio's agent", () => {
  const ports = (metrics: Metrics, podMetadata = {}) => (
    find(synthOf(declare({ isolate: true, metrics, podMetadata }, { ...PROFILE, mesh: Mesh.ISTIO })), 'NetworkPolicy').spec.ingress
      .filter(({ from }: any) => JSON.stringify(from).includes('"monitoring"')).flatMap((rule: any) => rule.ports)
  );

  expect(ports(Metrics.annotations())).toEqual([{ port: 15020 }]);
  expect(ports(Metrics.annotations(), { labels: { 'sidecar.istio.io/inject': 'false' } })).toEqual([{ port: 9090 }]);
  expect(ports(Metrics.podMonitor())).toEqual([{ port: 9090 }]);
});

const REFUSED: [string, Partial<ExposedWorkloadProps>, RegExp[]][] = [
  ['a port that is not declared', { metrics: Metrics.podMonitor({ port: 'admin' }) }, [/metrics\.port "admin": .*set port to 'http' or 'metrics'\. \[metrics-port\]/]],
  ['a port without TCP', { ports: [Port.http(8080), Port.udp(9090, { name: 'metrics' })], metrics: Metrics.annotations() }, [/\[metrics-port\]/]],
  ['a ServiceMonitor of a port that is not exposed', { ports: [Port.http(8080), HIDDEN], metrics: Metrics.serviceMonitor() }, [/Use Metrics\.podMonitor.*\[metrics-service\]/]],
  ['parts of a second', { metrics: Metrics.podMonitor({ interval: Duration.millis(1500) }) }, [/metrics\.interval "1 second 500 millis".*\[metrics-interval\]/]],
  ['a timeout longer than the default interval', { metrics: Metrics.podMonitor({ scrapeTimeout: Duration.seconds(31) }) }, [/metrics\.scrapeTimeout "31 seconds".*Set an interval that is not shorter: the interval is 30 seconds by default\. \[metrics-interval\]/]],
  ['a path with parameters', { metrics: Metrics.podMonitor({ path: '/v1/sys/metrics?format=prometheus' }) }, [/metrics\.path .*Move parameters to params.*\[metrics-path\]/]],
  ['a path with a fragment', { metrics: Metrics.annotations({ path: '/metrics#a' }) }, [/metrics\.path .*Only monitors can have parameters.*\[metrics-path\]/]],
  ['an annotation with another port', { metrics: Metrics.annotations(), podMetadata: { annotations: { 'prometheus.io/port': '8080' } } }, [/podMetadata\.annotations\['prometheus\.io\/port'\] "8080".*It is port 9090 now\. \[metrics-annotation\]/]],
  ['no time', { metrics: Metrics.podMonitor({ scrapeTimeout: Duration.seconds(0) }) }, [/metrics\.scrapeTimeout "0 seconds".*\[metrics-interval\]/]],
  ['tls without TLS', { metrics: Metrics.podMonitor({ tls: {} }) }, [/metrics\.tls .*Remove tls.*\[metrics-tls\]/]],
  ['two authorities and no key', {
    ports: [Port.https(8443)],
    metrics: Metrics.serviceMonitor({
      port: 'https', tls: { caSecret: { name: 'a', key: 'b' }, caConfigMap: { name: 'a', key: 'b' }, certificateSecret: { name: 'a', key: 'b c' } },
    }),
  }, [/tls\.caConfigMap .*\[metrics-tls\]/, /tls\.keySecret .*remove certificateSecret.*\[metrics-tls\]/, /tls\.certificateSecret\.key "b c".*\[metrics-key\]/]],
  ['a label of the library', { serviceMetadata: { labels: { 'cdk8s-service-patterns/service': 'other' } } }, [/\[reserved-label\]/]],
  ['labels of a monitor', { metrics: Metrics.podMonitor({ metadata: { labels: { a: 'a b' } } }) }, [/metrics\.metadata\.labels\['a'\].*\[label-value\]/]],
];

test.each(REFUSED)('%s: refused', (_, props, expected) => {
  expect(messagesOf(declare(props))).toEqual(expected.map(pattern => expect.stringMatching(pattern)));
});

test('an annotation with the port of metrics, or without the option metrics, is accepted', () => {
  const podMetadata = { annotations: { 'prometheus.io/port': '9090' } };

  expect(messagesOf(declare({ metrics: Metrics.annotations(), podMetadata }))).toEqual([]);
  expect(messagesOf(declare({ podMetadata: { annotations: { 'prometheus.io/port': '8080' } } }))).toEqual([]);
  expect(messagesOf(declare({ metrics: Metrics.podMonitor({ scrapeTimeout: Duration.seconds(30) }) }))).toEqual([]);
});

test('labels of monitors in the profile are checked', () => {
  expect(messagesOf(declare({}, { monitorLabels: { release: 'a b' } }))).toEqual([expect.stringMatching(/monitorLabels\['release'\].*\[label-value\]/)]);
});
