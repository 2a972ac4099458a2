import * as fc from 'fast-check';
import { attempt, db, messagesOf, web, type Declaration } from './broken';
import { Backend, ClusterProfile, Controller, Exposure, ExternalService, HealthCheck, LoadBalancerProvider, Mesh, Port, SecurityExemption } from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { VALUES } from '../walk/instances';

const key = fc.constantFrom('a', 'address', 'name', 'valueFrom');

/** Values that a program without a type checker may pass. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null, '', 0, -0, NaN, Infinity, -1, 1.5, true, [], {}, [null], { a: null }, 5n, () => 1, new Date(0), ...Object.values(VALUES),
  ),
  fc.string(), fc.double(), fc.integer(), fc.array(fc.anything({ key }), { maxLength: 3 }),
  fc.dictionary(key, fc.anything({ key }), { maxKeys: 3, noNullPrototype: true }),
);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ minLength: 60, maxLength: 300 }));
const quad = fc.integer({ min: 0, max: 300 });
const nearAddress = fc.oneof(
  fc.ipV4(), fc.ipV6(), fc.tuple(quad, quad, quad, quad).map(quads => quads.join('.')),
  fc.tuple(fc.constantFrom('0', ' ', '::ffff:', ''), fc.ipV4(), fc.constantFrom('', ' ', '/', '/33', '%eth0')).map(parts => parts.join('')),
);
const nearName = fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', '.', '_', 'A', '/', '\n'), maxLength: 70 });

/** Checks that each value is accepted or refused by a rule: `messagesOf` rethrows every other error. */
function isAcceptedOrRefused<T>(values: fc.Arbitrary<T>, declare: (value: T) => Declaration): void {
  fc.assert(fc.property(values, value => {
    messagesOf(declare(value));
  }), inputs(100));
}

