import * as fc from 'fast-check';
import { attempt, db, messagesOf, web, type Declaration } from './broken';
import { Backend, ClusterProfile, Controller, Exposure, ExternalService, HealthCheck, LoadBalancerProvider, Mesh, Port, SecurityExemption } from '../../lib';
import { inputs, minutes } from '../random/inputs';

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

// test/against-server/walk.test.ts passes values of other types.
describe('any text is accepted or refused by a rule', () => {
  const cases: Record<string, (value: string) => Declaration> = {
    'a port name': value => chart => web(chart, { ports: [Port.tcp(80, { name: value })] }),
    'an appProtocol': value => chart => web(chart, { ports: [Port.tcp(80, { appProtocol: value })] }),
    'the scheme of a URL': value => chart => web(chart, { ports: [Port.http(80, { scheme: value })] }),
    'a name': value => chart => web(chart, { name: value }),
    'a name of a workload': value => chart => web(chart, { workloadName: value, controller: Controller.statefulSet() }),
    'an image': value => chart => web(chart, { image: value }),
    'a value of env': value => chart => web(chart, { env: { A: value } }),
    'a label value': value => chart => web(chart, { workloadMetadata: { labels: { a: value } }, serviceMetadata: { annotations: { a: value } } }),
    'a reason': value => chart => web(chart, { security: { exemptions: [SecurityExemption.runAsRoot(value)] } }),
    'a range': value => chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRanges: [value] }) }),
    'settings of a load balancer': value => chart => {
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AKS });
      web(chart, {
        exposure: Exposure.loadBalancer({
          internal: false,
          addresses: [value],
          subnets: [value],
          addressPool: value,
          tls: { certificates: [value], ports: [value], policy: value },
          healthCheck: { path: value, port: value },
        }),
      });
    },
    'a custom provider of load balancers': value => chart => {
      const annotations = {
        internal: { a: value }, addresses: { [value]: '{value}' }, addressPool: { a: '{value}' }, healthCheckPath: { b: '{value}' },
      };
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.custom({ name: value, loadBalancerClass: value, annotations }) });
      web(chart, { exposure: Exposure.loadBalancer({ internal: true, addresses: [value], addressPool: value, healthCheck: { path: value } }) });
    },
    'a health check': value => chart => web(chart, { readiness: HealthCheck.http(value, { host: value, headers: { a: value } }) }),
    'an address': value => chart => db(chart, { backend: Backend.addresses(value) }),
    'options of an endpoint': value => chart => db(chart, {
      backend: Backend.endpoints({
        address: '10.20.0.11', hostname: value, zone: value, nodeName: value, forZones: [value], forNodes: [value], justification: value,
      }),
    }),
    'a hostname': value => chart => db(chart, { backend: Backend.hostname(value), ports: [] }),
    'host names': value => chart => db(chart, { backend: Backend.hostnames('a.example.com', value), ports: [] }),
    'a TLS server name and a network': value => chart => db(chart, { backend: Backend.hostname('db.example.com'), tlsServerName: value, networks: [value] }),
    'an existing Service': value => chart => ExternalService.fromServiceName(chart, 'web', value, {
      namespace: value, podLabels: { a: value }, networks: [value], tlsServerName: value,
    }),
    'a cluster profile': value => chart => ClusterProfile.set(chart, {
      kubernetesVersion: value, clusterDomain: value, nodePortRange: value, serviceCidrs: [value], cluster: value,
    }),
    'a cluster profile for network policies': value => chart => {
      ClusterProfile.set(chart, {
        nodeCidrs: [value],
        podCidrs: [value],
        dns: { pods: { namespace: value }, addresses: [value] },
        monitoring: { namespace: value, podLabels: { a: value } },
      });
      web(chart, { isolate: true, ports: [Port.http(8080, { scraped: true })] });
    },
    'pods in a mesh': value => chart => {
      ClusterProfile.set(chart, { mesh: Mesh.LINKERD });
      web(chart, { podMetadata: { annotations: { a: value } }, readiness: HealthCheck.tcp({ port: value }), ports: [Port.tcp(80, { name: value })] });
    },
  };

  test.each(Object.entries(cases))('%s', (_, declare) => {
    isAcceptedOrRefused(fc.oneof(text, nearName, nearAddress), declare);
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
