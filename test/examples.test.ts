import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { parse } from 'yaml';
import { CUSTOM_RESOURCES } from './against-server/custom-resources';
import { contradictions, ofKind, workloads } from './examples/cross-checks';
import { violationsOfRestricted } from './examples/pod-security';
import { find, mainContainer, type Document } from './support';
import { KUBERNETES_VERSIONS } from '../lib/rules/versions';
import { copyExample, examples, INSTALL, packLibrary, removeDirectory, runNpm, synthExample, type SynthesizedExample } from '../scripts/synth-example';

const FOLDER = join(__dirname, '..', 'examples');
const EXAMPLES = examples();
/** Examples that other tests run. */
const OTHERS = ['pulumi'];
/** Objects that an example expects to exist in the cluster. */
const EXISTING: Record<string, ApiObject[]> = {
  shop: [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-db', namespace: 'shop' }, data: { username: 'c2hvcA==', password: 'c2VjcmV0' } },
    {
      apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-example-com', namespace: 'shop' }, type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' },
    },
  ],
  worker: [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'queue-login', namespace: 'mails' }, data: { username: 'c2hvcA==', password: 'c2VjcmV0' } },
  ],
};
const VERSION_LABEL = 'app.kubernetes.io/version';

const synthesized: Record<string, SynthesizedExample> = {};
let directory: string;

jest.setTimeout(180_000);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'examples-'));
  // One installation in the parent folder of the copies: `npm run`, tsc and Node.js look for node_modules there too.
  copyFileSync(join(FOLDER, EXAMPLES[0], 'package.json'), join(directory, 'package.json'));
  runNpm(directory, [...INSTALL, packLibrary(directory).tarball]);
});

afterAll(() => removeDirectory(directory));

/** The output of `npm run synth` for an example, which runs when the first test needs it. */
function synthOf(example: string): SynthesizedExample {
  return synthesized[example] ??= synthExample(copyExample(example, directory));
}

function documentsOf(example: string): Document[] {
  return synthOf(example).documents;
}

/** Environment variables of a workload's main container whose values are texts. */
function envOf(workload: Document): Record<string, string> {
  return Object.fromEntries(mainContainer(workload).env.map(({ name, value }: Document) => [name, value]));
}

/** Adds lines to the program of a copy of an example, which has no output yet. Returns the path of the copy. */
function withLines(lines: string, name: string): string {
  const copy = copyExample('httpd', join(directory, name));
  appendFileSync(join(copy, 'main.ts'), lines);
  return copy;
}

test('every folder of examples/ is an example that these tests or others run', () => {
  expect([...EXAMPLES, ...OTHERS].sort()).toEqual(readdirSync(FOLDER).sort());
});

test('all examples have the same set-up, so that one installation is the installation of each', () => {
  const setUps = EXAMPLES.map(example => {
    const [{ name, ...packageJson }, ...files] = ['package.json', 'cdk8s.yaml', 'tsconfig.json']
      .map(file => parse(readFileSync(join(FOLDER, example, file), 'utf8')));
    return { packageJson, files };
  });

  expect(setUps).toEqual(EXAMPLES.map(() => setUps[0]));
});

test('npm run synth writes nothing if the program has a type error', () => {
  const copy = withLines("const replicas: number = 'two';\n", 'type-error');

  expect(() => synthExample(copy)).toThrow(/main\.ts\(\d+,7\): error TS2322/);
  expect(existsSync(join(copy, 'dist'))).toBe(false);
});

test('npm run synth refuses a program that ts-node could not compile file by file', () => {
  const copy = withLines('declare const enum Level { Low = 1 }\nexport const level = Level.Low;\n', 'not-isolated');

  expect(() => synthExample(copy)).toThrow(/main\.ts\(\d+,22\): error TS2748/);
});

test('the stack trace of a refused declaration contains the line of the program', () => {
  const declaration = "new ExposedWorkload(chart, 'refused', { image: '', ports: [Port.http(81)] });";
  const copy = withLines(`${declaration}\n`, 'refused');
  const line = readFileSync(join(copy, 'main.ts'), 'utf8').split('\n').indexOf(declaration) + 1;

  expect(() => synthExample(copy)).toThrow(new RegExp(`Error: httpd/refused: image[^]*main\\.ts:${line}:1[^]*returned a non-zero exit code 1`));
});

