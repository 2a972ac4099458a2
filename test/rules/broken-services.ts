import { Chart, Duration } from 'cdk8s';
import { db, ofOtherVersion, web, type Broken } from './broken';
import {
  Backend, ClusterProfile, EndpointsApi, ExposedWorkload, Exposure, IpFamily, IpFamilyPolicy, Port, TrafficDistribution, TrafficPolicy, Worker,
  type ClusterProfileProps, type LoadBalancerOptions,
} from '../../lib';

const expose = (options: LoadBalancerOptions): Broken['declare'] => chart => web(chart, { exposure: Exposure.loadBalancer(options) });
const back = (...addresses: string[]): Broken['declare'] => chart => db(chart, { backend: Backend.addresses(...addresses) });
const point = (properties: object): Broken['declare'] => chart => db(chart, { backend: Backend.endpoints({ address: '10.20.0.11', ...properties }) });
const named = (hostname: string): Broken['declare'] => chart => db(chart, { backend: Backend.hostname(hostname) });
const twice = (chart: Chart, nodePorts: number[]) => nodePorts.forEach((http, index) => new ExposedWorkload(chart, index === 0 ? 'api' : 'web', {
  image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)], exposure: Exposure.nodePort({ nodePorts: { http } }),
}));
const profile = (props: ClusterProfileProps): Broken['declare'] => chart => ClusterProfile.set(chart.node.root as any, props);
const many = Array.from({ length: 1001 }, (_, index) => `10.20.${Math.floor(index / 250)}.${index % 250}`);

