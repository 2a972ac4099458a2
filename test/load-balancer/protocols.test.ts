import { Duration } from 'cdk8s';
import { annotationsOf, messageOf, type Declared } from './declared';
import { ClusterProfile, ExposedWorkload, Exposure, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Port, TrafficPolicy } from '../../lib';
import { PROTOCOL_USES, type ProtocolUse } from '../../lib/load-balancer/mapping/protocols';
import { knownProviders } from '../../lib/load-balancer/providers/providers';
import { find, MINIMAL, newChart, synth } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const { LOCAL } = TrafficPolicy;

const AMAZON = 'service.beta.kubernetes.io/aws-load-balancer-';
const TYPE = `${AMAZON}type`;
const CHECKED_PORT = `${AMAZON}healthcheck-port`;
const PODS = { [`${AMAZON}nlb-target-type`]: 'ip' };
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const CLASS = { loadBalancerClass: 'example.com/lb' };

const DNS = [Port.udp(5353, { name: 'dns', servicePort: 53 }), Port.tcp(5353, { name: 'dns-tcp', servicePort: 53 })];
const PORTS: Record<ProtocolUse, Port[]> = {
  'UDP': [Port.udp(5353)],
  'TCP and UDP': [Port.udp(5353), Port.http(8080), Port.tcp(9000)],
  'TCP and UDP with one number': DNS,
  'SCTP': [Port.sctp(3868)],
};

/** A message of the rule on protocols. */
const refused = (fix: string) => expect.stringMatching(new RegExp(`ports \\[.*\\]: the ports of a load balancer must have protocols .*${fix}.*#load-balancer-protocols$`));

test('the table has a source for each combination of protocols of each provider', () => {
  const { generic, ...others } = knownProviders();

  expect(generic.protocols).toBeUndefined();
  for (const { title, protocols } of Object.values(others)) {
    expect([title, Object.entries(protocols!).filter(([, { source }]) => source !== '').map(([use]) => use)]).toEqual([title, [...PROTOCOL_USES]]);
  }
});

