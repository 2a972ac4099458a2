import { Duration } from 'cdk8s';
import {
  Backend, ClusterProfile, ExposedWorkload, Exposure, ExternalService, IpFamily, IpFamilyPolicy, LoadBalancerProvider, Port, TrafficDistribution,
  TrafficPolicy,
  type ExternalIps, type LoadBalancerTls,
} from '../../lib';
import { rulesBrokenBy, web } from '../rules/broken';
import { find, MINIMAL, NEWEST_KUBERNETES, newChart, synth, synthOf, type Document } from '../support';

function specOf(exposure?: Exposure, version: string = NEWEST_KUBERNETES): Document {
  const chart = newChart();
  ClusterProfile.set(chart, { kubernetesVersion: version });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure });
  const { ports, selector, ...spec } = find(synth(chart), 'Service').spec;
  return spec;
}

test('ClusterIP is the default exposure, which writes no field if no option is set', () => {
  expect(specOf()).toEqual({});
  expect(specOf(Exposure.clusterIp())).toEqual({});
});

test('a headless Service has the cluster IP None', () => {
  expect(specOf(Exposure.headless())).toEqual({ clusterIP: 'None' });
  expect(specOf(Exposure.headless({ ipFamilies: [IpFamily.IPV6], publishNotReadyAddresses: true })))
    .toEqual({ clusterIP: 'None', ipFamilies: ['IPv6'], publishNotReadyAddresses: true });
});

test('a headless Service needs no ports', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'workers', { ...MINIMAL, ports: [], exposure: Exposure.headless() }));

  expect(find(documents, 'Service').spec).toEqual({ clusterIP: 'None', selector: { 'cdk8s-service-patterns/workload': 'deployment.workers' } });
});

test('cluster IPs are written, including a list with one address of each family', () => {
  expect(specOf(Exposure.clusterIp({ clusterIps: ['10.96.7.7'] }))).toEqual({ clusterIP: '10.96.7.7' });
  expect(specOf(Exposure.clusterIp({ clusterIps: ['10.96.7.7', 'fd00::7'], ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK })))
    .toEqual({ clusterIP: '10.96.7.7', clusterIPs: ['10.96.7.7', 'fd00::7'], ipFamilyPolicy: 'RequireDualStack' });
});

test('two IP families or cluster IPs set a dual-stack policy, because the API server defaults to one family', () => {
  expect(specOf(Exposure.clusterIp({ ipFamilies: [IpFamily.IPV6, IpFamily.IPV4] })))
    .toEqual({ ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' });
  expect(specOf(Exposure.clusterIp({ clusterIps: ['10.96.7.7', 'fd00::7'] }))).toMatchObject({ ipFamilyPolicy: 'PreferDualStack' });
});

test.each([
  Exposure.clusterIp({ externalIps: { justification: 'announced by our routers' } as ExternalIps }),
  Exposure.loadBalancer({ internal: true, tls: {} as LoadBalancerTls }),
])('a structure without its required list is refused, as with an empty list: %j', exposure => {
  expect(rulesBrokenBy(chart => {
    ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS });
    web(chart, { exposure });
  })).toEqual(['exposure-empty-list']);
});

test.each<[string, Exposure]>([
  ['ip-address-canonical', Exposure.clusterIp({ clusterIps: ['FD00::7'] })],
  ['ip-address-canonical', Exposure.clusterIp({ externalIps: { addresses: ['2001:db8:0::7'], justification: 'announced by our routers' } })],
  ['ip-address-canonical', Exposure.loadBalancer({ loadBalancerIp: '2001:DB8::7' })],
  ['ip-address', Exposure.loadBalancer({ loadBalancerIp: 'reserved' })],
  ['cidr', Exposure.loadBalancer({ sourceRanges: ['2001:DB8::/32'] })],
])('an address that is not valid or not canonical, for which the API server warns, is refused: %s', (rule, exposure) => {
  expect(() => specOf(exposure)).toThrow(`[${rule}]`);
});

test('PreferClose is accepted for Kubernetes 1.33', () => {
  expect(specOf(Exposure.clusterIp({ trafficDistribution: TrafficDistribution.PREFER_CLOSE }), '1.33')).toEqual({ trafficDistribution: 'PreferClose' });
});

test('the options of an exposure cannot be changed afterwards', () => {
  const sourceRanges = ['10.0.0.0/8'];
  const exposure = Exposure.loadBalancer({ sourceRanges });
  sourceRanges.push('nonsense');

  expect(specOf(exposure).loadBalancerSourceRanges).toEqual(['10.0.0.0/8']);
});

test.each(['10.96.0.0', '10.96.255.255'])('%s is never allocated as a cluster IP', address => {
  const chart = newChart();
  ClusterProfile.set(chart, { serviceCidrs: ['10.96.0.0/16'] });

  expect(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.clusterIp({ clusterIps: [address] }) })).toThrow('[cluster-ip-range]');
});

test('a health check must have a different node port than the ports', () => {
  const exposure = Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL, healthCheckNodePort: 30100, nodePorts: { http: 30100 } });

  expect(() => specOf(exposure)).toThrow('shop/web: exposure.healthCheckNodePort 30100: a node port must belong to only one port of a Service');
});

test('source ranges in an annotation are checked like those of the option', () => {
  const annotations = { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 10.1.2.3/8' };

  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(), serviceMetadata: { annotations } }))
    .toThrow("Use '10.0.0.0/8'. [cidr]");
});