describe.each(EXAMPLES)('examples/%s', example => {
  test('the manifests are unchanged', () => {
    for (const [file, text] of Object.entries(synthOf(example).files)) {
      expect(text).toMatchSnapshot(file);
    }
  });

  test('the documents do not contradict each other', () => {
    expect(contradictions(documentsOf(example))).toEqual([]);
  });

  test('Pod Security restricted admits all pods', () => {
    expect(workloads(documentsOf(example)).flatMap(workload => violationsOfRestricted(workload.spec.template.spec))).toEqual([]);
  });

  test('the documents contain no Secret', () => {
    expect(ofKind(documentsOf(example), 'Secret')).toEqual([]);
  });

  test('a release with another version label replaces no pods', () => {
    const labels = workloads(documentsOf(example)).flatMap(({ spec }) => [spec.template.metadata.labels, spec.selector.matchLabels]);

    expect(labels.filter(each => VERSION_LABEL in each)).toEqual([]);
  });

  test.each(KUBERNETES_VERSIONS)('API server %s accepts the documents as new objects and as existing objects', version => {
    const server = new ServerDryRun({ kubernetesVersion: version, podSecurity: 'restricted', unknownKinds: 'refuse', crds: CUSTOM_RESOURCES });
    const existing = EXISTING[example] ?? [];
    const documents = [...existing, ...documentsOf(example)] as ApiObject[];
    const first = server.apply(documents);
    const again = server.apply(documents, { live: first.results.map(result => result.stored!) });

    for (const { passed, results, findings } of [first, again]) {
      const warnings = results.slice(existing.length).flatMap(result => result.warnings);

      expect({ passed, findings, warnings }).toEqual({ passed: true, findings: [], warnings: [] });
    }
  });
});

test('httpd: a load balancer on port 80 reaches a pod that does not run as root', () => {
  const documents = documentsOf('httpd');
  const deployment = find(documents, 'Deployment');
  const service = find(documents, 'Service');
  const { securityContext } = deployment.spec.template.spec;
  const container = mainContainer(deployment);

  expect(documents).toHaveLength(2);
  expect(service.spec.type).toBe('LoadBalancer');
  expect(service.spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  expect(container.ports).toEqual([{ name: 'http', containerPort: 80 }]);
  expect(container.readinessProbe).toEqual({ tcpSocket: { port: 'http' } });
  expect(deployment.spec.selector.matchLabels).toEqual(service.spec.selector);
  expect(securityContext).toMatchObject({ runAsUser: 33, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] });
  expect(container.volumeMounts.map((mount: Document) => mount.mountPath)).toContain('/usr/local/apache2/logs');
});

test('clusterip: the Service has the default type of Kubernetes, ClusterIP', () => {
  const { spec } = find(documentsOf('clusterip'), 'Service');

  expect(spec.type).toBeUndefined();
  expect(spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
});

test('nodeport: the Service has the declared node port', () => {
  const { spec } = find(documentsOf('nodeport'), 'Service');

  expect(spec.type).toBe('NodePort');
  expect(spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080 }]);
});

test('loadbalancer: the Service has the declared source ranges', () => {
  const { spec } = find(documentsOf('loadbalancer'), 'Service');

  expect(spec.type).toBe('LoadBalancer');
  expect(spec.loadBalancerSourceRanges).toEqual(['192.0.2.0/24']);
});

test('external-database: the workload gets the URLs of a database specified by addresses and of a database specified by host name', () => {
  const documents = documentsOf('external-database');
  const slice = find(documents, 'EndpointSlice');

  expect(envOf(find(documents, 'Deployment'))).toEqual({
    DATABASE_URL: 'postgresql://orders-db.orders.svc.cluster.local:5432/orders',
    REPORTS_URL: 'mysql://reports-db.orders.svc.cluster.local:3306/reports',
  });
  expect(slice.metadata.labels['kubernetes.io/service-name']).toBe('orders-db');
  expect(slice.endpoints.flatMap((endpoint: Document) => endpoint.addresses)).toEqual(['10.20.0.11', '10.20.0.12']);
  expect(slice.ports).toEqual([{ name: 'postgres', port: 5432 }]);
  expect(find(documents, 'Service', 'reports-db').spec).toMatchObject({ type: 'ExternalName', externalName: 'reports.db.example.com' });
});

