import { Duration } from 'cdk8s';
import { CONSTANTS, PROVIDERS } from './custom-providers';
import { stated } from './stated';
import {
  Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, Exposure, ExternalService, IpFamily, IpFamilyPolicy,
  LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Mesh, Port, TrafficPolicy, type ExposedWorkloadProps, type LoadBalancerOptions,
} from '../../lib';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE, METALLB } = LoadBalancerProvider;
const { REQUIRE_DUAL_STACK } = IpFamilyPolicy;

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const OTHER_CERTIFICATE = 'arn:aws:iam::111122223333:server-certificate/2';

/** Two TCP ports, of which one has another number in the Service. */
const PORTS = [Port.http(8080, { servicePort: 443 }), Port.tcp(9000, { name: 'raw' })];

const CHECK: LoadBalancerOptions = {
  healthCheck: { path: '/healthz', port: 'raw', interval: Duration.seconds(15), healthyThreshold: 2, unhealthyThreshold: 4 },
};

/** The Service of a workload with these ports. */
function serviceOf(provider: LoadBalancerProvider, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): Document {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: PORTS, exposure: Exposure.loadBalancer(stated(provider, options)), ...props });
  return find(synth(chart), 'Service', 'web');
}

/** The annotations and the fields that configure the load balancer. */
function settingsOf(provider: LoadBalancerProvider, options: LoadBalancerOptions): Document {
  const { metadata, spec } = serviceOf(provider, options);
  const { ports, selector, type, externalTrafficPolicy, ...fields } = spec;
  return { ...metadata.annotations, ...fields };
}

/** Annotations with short keys: without the prefix that all annotations of a provider have. */
function short(settings: Document, prefix: string): Document {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.replace(prefix, ''), value]));
}