/** A declaration for each rule on ports and exposures. */
export const BROKEN_EXPOSURES: Record<string, Broken> = {
  'source-ranges-annotation': {
    begins: "serviceMetadata.annotations['service.beta.kubernetes.io/load-balancer-source-ranges'] (a string of 10 characters)",
    declare: chart => web(chart, { serviceMetadata: { annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' } } }),
    fixed: expose({ sourceRanges: ['10.0.0.0/8'] }),
  },
  'topology-annotations': {
    begins: "serviceMetadata.annotations['service.kubernetes.io/topology-aware-hints'] (a string of 8 characters)",
    declare: chart => web(chart, {
      serviceMetadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'disabled' } },
    }),
    fixed: chart => web(chart, { serviceMetadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } } }),
  },
  'ports-missing': {
    begins: 'ports []',
    declare: chart => web(chart, { ports: [] }),
    fixed: chart => web(chart, { ports: [Port.http(8080)] }),
  },
  'port-without-service': {
    begins: 'ports[0].servicePort 80',
    declare: chart => new Worker(chart, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080, { servicePort: 80 })] }),
    fixed: chart => new Worker(chart, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] }),
  },
  'port-number': {
    begins: 'ports[0].number 80.5',
    declare: chart => web(chart, { ports: [Port.http(80.5)] }),
    fixed: chart => web(chart, { ports: [Port.http(81)] }),
  },
  'port-name': {
    begins: 'ports[0].name "HTTP"',
    declare: chart => web(chart, { ports: [Port.http(8080, { name: 'HTTP' })] }),
    fixed: chart => web(chart, { ports: [Port.http(8080, { name: 'http-8080' })] }),
  },
  'port-name-duplicate': {
    begins: 'ports[1].name "http"',
    declare: chart => web(chart, { ports: [Port.http(8080), Port.http(8081)] }),
    fixed: chart => web(chart, { ports: [Port.http(8080), Port.http(8081, { name: 'http-8081' })] }),
  },
  'port-duplicate': {
    begins: 'ports[1].servicePort 80',
    declare: chart => web(chart, { ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090, { servicePort: 80 })] }),
    fixed: chart => web(chart, { ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)] }),
  },
  'app-protocol': {
    begins: 'ports[0].appProtocol "HTTP 2"',
    declare: chart => web(chart, { ports: [Port.tcp(8080, { appProtocol: 'HTTP 2' })] }),
    fixed: chart => web(chart, { ports: [Port.tcp(8080, { appProtocol: 'kubernetes.io/ws' })] }),
  },
  'headless-service-port': {
    begins: 'ports[0].servicePort 80',
    declare: chart => web(chart, { ports: [Port.http(8080, { servicePort: 80 })], exposure: Exposure.headless() }),
    fixed: chart => web(chart, { ports: [Port.http(8080)], exposure: Exposure.headless() }),
  },
  'hostname-service-port': {
    begins: 'ports[0].servicePort 80',
    declare: chart => db(chart, { backend: Backend.hostname('db.example.com'), ports: [Port.http(8080, { servicePort: 80 })] }),
    fixed: chart => db(chart, { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(8080, { servicePort: 80 })] }),
  },
  'exposure-option': {
    begins: 'service.bind(9090).nodePort 30090',
    declare: chart => web(chart).service.bind(9090, { name: 'admin', nodePort: 30090 }),
    fixed: chart => web(chart, { exposure: Exposure.nodePort() }).service.bind(9090, { name: 'admin', nodePort: 30090 }),
  },
  'node-port': {
    begins: "exposure.nodePorts['http'] 8080",
    declare: expose({ nodePorts: { http: 8080 } }),
    fixed: expose({ nodePorts: { http: 30080 } }),
  },
  'node-port-name': {
    begins: "exposure.nodePorts['https'] 30443",
    declare: expose({ nodePorts: { https: 30443 } }),
    fixed: expose({ nodePorts: { http: 30443 } }),
  },
  'node-port-duplicate': {
    begins: "exposure.nodePorts['grpc'] 30080",
    declare: chart => web(chart, {
      ports: [Port.http(8080), Port.grpc(9090)], exposure: Exposure.nodePort({ nodePorts: { http: 30080, grpc: 30080 } }),
    }),
    fixed: chart => web(chart, {
      ports: [Port.http(8080), Port.grpc(9090)], exposure: Exposure.nodePort({ nodePorts: { http: 30080, grpc: 30081 } }),
    }),
  },
  'node-port-taken': {
    begins: "exposure.nodePorts['http'] 30080",
    declare: chart => twice(chart, [30080, 30080]),
    fixed: chart => twice(chart, [30080, 30081]),
  },
  'node-ports-unallocated': {
    begins: 'exposure.nodePorts {http}',
    declare: expose({ nodePorts: { http: 30080 }, allocateLoadBalancerNodePorts: false }),
    fixed: expose({ allocateLoadBalancerNodePorts: false }),
  },
  'traffic-distribution-deprecated': {
    begins: 'exposure.trafficDistribution "PreferClose"',
    declare: expose({ trafficDistribution: TrafficDistribution.PREFER_CLOSE }),
    fixed: expose({ trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE }),
  },
  'cluster-ips': {
    begins: 'exposure.clusterIps ["None"]',
    declare: chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['None'] }) }),
    fixed: chart => web(chart, { exposure: Exposure.headless() }),
  },
  'cluster-ip-range': {
    begins: 'exposure.clusterIps[0] "10.97.0.1"',
    declare: chart => {
      ClusterProfile.set(chart, { serviceCidrs: ['10.96.0.0/16'] });
      web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['10.97.0.1'] }) });
    },
    fixed: chart => {
      ClusterProfile.set(chart, { serviceCidrs: ['10.96.0.0/16'] });
      web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['10.96.0.1'] }) });
    },
  },
  'ip-family-policy': {
    begins: 'exposure.ipFamilyPolicy "SingleStack"',
    declare: expose({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK }),
    fixed: expose({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }),
  },
  'session-affinity': {
    begins: 'exposure.sessionAffinityTimeout "2 days"',
    declare: expose({ sessionAffinityTimeout: Duration.days(2) }),
    fixed: expose({ sessionAffinityTimeout: Duration.hours(3) }),
  },
  'health-check-node-port': {
    begins: 'exposure.healthCheckNodePort 31000',
    declare: expose({ healthCheckNodePort: 31000 }),
    fixed: expose({ healthCheckNodePort: 31000, externalTrafficPolicy: TrafficPolicy.LOCAL }),
  },
  'load-balancer-class': {
    begins: 'exposure.loadBalancerClass "nlb!"',
    declare: expose({ loadBalancerClass: 'nlb!' }),
    fixed: expose({ loadBalancerClass: 'service.k8s.aws/nlb' }),
  },
  'external-ips-justification': {
    begins: 'exposure.externalIps.justification ""',
    declare: expose({ externalIps: { addresses: ['203.0.113.7'], justification: '' } }),
    fixed: expose({ externalIps: { addresses: ['203.0.113.7'], justification: 'routed to the nodes by our own router' } }),
  },
  'exposure-empty-list': {
    begins: 'exposure.sourceRanges []',
    declare: expose({ sourceRanges: [] }),
    fixed: expose({}),
  },
  'cluster-ip-taken': {
    begins: 'exposure.clusterIps[0] "10.96.7.7"',
    declare: chart => ['api', 'web'].forEach(name => new ExposedWorkload(chart, name, {
      image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)], exposure: Exposure.clusterIp({ clusterIps: ['10.96.7.7'] }),
    })),
    fixed: chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['10.96.7.7'] }) }),
  },
};