test('environments: image, size, exposure and number of pods differ between the environments, and one scheduler runs in each', () => {
  const documents = documentsOf('environments');
  const facts = ['development', 'staging', 'production'].map(environment => {
    const ofNamespace = documents.filter(({ metadata }) => metadata.namespace === `shop-${environment}`);
    const web = find(ofNamespace, 'Deployment', 'web');
    return [
      web.spec.replicas, find(ofNamespace, 'Deployment', 'scheduler').spec.replicas, mainContainer(web).image, mainContainer(web).resources.limits.memory,
      find(ofNamespace, 'Service', 'web').spec.type, find(ofNamespace, 'Service', 'catalog').spec.type, envOf(web).LOG_LEVEL,
    ];
  });

  expect(facts).toEqual([
    [undefined, undefined, 'registry.example.com/web:2026.12.0-dev.7', '128Mi', undefined, undefined, 'debug'],
    [undefined, undefined, 'registry.example.com/web:2026.12.0-rc.1', '128Mi', 'NodePort', undefined, 'info'],
    [3, undefined, 'registry.example.com/web:2026.11.2', '1Gi', 'LoadBalancer', undefined, 'info'],
  ]);
  expect(documents.every(({ metadata }) => `shop-${metadata.labels.environment}` === metadata.namespace)).toBe(true);
});