test.each(PROVIDERS)('a public load balancer of $name without other settings has only the annotations and the class that the provider needs', provider => {
  const expected: Record<string, object> = {
    'aws-load-balancer-controller': { 'loadBalancerClass': 'service.k8s.aws/nlb', 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' },
    'Example Cloud': { 'lb.example.com/scheme': 'external' },
  };
  expect(settingsOf(provider, {})).toEqual(expected[provider.name] ?? {});
});

describe('the cloud controller manager of AWS', () => {
  test.each<[string, LoadBalancerOptions, Document]>([
    ['internal', { internal: true }, { internal: 'true' }],
    ['public, which it always is by default', { internal: false }, {}],
    ['subnets', { subnets: ['subnet-1', 'my subnet'] }, { subnets: 'subnet-1,my subnet' }],
    ['TLS on all TCP ports', { tls: { certificates: [CERTIFICATE] } }, { 'ssl-cert': CERTIFICATE }],
    ['TLS on some ports', { tls: { certificates: [CERTIFICATE], ports: ['http'], policy: 'ELBSecurityPolicy-TLS-1-2-2017-01' } },
      { 'ssl-cert': CERTIFICATE, 'ssl-ports': '443', 'ssl-negotiation-policy': 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
    ['the PROXY protocol', { proxyProtocol: true }, { 'proxy-protocol': '*' }],
    ['no PROXY protocol', { proxyProtocol: false }, {}],
    ['an idle timeout', { idleTimeout: Duration.minutes(10) }, { 'connection-idle-timeout': '600' }],
    ['traffic to other zones', { crossZone: true }, { 'cross-zone-load-balancing-enabled': 'true' }],
    ['traffic to the same zone', { crossZone: false }, { 'cross-zone-load-balancing-enabled': 'false' }],
    ['a health check', { ...CHECK, nodePorts: { raw: 30900 } }, {
      'healthcheck-protocol': 'HTTP',
      'healthcheck-path': '/healthz',
      'healthcheck-port': '30900',
      'healthcheck-interval': '15',
      'healthcheck-healthy-threshold': '2',
      'healthcheck-unhealthy-threshold': '4',
    }],
  ])('%s', (_, options, annotations) => {
    expect(short(settingsOf(AWS, options), 'service.beta.kubernetes.io/aws-load-balancer-')).toEqual(annotations);
  });
});

describe('the AWS Load Balancer Controller', () => {
  test.each<[string, LoadBalancerOptions, Document]>([
    ['internal', { internal: true }, { scheme: 'internal' }],
    ['public', { internal: false }, { scheme: 'internet-facing' }],
    ['private addresses', { internal: true, addresses: ['10.0.1.7', '10.0.2.7'], subnets: ['a', 'b'] },
      { 'scheme': 'internal', 'private-ipv4-addresses': '10.0.1.7,10.0.2.7', 'subnets': 'a,b' }],
    ['Elastic IPs', { internal: false, addressNames: ['eipalloc-1', 'eipalloc-2'] }, { 'scheme': 'internet-facing', 'eip-allocations': 'eipalloc-1,eipalloc-2' }],
    ['TLS on all TCP ports', { tls: { certificates: [CERTIFICATE, OTHER_CERTIFICATE] } }, { 'ssl-cert': `${CERTIFICATE},${OTHER_CERTIFICATE}` }],
    ['TLS on some ports', { tls: { certificates: [CERTIFICATE], ports: ['http', 'raw'], policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } },
      { 'ssl-cert': CERTIFICATE, 'ssl-ports': '443,9000', 'ssl-negotiation-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06' }],
    ['the PROXY protocol', { proxyProtocol: true }, { 'proxy-protocol': '*' }],
    ['an idle timeout of each TCP port', { idleTimeout: Duration.hours(1) }, {
      'listener-attributes.TCP-443': 'tcp.idle_timeout.seconds=3600', 'listener-attributes.TCP-9000': 'tcp.idle_timeout.seconds=3600',
    }],
    ['traffic to other zones', { crossZone: true }, { attributes: 'load_balancing.cross_zone.enabled=true' }],
    ['traffic to the same zone', { crossZone: false }, { attributes: 'load_balancing.cross_zone.enabled=false' }],
    ['a health check', CHECK, {
      'healthcheck-protocol': 'http',
      'healthcheck-path': '/healthz',
      'healthcheck-port': 'raw',
      'healthcheck-interval': '15',
      'healthcheck-healthy-threshold': '2',
      'healthcheck-unhealthy-threshold': '4',
    }],
  ])('%s', (_, options, annotations) => {
    const { loadBalancerClass, ...annotated } = short(settingsOf(AWS_LOAD_BALANCER_CONTROLLER, options), 'service.beta.kubernetes.io/aws-load-balancer-');

    expect([loadBalancerClass, annotated]).toEqual(['service.k8s.aws/nlb', { scheme: 'internet-facing', ...annotations }]);
  });

  test('with pods as targets, the health check uses the container port, because the controller does not resolve a named port', () => {
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' };
    const { metadata } = serviceOf(AWS_LOAD_BALANCER_CONTROLLER, { healthCheck: { port: 'http' } }, { serviceMetadata: { annotations } });

    expect(metadata.annotations['service.beta.kubernetes.io/aws-load-balancer-healthcheck-port']).toBe('8080');
  });

  test('with pods as targets, the PROXY protocol can be combined with externalTrafficPolicy LOCAL', () => {
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' };
    const options = { proxyProtocol: true, externalTrafficPolicy: TrafficPolicy.LOCAL };

    expect(serviceOf(AWS_LOAD_BALANCER_CONTROLLER, options, { serviceMetadata: { annotations } }).metadata.annotations)
      .toHaveProperty(['service.beta.kubernetes.io/aws-load-balancer-proxy-protocol'], '*');
  });

  test('a class that the user sets is kept, and with the older annotations no class is set', () => {
    expect(serviceOf(AWS_LOAD_BALANCER_CONTROLLER, { loadBalancerClass: 'eks.amazonaws.com/nlb' }).spec.loadBalancerClass).toBe('eks.amazonaws.com/nlb');

    const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
    const serviceMetadata = { annotations: { [`${prefix}type`]: 'external', [`${prefix}nlb-target-type`]: 'instance' } };
    expect(serviceOf(AWS_LOAD_BALANCER_CONTROLLER, { internal: true }, { serviceMetadata }).spec).not.toHaveProperty('loadBalancerClass');
  });
});

test.each([AWS, AWS_LOAD_BALANCER_CONTROLLER])('%s encrypts the traffic to pods that expect TLS', provider => {
  const ports = [Port.https(8443, { servicePort: 443 }), Port.http(8080)];
  const { metadata } = serviceOf(provider, { tls: { certificates: [CERTIFICATE], ports: ['https'] } }, { ports });

  expect(short(metadata.annotations, 'service.beta.kubernetes.io/aws-load-balancer-')).toEqual({
    'ssl-cert': CERTIFICATE, 'ssl-ports': '443', 'backend-protocol': 'ssl', ...provider === AWS_LOAD_BALANCER_CONTROLLER && { scheme: 'internet-facing' },
  });
});

describe('GKE', () => {
  test.each<[string, LoadBalancerOptions, Document]>([
    ['internal', { internal: true }, { 'networking.gke.io/load-balancer-type': 'Internal' }],
    ['public, which it always is by default', { internal: false }, {}],
    ['an address', { addresses: ['203.0.113.7'] }, { loadBalancerIP: '203.0.113.7' }],
    ['addresses by name', { addressNames: ['web-v4', 'web-v6'] },
      { 'networking.gke.io/load-balancer-ip-addresses': 'web-v4,web-v6', 'cloud.google.com/l4-rbs': 'enabled' }],
    ['addresses by name, of an internal load balancer', { internal: true, addressNames: ['web'] },
      { 'networking.gke.io/load-balancer-type': 'Internal', 'networking.gke.io/load-balancer-ip-addresses': 'web' }],
    ['addresses by name, with a class', { loadBalancerClass: 'networking.gke.io/l4-regional-external', addressNames: ['web'] },
      { 'networking.gke.io/load-balancer-ip-addresses': 'web', 'loadBalancerClass': 'networking.gke.io/l4-regional-external' }],
    ['a subnet', { internal: true, subnets: ['offices'] },
      { 'networking.gke.io/load-balancer-type': 'Internal', 'networking.gke.io/internal-load-balancer-subnet': 'offices' }],
    ['settings that the provider always has', { proxyProtocol: false, crossZone: true }, {}],
  ])('%s', (_, options, settings) => {
    expect(settingsOf(GKE, options)).toEqual(settings);
  });
});

describe('AKS', () => {
  test.each<[string, LoadBalancerOptions, Document]>([
    ['internal', { internal: true }, { 'azure-load-balancer-internal': 'true' }],
    ['public, which it always is by default', { internal: false }, {}],
    ['addresses', { addresses: ['2001:db8::7', '203.0.113.7'], ipFamilyPolicy: REQUIRE_DUAL_STACK }, { 'ipFamilyPolicy': REQUIRE_DUAL_STACK, 'azure-load-balancer-ipv4': '203.0.113.7', 'azure-load-balancer-ipv6': '2001:db8::7' }],
    ['addresses by name', { addressNames: ['web', 'web-v6'] }, { 'azure-pip-name': 'web', 'azure-pip-name-ipv6': 'web-v6' }],
    ['a prefix', { addressPool: '/subscriptions/1/publicIPPrefixes/web' }, { 'azure-pip-prefix-id': '/subscriptions/1/publicIPPrefixes/web' }],
    ['a subnet', { internal: true, subnets: ['offices'] }, { 'azure-load-balancer-internal': 'true', 'azure-load-balancer-internal-subnet': 'offices' }],
    ['an idle timeout', { idleTimeout: Duration.minutes(20) }, { 'azure-load-balancer-tcp-idle-timeout': '20' }],
    ['the longest idle timeout', { idleTimeout: Duration.minutes(100) }, { 'azure-load-balancer-tcp-idle-timeout': '100' }],
    ['settings that the provider always has', { proxyProtocol: false, crossZone: true }, {}],
    ['a health check of each TCP port', { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.HTTPS, path: '/ready', port: 'raw' } }, {
      'port_443_health-probe_protocol': 'https',
      'port_443_health-probe_request-path': '/ready',
      'port_443_health-probe_port': 'raw',
      'port_9000_health-probe_protocol': 'https',
      'port_9000_health-probe_request-path': '/ready',
      'port_9000_health-probe_port': 'raw',
    }],
    ['the interval and threshold of a health check', { healthCheck: { interval: Duration.seconds(10), unhealthyThreshold: 3 } }, {
      'azure-load-balancer-health-probe-interval': '10', 'azure-load-balancer-health-probe-num-of-probe': '3',
    }],
  ])('%s', (_, options, annotations) => {
    expect(short(settingsOf(AKS, options), 'service.beta.kubernetes.io/')).toEqual(annotations);
  });

  test('the names of addresses are for the IP families of the Service', () => {
    const { metadata } = serviceOf(AKS, { ipFamilies: [IpFamily.IPV6], addressNames: ['web-v6'] });
    expect(metadata.annotations).toEqual({ 'service.beta.kubernetes.io/azure-pip-name-ipv6': 'web-v6' });

    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: AKS });
    const exposure = Exposure.loadBalancer({ internal: false, addressNames: ['db-v6'] });
    new ExternalService(chart, 'db', { backend: Backend.addresses('2001:db8::11'), ports: [Port.tcp(5432)], exposure });
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ 'service.beta.kubernetes.io/azure-pip-name-ipv6': 'db-v6' });
  });
});