test('policies for traffic inside the cluster are written', () => {
  expect(specOf(Exposure.clusterIp({
    internalTrafficPolicy: TrafficPolicy.LOCAL, trafficDistribution: TrafficDistribution.PREFER_SAME_NODE, sessionAffinityTimeout: Duration.hours(3),
  }))).toEqual({
    internalTrafficPolicy: 'Local',
    trafficDistribution: 'PreferSameNode',
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
  });
});

test('external IPs with a justification are written', () => {
  expect(specOf(Exposure.clusterIp({ externalIps: { addresses: ['203.0.113.7'], justification: 'announced by our routers' } })))
    .toEqual({ externalIPs: ['203.0.113.7'] });
});

test('node ports are written for the named ports, and the cluster allocates the others', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'dns', {
    ...MINIMAL,
    ports: [Port.tcp(53, { name: 'dns-tcp' }), Port.udp(53, { name: 'dns' }), Port.http(8080)],
    exposure: Exposure.nodePort({ nodePorts: { 'dns': 30053, 'dns-tcp': 30053 }, externalTrafficPolicy: TrafficPolicy.LOCAL }),
  }));
  const { type, externalTrafficPolicy, ports } = find(documents, 'Service').spec;

  expect({ type, externalTrafficPolicy }).toEqual({ type: 'NodePort', externalTrafficPolicy: 'Local' });
  expect(ports.map((port: any) => port.nodePort)).toEqual([30053, 30053, undefined]);
});

test('node ports can be in the range of the profile', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { nodePortRange: '20000-22767' });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort({ nodePorts: { http: 20080 } }) });

  expect(find(synth(chart), 'Service').spec.ports[0].nodePort).toBe(20080);
});

test('the fields of a load balancer are written', () => {
  expect(specOf(Exposure.loadBalancer())).toEqual({ type: 'LoadBalancer' });
  expect(specOf(Exposure.loadBalancer({
    sourceRanges: ['10.0.0.0/8', '2001:db8::/32'],
    loadBalancerClass: 'service.k8s.aws/nlb',
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: TrafficPolicy.LOCAL,
    healthCheckNodePort: 30100,
    loadBalancerIp: '203.0.113.7',
  }))).toEqual({
    type: 'LoadBalancer',
    loadBalancerSourceRanges: ['10.0.0.0/8', '2001:db8::/32'],
    loadBalancerClass: 'service.k8s.aws/nlb',
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30100,
    loadBalancerIP: '203.0.113.7',
  });
});

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec, of the newest version. */
const SERVICE_SPEC_FIELDS = [
  'allocateLoadBalancerNodePorts', 'clusterIP', 'clusterIPs', 'externalIPs', 'externalName', 'externalTrafficPolicy', 'healthCheckNodePort',
  'internalTrafficPolicy', 'ipFamilies', 'ipFamilyPolicy', 'loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges', 'ports',
  'publishNotReadyAddresses', 'selector', 'sessionAffinity', 'sessionAffinityConfig', 'trafficDistribution', 'type',
];

test('a typed option exists for every field of a ServiceSpec', () => {
  const documents = synthOf(chart => {
    new ExternalService(chart, 'mail', { backend: Backend.hostname('smtp.example.com') });
    new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      exposure: Exposure.loadBalancer({
        clusterIps: ['10.96.7.7', 'fd00::7'],
        ipFamilies: [IpFamily.IPV4, IpFamily.IPV6],
        ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK,
        publishNotReadyAddresses: true,
        sessionAffinityTimeout: Duration.hours(1),
        internalTrafficPolicy: TrafficPolicy.CLUSTER,
        externalTrafficPolicy: TrafficPolicy.LOCAL,
        trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE,
        externalIps: { addresses: ['203.0.113.7'], justification: 'announced by our routers' },
        sourceRanges: ['10.0.0.0/8', 'fd00::/8'],
        loadBalancerClass: 'example.com/class',
        allocateLoadBalancerNodePorts: true,
        healthCheckNodePort: 30100,
        loadBalancerIp: '203.0.113.8',
      }),
    });
  });
  const fields = documents.filter(document => document.kind === 'Service').flatMap(document => Object.keys(document.spec));

  expect([...new Set(fields)].sort()).toEqual(SERVICE_SPEC_FIELDS);
});

describe('the order of the keys of nodePorts', () => {
  const ports = [Port.tcp(53, { name: 'dns-tcp' }), Port.udp(53, { name: 'dns' }), Port.http(8080), Port.grpc(9090)];
  const declare = (nodePorts: Record<string, number>) => synthOf(chart => new ExposedWorkload(chart, 'dns', { ...MINIMAL, ports, exposure: Exposure.nodePort({ nodePorts }) }));

  test('does not change the output', () => {
    const documents = declare({ 'dns': 30053, 'dns-tcp': 30053, 'http': 30080 });

    expect(JSON.stringify(declare({ 'http': 30080, 'dns-tcp': 30053, 'dns': 30053 }))).toBe(JSON.stringify(documents));
    expect(find(documents, 'Service').spec.ports.map((port: any) => port.nodePort)).toEqual([30053, 30053, 30080, undefined]);
  });

  test('does not change the errors, which are in the order of the ports', () => {
    const messageOf = (nodePorts: Record<string, number>) => {
      try {
        return String(declare(nodePorts));
      } catch (error) {
        return (error as Error).message;
      }
    };

    expect(messageOf({ b: 1, grpc: 30080, http: 30080, a: 2 })).toMatch(/nodePorts\['grpc'\] .*\n.*nodePorts\['a'\] .*\n.*nodePorts\['b'\] /);
    expect(messageOf({ a: 2, http: 30080, grpc: 30080, b: 1 })).toBe(messageOf({ b: 1, grpc: 30080, http: 30080, a: 2 }));
  });
});