describe('shop', () => {
  test('the shop is exposed only by one host over TLS, and all Services are internal', () => {
    const documents = documentsOf('shop');
    const types = Object.fromEntries(ofKind(documents, 'Service').map(({ metadata, spec }) => [metadata.name, spec.type]));
    const { hostnames, rules } = find(documents, 'HTTPRoute').spec;
    const [listener, ...others] = find(documents, 'Gateway').spec.listeners;

    expect(types).toEqual(Object.fromEntries(['cache', 'cart', 'catalog', 'orders', 'orders-db', 'queue', 'statsd', 'web'].map(name => [name, undefined])));
    expect(hostnames).toEqual(['shop.example.com']);
    expect(rules.flatMap(({ backendRefs }: Document) => backendRefs)).toMatchObject([{ name: 'orders', port: 8080 }, { name: 'web', port: 80 }]);
    expect(listener).toMatchObject({ hostname: 'shop.example.com', port: 8443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'shop-example-com' }] } });
    expect(others).toEqual([]);
  });

  test('each workload has a NetworkPolicy, and only orders can reach the database', () => {
    const documents = documentsOf('shop');
    const policies = ofKind(documents, 'NetworkPolicy');
    const reaches = (cidr: string) => policies.filter(({ spec }) => JSON.stringify(spec.egress).includes(cidr)).map(({ metadata }) => metadata.name);

    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual(workloads(documents).map(({ metadata }) => metadata.name).sort());
    expect(reaches('10.20.0.11/32')).toEqual(['orders']);
    expect(reaches('10.20.0.12/32')).toEqual(['orders']);
  });

  test('each caller gets the addresses of its targets in its environment', () => {
    const env = (name: string) => envOf(find(documentsOf('shop'), 'Deployment', name));

    expect(env('orders')).toMatchObject({
      DATABASE_URL: 'postgresql://orders-db.shop.svc.cluster.local:5432/orders',
      QUEUE_URL: 'nats://queue.shop.svc.cluster.local:4222',
      STATSD: 'statsd.shop.svc.cluster.local:9125',
    });
    expect(env('web')).toMatchObject({ CATALOG: 'catalog.shop.svc.cluster.local:9090', ORDERS_URL: 'http://orders.shop.svc.cluster.local:8080' });
  });

  test('there is a workload of each of the three kinds', () => {
    const kinds = workloads(documentsOf('shop')).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

    expect(kinds).toEqual(expect.arrayContaining(['StatefulSet queue', 'DaemonSet statsd', 'Deployment web']));
  });

  test('the servers of the queue are configured with the names of their pods', () => {
    const queue = find(documentsOf('shop'), 'StatefulSet', 'queue');
    const routes = [...mainContainer(queue).args.join().matchAll(/nats:\/\/(queue-\d)\.(\w+):(\d+)/g)].map(([, ...parts]) => parts.join(' '));

    expect(routes).toEqual(Array.from({ length: queue.spec.replicas }, (_, index) => `queue-${index} ${queue.spec.serviceName} 6222`));
    expect(find(documentsOf('shop'), 'Service', 'queue').spec.publishNotReadyAddresses).toBe(true);
  });

  test('one port number serves UDP and TCP', () => {
    const ports = find(documentsOf('shop'), 'Service', 'statsd').spec.ports;

    expect(ports).toEqual([
      { name: 'statsd', port: 9125, protocol: 'UDP', targetPort: 'statsd' },
      { name: 'statsd-tcp', port: 9125, targetPort: 'statsd-tcp' },
    ]);
  });

  test('all objects of the chart with a version have the version label, but pods do not', () => {
    const documents = documentsOf('shop');

    expect(documents.filter(({ metadata }) => VERSION_LABEL in metadata.labels).map(({ metadata }) => metadata.name).sort()).toEqual([
      // Deployment, Service, NetworkPolicy, PodDisruptionBudget and HorizontalPodAutoscaler.
      ...['cart', 'catalog', 'orders'].flatMap(name => Array(5).fill(name)), 'public', 'settings', 'shop-example-com', ...Array(5).fill('web'),
    ]);
    expect(workloads(documents).every(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/part-of'] === 'shop')).toBe(true);
  });

  test('each service of the team has a scaler and, as the queue does, a budget', () => {
    const documents = documentsOf('shop');
    const limits = ofKind(documents, 'HorizontalPodAutoscaler').map(({ metadata, spec }) => [metadata.name, spec.minReplicas, spec.maxReplicas]);
    const budgets = ofKind(documents, 'PodDisruptionBudget').map(({ metadata, spec }) => [metadata.name, spec.maxUnavailable, spec.unhealthyPodEvictionPolicy]);

    expect(limits).toEqual([['catalog', 2, 6], ['cart', 2, 6], ['orders', 2, 6], ['web', 3, 12]]);
    expect(budgets.sort()).toEqual([
      ...['cart', 'catalog', 'orders'].map(name => [name, 1, 'AlwaysAllow']), ['queue', 1, undefined], ['web', '10%', 'AlwaysAllow'],
    ]);
    expect(ofKind(documents, 'Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
      ['cache', undefined], ['catalog', undefined], ['cart', undefined], ['orders', undefined], ['web', undefined],
    ]);
  });

  test('a change of the settings replaces the pods that read them, and of the mappings those of statsd', () => {
    const reading = workloads(documentsOf('shop')).filter(({ spec }) => 'cdk8s-service-patterns/configuration' in (spec.template.metadata.annotations ?? {}));

    expect(reading.map(({ metadata }) => metadata.name).sort()).toEqual(['cart', 'catalog', 'orders', 'statsd', 'web']);
  });

  test('the Prometheus of the cluster selects the monitor of statsd, and its pods accept connections from it', () => {
    const documents = documentsOf('shop');
    const monitor = find(documents, 'PodMonitor', 'statsd');

    expect(monitor.metadata.labels).toMatchObject({ release: 'kube-prometheus-stack' });
    expect(monitor.spec.podMetricsEndpoints).toEqual([{ port: 'metrics' }]);
    expect(find(documents, 'NetworkPolicy', 'statsd').spec.ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 9102 }],
    });
  });

  test('all objects of workloads, and their pods, have the label of the team', () => {
    const documents = documentsOf('shop');
    const ownNames = workloads(documents).map(({ metadata }) => metadata.name);
    const objects = documents.filter(({ metadata }) => ownNames.includes(metadata.name));

    expect([...objects, ...workloads(documents).map(({ spec }) => spec.template)].filter(({ metadata }) => metadata.labels.team !== 'shop')).toEqual([]);
    expect(objects).toHaveLength(ownNames.length * 3 + 5 + 4 + 1);
  });

  test('a second synth produces the same text', () => {
    const { files } = synthOf('shop');

    expect(synthExample(join(directory, 'shop')).files).toEqual(files);
  });
});