/** A broken and a fixed declaration for each rule on addresses and backends. */
export const BROKEN_BACKENDS: Record<string, Broken> = {
  'ip-address': { begins: 'backend.addresses[0] "010.20.0.11"', declare: back('010.20.0.11'), fixed: back('10.20.0.11') },
  'ip-address-canonical': { begins: 'backend.addresses[0] "2001:DB8:0::11"', declare: back('2001:DB8:0::11'), fixed: back('2001:db8::11') },
  'ip-address-special': { begins: 'backend.addresses[0] "127.0.0.1"', declare: back('127.0.0.1'), fixed: back('10.20.0.11') },
  'backend-address-hazard': {
    begins: 'backend.addresses[0] "168.63.129.16"',
    declare: back('168.63.129.16'),
    fixed: chart => db(chart, { backend: Backend.endpoints({ address: '168.63.129.16', justification: 'health probes of the platform' }) }),
  },
  'backend-addresses': { begins: 'backend.addresses []', declare: back(), fixed: back('10.20.0.11') },
  'backend-address-duplicate': {
    begins: 'backend.addresses[1] "10.20.0.11"', declare: back('10.20.0.11', '10.20.0.11'), fixed: back('10.20.0.11'),
  },
  'ip-family': {
    begins: 'backend.addresses ["IPv6"]',
    declare: chart => {
      ClusterProfile.set(chart, { ipFamilies: [IpFamily.IPV4] });
      return db(chart, { backend: Backend.addresses('2001:db8::11') });
    },
    fixed: chart => {
      ClusterProfile.set(chart, { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] });
      return db(chart, { backend: Backend.addresses('2001:db8::11') });
    },
  },
  'cidr': { begins: 'exposure.sourceRanges[0] "10.1.2.3/8"', declare: expose({ sourceRanges: ['10.1.2.3/8'] }), fixed: expose({ sourceRanges: ['10.0.0.0/8'] }) },
  'hostname': { begins: 'backend.hostname "DB.example.com"', declare: named('DB.example.com'), fixed: named('db.example.com') },
  'hostname-hazard': { begins: 'backend.hostname "10.20.0.11"', declare: named('10.20.0.11'), fixed: back('10.20.0.11') },
  'endpoint-hostname': { begins: 'backend.endpoints[0].hostname "db.0"', declare: point({ hostname: 'db.0' }), fixed: point({ hostname: 'db-0' }) },
  'endpoint-node-name': {
    begins: 'backend.endpoints[0].nodeName "Worker_1"', declare: point({ nodeName: 'Worker_1' }), fixed: point({ nodeName: 'worker-1.example.com' }),
  },
  'endpoint-zone': { begins: 'backend.endpoints[0].zone "eu west"', declare: point({ zone: 'eu west' }), fixed: point({ zone: 'eu-west-1a' }) },
  'endpoint-hints': { begins: 'backend.endpoints[0].forZones ["a","a"]', declare: point({ forZones: ['a', 'a'] }), fixed: point({ forZones: ['a'] }) },
  'endpoints-hints': {
    begins: 'backend.endpoints[0] {address, zone}',
    declare: chart => db(chart, { backend: Backend.endpoints({ address: '10.20.0.11', zone: 'a' }), endpointsApi: EndpointsApi.ENDPOINTS }),
    fixed: chart => db(chart, { backend: Backend.endpoints({ address: '10.20.0.11', zone: 'a' }) }),
  },
  'endpoints-limit': {
    begins: 'backend.addresses "1001 addresses"',
    declare: chart => db(chart, { backend: Backend.addresses(...many), endpointsApi: EndpointsApi.ENDPOINTS }),
    fixed: back(...many),
  },
  'justification': { begins: 'backend.endpoints[0].justification ""', declare: point({ justification: '' }), fixed: point({ justification: 'reviewed by the platform team' }) },
  'endpoint-local-traffic': {
    begins: 'exposure.internalTrafficPolicy "Local"',
    declare: chart => db(chart, { exposure: Exposure.clusterIp({ internalTrafficPolicy: TrafficPolicy.LOCAL }) }),
    fixed: chart => db(chart, {
      exposure: Exposure.clusterIp({ internalTrafficPolicy: TrafficPolicy.LOCAL }),
      backend: Backend.endpoints({ address: '10.20.0.11', nodeName: 'worker-1' }),
    }),
  },
  'endpoint-hints-partial': {
    begins: 'backend.endpoints ["10.20.0.11","10.20.0.12"]',
    declare: chart => db(chart, { backend: Backend.endpoints({ address: '10.20.0.11', forZones: ['eu-west-1a'] }, { address: '10.20.0.12' }) }),
    fixed: chart => db(chart, {
      backend: Backend.endpoints({ address: '10.20.0.11', forZones: ['eu-west-1a'] }, { address: '10.20.0.12', forZones: ['eu-west-1b'] }),
    }),
  },
  'backend-families': {
    begins: 'exposure.ipFamilies ["IPv6"]',
    declare: chart => db(chart, { exposure: Exposure.headless({ ipFamilies: [IpFamily.IPV6] }) }),
    fixed: chart => db(chart, { exposure: Exposure.headless() }),
  },
  'external-service-parts': {
    begins: 'service.bind 99',
    declare: chart => db(chart).service.bind(99),
    fixed: chart => db(chart, { ports: [Port.tcp(5432), Port.tcp(99)] }),
  },
  'hostname-options': {
    begins: 'exposure "Headless"',
    declare: chart => db(chart, { backend: Backend.hostname('db.example.com'), exposure: Exposure.headless() }),
    fixed: named('db.example.com'),
  },
  'backend-pods-options': {
    begins: 'endpointsApi "Both"',
    declare: chart => db(chart, { backend: Backend.pods(web(chart)), endpointsApi: EndpointsApi.BOTH }),
    fixed: chart => db(chart, { backend: Backend.pods(web(chart)) }),
  },
  'backend-networks': {
    begins: 'networks ["10.20.0.0/16"]',
    declare: chart => db(chart, { networks: ['10.20.0.0/16'] }),
    fixed: back('10.20.0.11'),
  },
  'tls-server-name': {
    begins: 'tlsServerName "*.example.com"',
    declare: chart => db(chart, { tlsServerName: '*.example.com' }),
    fixed: chart => db(chart, { tlsServerName: 'db.example.com' }),
  },
  'external-port-exposed': {
    begins: 'ports[1].exposed false',
    declare: chart => db(chart, { ports: [Port.tcp(5432), Port.http(9187, { exposed: false })] }),
    fixed: chart => db(chart, { ports: [Port.tcp(5432)] }),
  },
};