test.each<[string, LoadBalancerOptions, Document]>([
  ['an address', { addresses: ['192.168.1.100'] }, { 'metallb.io/loadBalancerIPs': '192.168.1.100' }],
  ['an address of each family', { addresses: ['192.168.1.100', '2001:db8::7'], ipFamilyPolicy: REQUIRE_DUAL_STACK }, { 'ipFamilyPolicy': REQUIRE_DUAL_STACK, 'metallb.io/loadBalancerIPs': '192.168.1.100,2001:db8::7' }],
  ['a pool', { addressPool: 'offices' }, { 'metallb.io/address-pool': 'offices' }],
  ['no PROXY protocol', { proxyProtocol: false }, {}],
])('MetalLB has annotations for %s', (_, options, annotations) => {
  expect(settingsOf(METALLB, options)).toEqual(annotations);
});

test('settings that are fields of the Service are the same for every provider', () => {
  for (const provider of PROVIDERS) {
    expect(serviceOf(provider, { sourceRanges: ['10.0.0.0/8'], externalTrafficPolicy: TrafficPolicy.LOCAL }).spec)
      .toMatchObject({ loadBalancerSourceRanges: ['10.0.0.0/8'], externalTrafficPolicy: 'Local' });
  }
});

test('the annotations of the user are kept', () => {
  const { metadata } = serviceOf(METALLB, { addressPool: 'offices' }, { serviceMetadata: { annotations: { 'metallb.io/allow-shared-ip': 'dns' } } });

  expect(metadata.annotations).toEqual({ 'metallb.io/allow-shared-ip': 'dns', 'metallb.io/address-pool': 'offices' });
});