describe('the checks above detect', () => {
  /** The documents of the shop, with one document changed. */
  function changed(kind: string, name: string, change: (document: Document) => void): Document[] {
    const documents = structuredClone(documentsOf('shop'));
    change(find(documents, kind, name));
    return documents;
  }

  test.each<[string, string, string, (document: Document) => void, RegExp]>([
    ['a Service without pods', 'Service', 'web', ({ spec }) => (spec.selector.other = 'label'), /selects the pods of 0 workloads/],
    ['a Service with the pods of several workloads', 'Service', 'web', ({ spec }) => (spec.selector = { 'app.kubernetes.io/part-of': 'shop' }), /selects the pods of 7 workloads/],
    ['a target port that no container declares', 'Service', 'web', ({ spec }) => (spec.ports[0].targetPort = 'https'), /sends http to https/],
    ['a target port of another protocol', 'Service', 'statsd', ({ spec }) => delete spec.ports[0].protocol, /sends statsd to statsd/],
    ['two objects with the same name', 'Service', 'web', ({ metadata }) => (metadata.name = 'queue'), /exists twice/],
    ['a URL of a Service that does not exist', 'Service', 'cart', ({ metadata }) => (metadata.name = 'basket'), /mentions cart.shop.svc.cluster.local:8080/],
    ['a URL with a port that the Service does not have', 'Service', 'cart', ({ spec }) => (spec.ports[0].port = 80), /mentions cart.shop.svc.cluster.local:8080/],
    ['an EndpointSlice without its Service', 'EndpointSlice', 'orders-db-ipv4', ({ metadata }) => (metadata.labels['kubernetes.io/service-name'] = 'other'), /not a Service without a selector/],
    ['an EndpointSlice with another port name', 'EndpointSlice', 'orders-db-ipv4', ({ ports }) => (ports[0].name = 'other'), /serves other TCP 5432/],
    ['a workload without its own pods', 'Deployment', 'web', ({ spec }) => (spec.selector.matchLabels.other = 'label'), /selects the pods of none/],
    ['a StatefulSet without a headless Service', 'StatefulSet', 'queue', ({ spec }) => (spec.serviceName = 'cache'), /is governed by cache/],
    ['a mount of a volume that does not exist', 'StatefulSet', 'queue', ({ spec }) => delete spec.volumeClaimTemplates, /mounts data/],
    ['a ConfigMap that does not exist', 'ConfigMap', 'settings', ({ metadata }) => (metadata.name = 'other'), /reads ConfigMap settings/],
    ['a probe of a port that the container does not have', 'Deployment', 'web', workload => (mainContainer(workload).ports[0].name = 'other'), /checks http by readinessProbe/],
  ])('%s', (_, kind, name, change, message) => {
    expect(contradictions(changed(kind, name, change)).join('\n')).toMatch(message);
  });

  test.each<[string, (pod: Document) => void]>([
    ['a pod that runs as root', pod => (pod.securityContext.runAsUser = 0)],
    ['a pod that can run as root', pod => delete pod.securityContext.runAsNonRoot],
    ['a pod without a seccomp profile', pod => delete pod.securityContext.seccompProfile],
    ['an unsafe sysctl', pod => (pod.securityContext.sysctls = [{ name: 'kernel.sem', value: '1' }])],
    ['privilege escalation', pod => delete pod.containers[0].securityContext.allowPrivilegeEscalation],
    ['a container that keeps its capabilities', pod => delete pod.containers[0].securityContext.capabilities],
    ['a host path', pod => pod.volumes.push({ name: 'host', hostPath: { path: '/' } })],
    ['the host network', pod => (pod.hostNetwork = true)],
  ])('%s', (_, change) => {
    const documents = changed('Deployment', 'web', ({ spec }) => change(spec.template.spec));

    expect(violationsOfRestricted(find(documents, 'Deployment', 'web').spec.template.spec)).not.toEqual([]);
  });
});
