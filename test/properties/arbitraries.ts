import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Backend, Controller, EndpointsApi, EnvVarSource, Exposure, HealthCheck, IpFamilyPolicy, Port, SecurityExemption, TrafficDistribution, TrafficPolicy,
  type BackendEndpoint, type ClusterIpOptions, type ExposedWorkloadProps, type ExternalIps, type ExternalServiceProps, type HealthCheckOptions,
  type LoadBalancerOptions, type NodePortOptions, type PortOptions,
} from '../../lib';
import { usesTls } from '../../lib/port/port-tls';

const label = (maxLength: number) => fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/).filter(text => text.length <= maxLength);
const seconds = (min: number, max: number) => fc.integer({ min, max }).map(Duration.seconds);

/** Any subset of the options, including none. */
function optional<T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }) as unknown as fc.Arbitrary<T>;
}

const factories = [Port.http, Port.https, Port.h2c, Port.grpc, Port.tcp, Port.udp, Port.sctp];

const port = fc.record({
  factory: fc.constantFrom(...factories),
  number: fc.integer({ min: 1, max: 65535 }),
  options: optional<PortOptions>({
    name: label(63),
    servicePort: fc.integer({ min: 1, max: 65535 }),
    appProtocol: fc.constantFrom('https', 'kubernetes.io/ws', 'mysql'),
    exposed: fc.boolean(),
  }),
});

/** Ports that are valid together; with `remapped`, the Service can have other numbers, and with `hidden`, some ports are not exposed. */
function ports(remapped: boolean, hidden: boolean): fc.Arbitrary<Port[]> {
  return fc.uniqueArray(port, { minLength: 1, maxLength: 5, selector: generated => generated.options.name ?? `${generated.factory.name}` })
    .map(generated => generated.map(({ factory, number, options }) => factory(number, {
      ...options,
      servicePort: remapped ? options.servicePort : undefined,
      exposed: hidden ? options.exposed : undefined,
    })))
    .filter(all => new Set(all.map(each => each.name)).size === all.length)
    .filter(all => new Set(all.map(each => `${each.servicePort}/${each.protocol}`)).size === all.length)
    .filter(all => new Set(all.map(each => `${each.number}/${each.protocol}`)).size === all.length)
    .filter(all => all.some(each => each.exposed));
}

const options = optional<HealthCheckOptions>({
  initialDelay: seconds(0, 100), period: seconds(1, 100), timeout: seconds(1, 100), failureThreshold: fc.integer({ min: 1, max: 10 }),
});
const check = fc.oneof(
  options.map(HealthCheck.tcp),
  fc.tuple(fc.webPath().map(path => path || '/'), options).map(([path, times]) => HealthCheck.http(path, times)),
  options.map(HealthCheck.grpc),
  fc.tuple(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), options).map(([command, times]) => HealthCheck.exec(command, times)),
  fc.constant(HealthCheck.none()),
);

const trafficPolicy = fc.constantFrom(TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL);
const clusterIpOptions = {
  ipFamilyPolicy: fc.constantFrom(IpFamilyPolicy.SINGLE_STACK, IpFamilyPolicy.PREFER_DUAL_STACK),
  publishNotReadyAddresses: fc.boolean(),
  sessionAffinityTimeout: seconds(1, 86400),
  internalTrafficPolicy: trafficPolicy,
  trafficDistribution: fc.constant(TrafficDistribution.PREFER_SAME_ZONE),
  externalIps: fc.constant<ExternalIps>({ addresses: ['203.0.113.7'], justification: 'announced by our routers' }),
};
const exposure = fc.oneof(
  optional<ClusterIpOptions>(clusterIpOptions).map(Exposure.clusterIp),
  optional<NodePortOptions>({ ...clusterIpOptions, externalTrafficPolicy: trafficPolicy }).map(Exposure.nodePort),
  optional<LoadBalancerOptions>({
    ...clusterIpOptions,
    externalTrafficPolicy: trafficPolicy,
    sourceRanges: fc.constant<string[]>(['10.0.0.0/8', 'fd00::/8']),
    allocateLoadBalancerNodePorts: fc.boolean(),
  }).map(Exposure.loadBalancer),
);