describe('any value is accepted or refused by a rule', () => {
  const cases: Record<string, (value: any) => Declaration> = {
    'a port number': value => chart => web(chart, { ports: [Port.tcp(value)] }),
    'a Service port': value => chart => web(chart, { ports: [Port.tcp(80, { servicePort: value })] }),
    'a port name': value => chart => web(chart, { ports: [Port.tcp(80, { name: value })] }),
    'an appProtocol': value => chart => web(chart, { ports: [Port.tcp(80, { appProtocol: value })] }),
    'a port': value => chart => web(chart, { ports: [value] }),
    'ports': value => chart => web(chart, { ports: value }),
    'a port that addPort adds': value => chart => web(chart).addPort(value),
    'a node port': value => chart => web(chart, { exposure: Exposure.nodePort({ nodePorts: { http: value } }) }),
    'node ports': value => chart => web(chart, { exposure: Exposure.nodePort({ nodePorts: value }) }),
    'a name': value => chart => web(chart, { name: value }),
    'a name of a workload': value => chart => web(chart, { workloadName: value, controller: Controller.statefulSet() }),
    'an image': value => chart => web(chart, { image: value }),
    'replicas': value => chart => web(chart, { replicas: value }),
    'env': value => chart => web(chart, { env: value }),
    'a value of env': value => chart => web(chart, { env: { A: value } }),
    'labels': value => chart => web(chart, { podMetadata: { labels: value }, serviceMetadata: { annotations: value } }),
    'a label value': value => chart => web(chart, { workloadMetadata: { labels: { a: value } }, serviceMetadata: { annotations: { a: value } } }),
    'an exposure': value => chart => web(chart, { exposure: value }),
    'a range': value => chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRanges: [value] }) }),
    'ranges': value => chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRanges: value, clusterIps: value, ipFamilies: value }) }),
    'load balancer options': value => chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER });
      web(chart, {
        exposure: Exposure.loadBalancer({
          internal: value,
          addresses: value,
          addressNames: value,
          addressPool: value,
          subnets: value,
          tls: value,
          proxyProtocol: value,
          idleTimeout: value,
          crossZone: value,
          healthCheck: value,
          ipFamilies: value,
        }),
        serviceMetadata: { annotations: value },
      });
    },
    'parts of load balancer options': value => chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AKS });
      web(chart, {
        exposure: Exposure.loadBalancer({
          addresses: [value],
          subnets: [value],
          addressPool: value,
          tls: { certificates: [value], ports: value, policy: value },
          healthCheck: { protocol: value, path: value, port: value, interval: value, healthyThreshold: value, unhealthyThreshold: value },
        }),
      });
    },
    'health checks of a Classic Load Balancer': value => chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS });
      web(chart, { exposure: Exposure.loadBalancer({ tls: { certificates: value }, healthCheck: { path: value, port: value }, nodePorts: value }) });
    },
    'a custom provider of load balancers': value => chart => {
      const loadBalancerProvider = LoadBalancerProvider.custom({
        name: value,
        loadBalancerClass: value,
        preservesClientAddress: value,
        healthCheckInterval: value,
        unhealthyThreshold: value,
        annotations: value,
      });
      ClusterProfile.set(chart, { loadBalancerProvider });
      web(chart, { exposure: Exposure.loadBalancer({ internal: true, healthCheck: { path: '/' } }) });
    },
    'annotations of a custom provider of load balancers': value => chart => {
      const annotations = { internal: value, external: { a: value }, addresses: { [String(value)]: '{value}' }, tls: { a: '{value}' }, tlsToPods: value, healthCheckPath: { a: value } };
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.custom({ name: 'Example Cloud', annotations }) });
      web(chart, { exposure: Exposure.loadBalancer({ internal: false, addresses: value, tls: { certificates: ['a'] }, healthCheck: { path: value } }) });
    },
    'external IPs': value => chart => web(chart, { exposure: Exposure.clusterIp({ externalIps: value }) }),
    'session affinity': value => chart => web(chart, { exposure: Exposure.clusterIp({ sessionAffinityTimeout: value }) }),
    'a health check': value => chart => web(chart, { liveness: value }),
    'a path, headers and times of a health check': value => chart => web(chart, { readiness: HealthCheck.http(value, { period: value, headers: value, failureThreshold: value }) }),
    'a command': value => chart => web(chart, { startup: HealthCheck.exec(value) }),
    'a controller': value => chart => web(chart, { controller: value }),
    'times of a controller': value => chart => web(chart, { controller: Controller.deployment({ minReady: value }), terminationGracePeriod: value, shutdownDelay: value }),
    'mounts and volumes': value => chart => web(chart, { volumeMounts: value, volumes: value }),
    'a mount': value => chart => web(chart, { volumeMounts: [value] }),
    'sidecars': value => chart => web(chart, { sidecars: value, initContainers: value }),
    'a sidecar': value => chart => web(chart, { sidecars: [value] }),
    'security': value => chart => web(chart, { security: value }),
    'an exemption': value => chart => web(chart, { security: { exemptions: [value] } }),
    'pull secrets': value => chart => web(chart, { imagePullSecrets: value }),
    'a pull secret': value => chart => web(chart, { imagePullSecrets: [value] }),
    'an item of envFrom': value => chart => web(chart, { envFrom: [value] }),
    'endpointsApi and exposure of an external service': value => chart => db(chart, { endpointsApi: value, exposure: value }),
    'a URL': value => chart => web(chart, { ports: [Port.http(80, { scheme: value })] }),
    'a user': value => chart => web(chart, { security: { user: value, exemptions: [SecurityExemption.runAsRoot(value)] } }),
    'a backend': value => chart => db(chart, { backend: value }),
    'an address': value => chart => db(chart, { backend: Backend.addresses(value) }),
    'an endpoint': value => chart => db(chart, { backend: Backend.endpoints(value) }),
    'options of an endpoint': value => chart => db(chart, {
      backend: Backend.endpoints({
        address: '10.20.0.11', hostname: value, zone: value, nodeName: value, forZones: value, forNodes: value, ready: value, justification: value,
      }),
    }),
    'a hostname': value => chart => db(chart, { backend: Backend.hostname(value), ports: [] }),
    'host names': value => chart => db(chart, { backend: Backend.hostnames('a.example.com', value), ports: [] }),
    'pods of a backend': value => chart => db(chart, { backend: Backend.pods(value) }),
    'a TLS server name and networks': value => chart => db(chart, { backend: Backend.hostname('db.example.com'), tlsServerName: value, networks: value }),
    'a network': value => chart => db(chart, { backend: Backend.hostname('db.example.com'), networks: [value] }),
    'the name of an existing Service': value => chart => ExternalService.fromServiceName(chart, 'web', value),
    'options of an existing Service': value => chart => ExternalService.fromServiceName(chart, 'web', 'payments', {
      namespace: value, ports: value, clusterSet: value, podLabels: value, networks: value, tlsServerName: value,
    }),
    'cluster profile': value => chart => ClusterProfile.set(chart, {
      kubernetesVersion: value,
      clusterDomain: value,
      nodePortRange: value,
      ipFamilies: value,
      serviceCidrs: value,
      cluster: value,
      loadBalancerProvider: value,
      mesh: value,
    }),
    'cluster profile for network policies': value => chart => {
      ClusterProfile.set(chart, { nodeCidrs: value, podCidrs: value, dns: value, monitoring: value, networkPolicyProvider: value });
      web(chart, { isolate: true });
    },
    'parts of a cluster profile for network policies': value => chart => {
      ClusterProfile.set(chart, {
        nodeCidrs: [value],
        podCidrs: [value],
        dns: { pods: value, port: value, addresses: [value] },
        monitoring: { namespace: value, podLabels: value },
      });
      web(chart, { isolate: true });
    },
    'isolation': value => chart => web(chart, { isolate: value, ports: [Port.http(8080, { scraped: value })] }),
    'pods in a mesh': value => chart => {
      ClusterProfile.set(chart, { mesh: Mesh.LINKERD });
      web(chart, {
        security: value,
        podMetadata: value,
        excludedChartLabels: value,
        readiness: HealthCheck.tcp({ port: value }),
        ports: [Port.tcp(value, { name: value })],
      });
    },
  };

  test.each(Object.entries(cases))('%s', (_, declare) => {
    isAcceptedOrRefused(fc.oneof(anything, text, nearName, nearAddress), declare);
  }, minutes(1));

  test('the name of a variable and the key of a label', () => {
    isAcceptedOrRefused(fc.oneof(text, nearName), name => chart => web(chart, {
      env: { [name]: 'a' }, podMetadata: { labels: { [name]: 'a' }, annotations: { [name]: 'a' } },
    }));
  }, minutes(1));
});