test('the additional headless Service of a StatefulSet has no load balancer settings', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AWS_LOAD_BALANCER_CONTROLLER });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.statefulSet(), exposure: Exposure.loadBalancer({ internal: true }) });
  const { metadata, spec } = find(synth(chart), 'Service', 'web-headless');

  expect(metadata).not.toHaveProperty('annotations');
  expect(spec).not.toHaveProperty('loadBalancerClass');
});

test('a Service of another type has no load balancer settings', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AWS_LOAD_BALANCER_CONTROLLER });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort() });

  expect(find(synth(chart), 'Service').spec).not.toHaveProperty('loadBalancerClass');
});

test('an ExternalService and an ExposedPods can have a load balancer', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: AWS_LOAD_BALANCER_CONTROLLER });
  const exposure = Exposure.loadBalancer({ internal: true, healthCheck: { port: 'tcp-5432' } });
  const ports = [Port.tcp(5432)];
  new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports, exposure });
  const selector = new ExposedWorkload(chart, 'web', MINIMAL);
  new ExposedPods(chart, 'more', { selector, ports, exposure });

  for (const name of ['db', 'more']) {
    const { metadata, spec } = find(synth(chart), 'Service', name);
    expect(short(metadata.annotations, 'service.beta.kubernetes.io/aws-load-balancer-')).toEqual({ 'scheme': 'internal', 'healthcheck-port': 'tcp-5432' });
    expect(spec.loadBalancerClass).toBe('service.k8s.aws/nlb');
  }
});