const controller = fc.oneof(
  fc.constant(Controller.deployment({ minReady: Duration.seconds(5) })),
  fc.constant(Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi' }] })),
  fc.constant(Controller.daemonSet()),
);

const exemptions = fc.subarray([
  SecurityExemption.runAsRoot('reason'), SecurityExemption.writableRootFilesystem('reason'), SecurityExemption.privilegeEscalation('reason'),
  SecurityExemption.capabilities('reason', 'NET_BIND_SERVICE'),
]);

const valueSource = fc.constantFrom(
  EnvVarSource.secretKey('login', 'password', { optional: true }), EnvVarSource.podField('status.podIP'), EnvVarSource.resource('limits.memory', { divisor: '1Mi' }),
);

const common = {
  controller,
  env: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/), fc.string()),
  envValueFrom: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), valueSource),
  security: fc.record({ user: fc.integer({ min: 1, max: 65535 }), exemptions }),
  resources: fc.constant({ requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } }),
  podMetadata: fc.record({ labels: fc.dictionary(label(63), label(63)), annotations: fc.dictionary(label(63), fc.string()) }),
  shutdownDelay: seconds(0, 60),
  terminationGracePeriod: seconds(61, 600),
  liveness: check,
  startup: check,
};

/** Whether each check that uses a port finds a TCP port, and each gRPC check one without TLS, which is a gRPC port if there are any. */
function canBeChecked(props: Pick<ExposedWorkloadProps, 'ports' | 'readiness' | 'liveness' | 'startup'>): boolean {
  const tcpPorts = props.ports.filter(each => each.protocol === 'TCP');
  const grpcPorts = tcpPorts.filter(each => each.kind === 'grpc');
  const canHaveGrpcCheck = (grpcPorts.length > 0 ? grpcPorts : tcpPorts).some(each => !usesTls(each));
  const kinds = [props.readiness, props.liveness, props.startup].flatMap(each => each?._kind ?? []);
  return kinds.every(kind => ['exec', 'none'].includes(kind) || (kind === 'grpc' ? canHaveGrpcCheck : tcpPorts.length > 0));
}

/** Valid declarations of workloads. */
export const workloadProps: fc.Arbitrary<ExposedWorkloadProps> = fc.oneof(
  fc.record({ image: fc.constant('registry.example.com/web:1'), ports: ports(true, true), exposure, readiness: check, ...common }, { requiredKeys: ['image', 'ports'] }),
  fc.record(
    { image: fc.constant('registry.example.com/web:1'), ports: ports(false, true), exposure: fc.constant(Exposure.headless()), readiness: check, ...common },
    { requiredKeys: ['image', 'ports', 'exposure'] },
  ),
).filter(canBeChecked).map(props => props.controller?._statefulSet.volumeClaims ? { ...props, security: { user: 1000, ...props.security } } : props);

const address = fc.oneof(
  fc.tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.nat(255)).map(quads => quads.join('.')),
  fc.integer({ min: 1, max: 0xfffe }).map(tail => `2001:db8::${tail.toString(16)}`),
);
const endpoint = fc.record({
  address, ready: fc.boolean(), hostname: label(63), zone: label(63), nodeName: label(63), forZones: fc.uniqueArray(label(10), { maxLength: 8 }),
}, { requiredKeys: ['address'] }) as fc.Arbitrary<BackendEndpoint>;

/** Hints have an effect only if every ready address has some. */
const endpoints = fc.uniqueArray(endpoint, { minLength: 1, maxLength: 20, selector: each => each.address })
  .map(all => all.every(each => each.forZones?.length) ? all : all.map(({ forZones, ...rest }) => rest));

/** Valid declarations of backends outside the cluster. */
export const externalProps: fc.Arbitrary<ExternalServiceProps> = fc.oneof(
  fc.record({
    backend: endpoints.map(all => Backend.endpoints(...all)),
    ports: ports(true, false),
    endpointsApi: fc.constantFrom(EndpointsApi.ENDPOINT_SLICES, EndpointsApi.BOTH),
  }, { requiredKeys: ['backend', 'ports'] }),
  fc.record({ backend: endpoints.map(all => Backend.endpoints(...all)), ports: ports(false, false), exposure: fc.constant(Exposure.headless()) }),
  fc.record({ backend: fc.constant(Backend.hostname('db.example.com')), ports: ports(false, false) }, { requiredKeys: ['backend'] }),
);