test('exactly the port numbers from 1 to 65535 are accepted', () => {
  fc.assert(fc.property(fc.oneof(fc.integer({ min: -10, max: 70000 }), fc.double()), number => {
    const valid = Number.isInteger(number) && number >= 1 && number <= 65535;
    expect(messagesOf(chart => web(chart, { ports: [Port.tcp(number)] })).length === 0).toBe(valid);
  }), inputs(150));
}, minutes(1));

test('every private address is accepted as an endpoint and as a source range', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(fc.property(byte, byte, byte, fc.integer({ min: 0, max: 0xffff }), (a, b, c, group) => {
    const address = `10.${a}.${b}.${c}`;
    attempt(chart => db(chart, { backend: Backend.addresses(address, `2001:db8:1:2:3:4:5:${(group || 1).toString(16)}`) }));
    attempt(chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRanges: [`${address}/32`] }) }));
  }), inputs(100));
}, minutes(1));

test('an address that a message proposes is accepted', () => {
  fc.assert(fc.property(nearAddress, address => {
    const [message] = messagesOf(chart => db(chart, { backend: Backend.addresses(address) }));
    const proposal = /Use '([^']+)'(?:\.| if the numbers are decimal\. .+) \[ip-address/.exec(message ?? '')?.[1];
    if (proposal) {
      const left = messagesOf(chart => db(chart, { backend: Backend.addresses(proposal) }));
      expect(left.filter(line => /#ip-address(-canonical)?$/.test(line))).toEqual([]);
    }
  }), inputs(200));
}, minutes(1));

test('a name that a message proposes is accepted', () => {
  fc.assert(fc.property(fc.oneof(text, nearName), name => {
    const [message] = messagesOf(chart => web(chart, { name }));
    const proposal = /Set name: '([^']*)'/.exec(message ?? '')?.[1];
    if (proposal !== undefined) {
      attempt(chart => web(chart, { name: proposal }));
    }
  }), inputs(150));
}, minutes(1));