/** A broken and a fixed declaration for each rule on the addresses of Services, and on clusters. */
export const BROKEN_CLUSTERS: Record<string, Broken> = {
  'address-namespace': {
    begins: 'address.namespace (not set)',
    declare: chart => web(new Chart(chart.node.root as any, 'anywhere')).address.fqdn,
    fixed: chart => web(chart).address.fqdn,
  },
  'address-port': {
    begins: 'address.port "admin"',
    declare: chart => web(chart).address.port('admin'),
    fixed: chart => web(chart).address.port('http'),
  },
  'address-srv': {
    begins: 'address.srvName "postgres"',
    declare: chart => db(chart, { backend: Backend.hostname('db.example.com'), ports: [Port.tcp(5432, { name: 'postgres' })] }).address.srvName('postgres'),
    fixed: chart => db(chart, { backend: Backend.hostname('db.example.com'), ports: [Port.tcp(5432, { name: 'postgres' })] }).address.port(),
  },
  'node-port-range-syntax': {
    begins: 'nodePortRange "30000"', declare: profile({ nodePortRange: '30000' }), fixed: profile({ nodePortRange: '30000-32767' }),
  },
  'cluster-domain': {
    begins: 'clusterDomain "cluster.local."', declare: profile({ clusterDomain: 'cluster.local.' }), fixed: profile({ clusterDomain: 'cluster.local' }),
  },
  'cluster-name': { begins: 'cluster ""', declare: profile({ cluster: '' }), fixed: profile({ cluster: 'production' }) },
  'url-scheme': {
    begins: "ports[0].scheme (a string of 13 characters with '/' at position 12)",
    declare: chart => web(chart, { ports: [Port.tcp(5432, { scheme: 'postgresql://' })] }),
    fixed: chart => web(chart, { ports: [Port.tcp(5432, { scheme: 'postgresql' })] }),
  },
  'ip-families': { begins: 'ipFamilies []', declare: profile({ ipFamilies: [] }), fixed: profile({ ipFamilies: [IpFamily.IPV4] }) },
  'cluster-profile-set': {
    begins: 'ClusterProfile.set {cluster}',
    declare: chart => [profile({ cluster: 'test' }), profile({ kubernetesVersion: '1.36' })].forEach(set => set(chart)),
    fixed: profile({ cluster: 'test', kubernetesVersion: '1.36' }),
  },
  'cluster-profile-read': {
    begins: 'ClusterProfile.set "shop/web"',
    declare: chart => [web, profile({ cluster: 'test' })].forEach(step => step(chart as never)),
    fixed: chart => [profile({ cluster: 'test' }), web].forEach(step => step(chart as never)),
  },
  'kubernetes-version': {
    begins: 'kubernetesVersion "v1.36.1"', declare: profile({ kubernetesVersion: 'v1.36.1' }), fixed: profile({ kubernetesVersion: '1.36' }),
  },
  'version-too-old': {
    begins: 'exposure.trafficDistribution "PreferSameNode"',
    declare: chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.33' });
      return expose({ trafficDistribution: TrafficDistribution.PREFER_SAME_NODE })(chart);
    },
    fixed: chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.34' });
      return expose({ trafficDistribution: TrafficDistribution.PREFER_SAME_NODE })(chart);
    },
  },
  'library-version': {
    begins: 'exposure Exposure',
    declare: chart => web(chart, { exposure: ofOtherVersion(Exposure.headless(), 'Exposure') }),
    fixed: chart => web(chart, { exposure: Exposure.headless() }),
  },
  'unknown-option': {
    begins: 'exposure.sourceRange ',
    declare: chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRange: ['10.0.0.0/8'] } as LoadBalancerOptions) }),
    fixed: chart => web(chart, { exposure: Exposure.loadBalancer({ sourceRanges: ['10.0.0.0/8'] }) }),
  },
  'unresolved-value': {
    begins: 'image ',
    declare: chart => web(chart, { image: '${Token[TOKEN.7]}' }),
    fixed: chart => web(chart, { image: 'registry.example.com/web:1.4.2' }),
  },
  'required-option': {
    begins: 'image (not set)',
    declare: chart => web(chart, { image: undefined }),
    fixed: chart => web(chart, { image: 'registry.example.com/web:1.4.2' }),
  },
  'value-type': {
    begins: 'ports Port',
    declare: chart => web(chart, { ports: Port.http(8080) as any }),
    fixed: chart => web(chart, { ports: [Port.http(8080)] }),
  },
};