describe('a port that is added later', () => {
  function added(options: LoadBalancerOptions, port: Port, provider = AWS_LOAD_BALANCER_CONTROLLER): () => Document {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: provider });
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(stated(provider, options)) });
    return () => {
      web.addPort(port);
      return find(synth(chart), 'Service').metadata.annotations;
    };
  }

  test('gets the annotations as well', () => {
    expect(added({ idleTimeout: Duration.minutes(5) }, Port.tcp(9000))()).toEqual({
      'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
      'service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-8080': 'tcp.idle_timeout.seconds=300',
      'service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-9000': 'tcp.idle_timeout.seconds=300',
    });
    expect(added({ healthCheck: { port: 'http' } }, Port.tcp(9000), AKS)()).toHaveProperty(['service.beta.kubernetes.io/port_9000_health-probe_port'], 'http');
  });

  test('is refused if the settings of the load balancer do not allow it', () => {
    expect(added({ tls: { certificates: [CERTIFICATE] } }, Port.https(8443))).toThrow("The port 'https' expects TLS from the load balancer and 'http' does not");
  });
});

test.each<[string, LoadBalancerProvider, LoadBalancerOptions, string, string]>([
  ['replaces a generated annotation', METALLB, { addressPool: 'offices' }, 'metallb.io/address-pool', 'exposure.addressPool'],
  ['is an older name of a generated annotation', METALLB, { addressPool: 'offices' }, 'metallb.universe.tf/address-pool', 'exposure.addressPool'],
  ['contradicts a setting that has no annotation', AKS, { internal: false }, 'service.beta.kubernetes.io/azure-load-balancer-internal', 'exposure.internal'],
])('an annotation that is added later and %s is refused at synthesis', (_, provider, options, key, field) => {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(options) });
  web.service.metadata.addAnnotation(key, 'other');

  expect(() => synth(chart)).toThrow(`service.metadata.annotations['${key}'] (a string of 5 characters): a setting of a load balancer must be set once, either by an option or by an annotation. ${field} configures the same setting.`);
});

test.each(['digitalocean', 7, {}, { _id: 'aws' }, Mesh.ISTIO])('the provider %j is refused with an error that lists the constants', provider => {
  expect(() => ClusterProfile.set(newChart(), { loadBalancerProvider: provider as unknown as LoadBalancerProvider }))
    .toThrow(`Use a value such as ${Object.keys(CONSTANTS).map(name => `LoadBalancerProvider.${name}`).join(', ')} or LoadBalancerProvider.custom({ … }). [value-type]`);
});

test('a provider of another copy of the library is recognized by its id', () => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const other = require('../../lib') as typeof import('../../lib');
    expect(other.LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER).not.toBe(AWS_LOAD_BALANCER_CONTROLLER);

    expect(settingsOf(other.LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER, { internal: true }))
      .toEqual(settingsOf(AWS_LOAD_BALANCER_CONTROLLER, { internal: true }));
  });
});