describe.each<[LoadBalancerProvider, ProtocolUse, string | Record<string, string>]>([
  [AWS, 'UDP', `A Classic Load Balancer has no UDP. Set the annotation ${TYPE}: nlb`],
  [AWS, 'TCP and UDP', 'creates no load balancer with several protocols. Declare a Service for each protocol'],
  [AWS, 'TCP and UDP with one number', 'creates no load balancer with several protocols.'],
  [AWS, 'SCTP', 'The load balancers of AWS have no SCTP.'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'UDP', 'The health check connects over TCP, which no UDP port accepts. Expose a TCP port as well'],
  [AWS_LOAD_BALANCER_CONTROLLER, 'TCP and UDP', { [CHECKED_PORT]: 'http' }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'TCP and UDP with one number', { [`${AMAZON}enable-tcp-udp-listener`]: 'true' }],
  [AWS_LOAD_BALANCER_CONTROLLER, 'SCTP', 'A Network Load Balancer has no SCTP listeners.'],
  [GKE, 'UDP', {}],
  [GKE, 'TCP and UDP', "If the cluster has this version, set loadBalancerClass: 'networking.gke.io/l4-regional-external'"],
  [GKE, 'TCP and UDP with one number', "set loadBalancerClass: 'networking.gke.io/l4-regional-external'"],
  [GKE, 'SCTP', 'The load balancers of GKE have only TCP and UDP.'],
  [AKS, 'UDP', {}],
  [AKS, 'TCP and UDP', {}],
  [AKS, 'TCP and UDP with one number', {}],
  [AKS, 'SCTP', 'Only an internal load balancer of AKS has SCTP. Set internal: true as well.'],
  [METALLB, 'UDP', {}],
  [METALLB, 'TCP and UDP', {}],
  [METALLB, 'TCP and UDP with one number', {}],
  [METALLB, 'SCTP', {}],
  [GENERIC, 'UDP', {}],
  [GENERIC, 'TCP and UDP', {}],
  [GENERIC, 'TCP and UDP with one number', {}],
  [GENERIC, 'SCTP', {}],
])('%s, %s', (provider, use, expected) => {
  const ports = PORTS[use];

  test(typeof expected === 'string' ? 'is refused' : 'works', () => {
    if (typeof expected === 'string') {
      expect(messageOf(provider, { ports })).toEqual(refused(expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    } else {
      expect(annotationsOf(provider, { ports })).toEqual(expected);
    }
  });
});

test.each<[string, LoadBalancerProvider, Declared]>([
  ['UDP of a Network Load Balancer of the cloud controller manager, with LOCAL', AWS, { ports: PORTS.UDP, options: { externalTrafficPolicy: LOCAL }, annotations: { [TYPE]: 'nlb' } }],
  ['UDP of a Network Load Balancer of the cloud controller manager, with a port to check', AWS, { ports: PORTS.UDP, annotations: { [TYPE]: 'nlb', [CHECKED_PORT]: '10256' } }],
  ['UDP with LOCAL', AWS_LOAD_BALANCER_CONTROLLER, { ports: PORTS.UDP, options: { externalTrafficPolicy: LOCAL } }],
  ['UDP with a port to check', AWS_LOAD_BALANCER_CONTROLLER, { ports: PORTS.UDP, annotations: { [CHECKED_PORT]: '10256' } }],
  ['SCTP of an internal load balancer', AKS, { ports: PORTS.SCTP, options: { internal: true } }],
  ['SCTP of a load balancer that an annotation makes internal', AKS, { ports: PORTS.SCTP, isStated: true, annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } }],
  ['several protocols with a class of GKE', GKE, { ports: DNS, options: { loadBalancerClass: 'networking.gke.io/l4-regional-internal' } }],
  ['several protocols with a backend service', GKE, { ports: DNS, annotations: { 'cloud.google.com/l4-rbs': 'enabled' } }],
  ...[AWS, AWS_LOAD_BALANCER_CONTROLLER, GKE, AKS].map((provider): [string, LoadBalancerProvider, Declared] => (
    ['SCTP, which another controller may support', provider, { ports: PORTS.SCTP, options: CLASS }]
  )),
  ['SCTP, which another controller may support', AWS, { ports: PORTS.SCTP, isStated: true, annotations: { [TYPE]: 'external' } }],
  ['SCTP, which the cloud controller manager refuses itself', AWS_LOAD_BALANCER_CONTROLLER, { ports: PORTS.SCTP, isStated: true, annotations: { [TYPE]: 'nlb' } }],
])('%s is accepted (%s)', (_, provider, declared) => {
  expect(messageOf(provider, declared)).toBeUndefined();
});

test.each<[string, LoadBalancerProvider, Declared, string]>([
  ['UDP of a Network Load Balancer of the cloud controller manager without a check that works', AWS, { ports: PORTS.UDP, annotations: { [TYPE]: 'nlb' } }, 'Set externalTrafficPolicy: TrafficPolicy.LOCAL, or the annotation'],
  ['UDP with LOCAL and pods as targets', AWS_LOAD_BALANCER_CONTROLLER, { ports: PORTS.UDP, options: { externalTrafficPolicy: LOCAL }, annotations: PODS }, 'Expose a TCP port as well'],
  ['several protocols with an older class of GKE', GKE, { ports: DNS, options: { loadBalancerClass: 'networking.gke.io/l4-regional-external-legacy' } }, 'GKE supports several protocols from'],
  ['SCTP together with TCP', GKE, { ports: [...PORTS.SCTP, Port.http(8080)] }, 'only TCP and UDP'],
])('%s is refused (%s)', (_, provider, declared, fix) => {
  expect(messageOf(provider, declared)).toEqual(refused(fix));
});

describe('the AWS Load Balancer Controller, with TCP and UDP', () => {
  const LBC = AWS_LOAD_BALANCER_CONTROLLER;

  test('reads an idle timeout by the protocol of the listener', () => {
    const ports = [...DNS, Port.http(8080)];

    expect(annotationsOf(LBC, { ports, options: { idleTimeout: Duration.minutes(10) } })).toEqual({
      [`${AMAZON}enable-tcp-udp-listener`]: 'true',
      [`${AMAZON}listener-attributes.TCP-8080`]: 'tcp.idle_timeout.seconds=600',
      [`${AMAZON}listener-attributes.TCP_UDP-53`]: 'tcp.idle_timeout.seconds=600',
    });
  });

  test('checks UDP ports at a port of the pods if pods are the targets, and not with LOCAL and nodes as targets', () => {
    const ports = PORTS['TCP and UDP'];

    expect(annotationsOf(LBC, { ports, annotations: PODS })).toEqual({ ...PODS, [CHECKED_PORT]: '8080' });
    expect(annotationsOf(LBC, { ports, annotations: PODS, options: { externalTrafficPolicy: LOCAL } })).toEqual({ ...PODS, [CHECKED_PORT]: '8080' });
    expect(annotationsOf(LBC, { ports, options: { externalTrafficPolicy: LOCAL } })).toEqual({});
  });

  test('keeps the port that a health check sets, and annotations of the user', () => {
    const ports = [...PORTS['TCP and UDP'], ...DNS];
    const annotations = { [CHECKED_PORT]: '9000', [`${AMAZON}enable-tcp-udp-listener`]: 'false' };

    expect(annotationsOf(LBC, { ports, options: { healthCheck: { port: 'tcp-9000' } } })).toHaveProperty([CHECKED_PORT], 'tcp-9000');
    expect(annotationsOf(LBC, { ports, annotations })).toEqual(annotations);
  });

  test.each<[string, Declared, string]>([
    ['a certificate', { ports: DNS, options: { tls: { certificates: [CERTIFICATE] } } }, 'have one listener, which has no certificate.'],
    ['different ports of the pods as targets', { ports: [DNS[0], Port.tcp(5354, { servicePort: 53 })], annotations: PODS }, 'Use the same port of the pods'],
    ['different node ports', { ports: DNS, options: { nodePorts: { 'dns': 30053, 'dns-tcp': 30054 } } }, 'Use the same node port for both.'],
  ])('refuses one listener with %s', (_, declared, fix) => {
    expect(messageOf(LBC, declared)).toEqual(refused(fix));
  });

  test('accepts a certificate of another port, the same node port, and different ports of the pods behind nodes', () => {
    const ports = [DNS[0], Port.tcp(5354, { name: 'dns-tcp', servicePort: 53 }), Port.http(8080)];
    const tls = { certificates: [CERTIFICATE], ports: ['http'] };

    expect(annotationsOf(LBC, { ports, options: { tls, nodePorts: { 'dns': 30053, 'dns-tcp': 30053 } } })).toMatchObject({
      [`${AMAZON}enable-tcp-udp-listener`]: 'true', [`${AMAZON}ssl-ports`]: '8080',
    });
  });

  function exposed(ports: Port[]) {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: LBC });
    return { chart, web: new ExposedWorkload(chart, 'web', { ...MINIMAL, ports, exposure: Exposure.loadBalancer({ internal: true }) }) };
  }

  test('has the annotations for a port that is added later', () => {
    const { chart, web } = exposed([DNS[0], Port.http(8080)]);
    web.addPort(DNS[1]);

    expect(find(synth(chart), 'Service').metadata.annotations).toHaveProperty([`${AMAZON}enable-tcp-udp-listener`], 'true');
  });

  test('refuses a port that is added later and that it does not support', () => {
    expect(() => exposed([Port.http(8080)]).web.addPort(Port.sctp(3868))).toThrow('A Network Load Balancer has no SCTP listeners.');
  });
});

test('AKS has settings of health checks only for TCP ports', () => {
  const healthCheck = { protocol: LoadBalancerHealthCheckProtocol.TCP };

  expect(annotationsOf(AKS, { ports: [Port.tcp(9000), Port.udp(5353)], options: { healthCheck } })).toEqual({
    'service.beta.kubernetes.io/port_9000_health-probe_protocol': 'tcp',
  });
});
