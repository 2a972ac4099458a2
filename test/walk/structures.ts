import { Duration } from 'cdk8s';
import {
  Backend, ClusterProfile, ContainerRestart, Controller, Credentials, DefaultsVersion, DisruptionBudget, DownwardApiFile, EnvFromSource,
  EnvVarSource, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, HealthCheck, ImmutableConfigMap, ImmutableSecret,
  IngressController, KedaTrigger, LifecycleHandler, ListenerProtocol, LoadBalancerHealthCheckProtocol, LoadBalancerProvider,
  type LoadBalancerSettings, Mesh, Metrics, MetricTarget, NetworkPolicyProvider, NodeTerm, PathMatch, PodCount, PodSelection, PodTerm, Port,
  ProjectedSource, RestartRule, Rollout, Route, RouteBackend, RouteBackendTls, RouteParent, RouteTls, Scaling, ScalingMetric, SecurityExemption,
  SecurityProfile, Toleration, TolerationEffect, TopologySpread, VolumeSource, Worker, WorkloadDefaults,
} from '../../lib';
import { db, web, type Declaration } from '../rules/broken';
import { MINIMAL } from '../support';

/** Declares something with a value that can have any type. */
export type Use = (value: any) => Declaration;

/** A structure of the public API: its required properties, and a declaration that uses it. */
export interface Structure {
  readonly base: object;
  readonly use: Use;
}

const isSet = (value: unknown) => value !== undefined && value !== null;
const profile: Use = props => chart => {
  ClusterProfile.set(chart, props);
  web(chart, { isolate: true });
};
const expose: Use = exposure => chart => web(chart, { exposure });
const listen: Use = port => chart => web(chart, { ports: [port], readiness: HealthCheck.none() });
const check: Use = readiness => chart => web(chart, { readiness, ports: [Port.grpc(8080)] });
const control: Use = controller => chart => web(chart, { controller });
/** A rollout of the kind of controller that supports the option. */
const rollingUpdate: Use = options => control(
  (isSet(options.partition) ? Controller.statefulSet : Controller.deployment)({ rollout: Rollout.rollingUpdate(options) }),
);
const back: Use = backend => chart => db(chart, { backend });
const route: Use = props => chart => new Route(chart, 'route', {
  parents: [RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], backend: 'rules' in props ? undefined : web(chart), ...props,
});
const rule: Use = parts => chart => (
  route({ rules: [{ backends: 'backends' in parts ? undefined : [RouteBackend.of(web(chart))], ...parts }] })(chart)
);
const grpc: Use = method => chart => (
  route({ rules: [{ grpcMethods: [method], backends: [RouteBackend.of(web(chart, { ports: [Port.grpc(9090)] }))] }] })(chart)
);
const backend: Use = options => chart => {
  const target = web(chart, { ports: [Port.https(8443)] });
  route({ rules: [{ backends: [RouteBackend.of(target, { tls: RouteBackendTls.system({ hostname: 'web.internal' }), ...options })] }] })(chart);
};
const tlsOf: Use = tls => backend({ tls });
const parent: Use = value => route({ parents: [value] });
const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const HTTP = { name: 'a', port: 80, protocol: ListenerProtocol.HTTP };
const gateway: Use = props => chart => new Gateway(chart, 'public', { className: 'traefik', listeners: [HTTP], ...props });
const imported: Use = options => chart => (
  web(chart, { isolate: true }).connectTo(ExternalService.fromServiceName(chart, 'payments', 'payments', options))
);
const call: Use = options => chart => web(chart).connectTo(db(chart, { ports: [Port.tcp(5432, { scheme: 'postgresql' })] }), options);
const login: Use = credentials => call({ envPrefix: 'DB', credentials });
const variable: Use = source => chart => web(chart, { envValueFrom: { A: source } });
const source: Use = envFrom => chart => web(chart, { envFrom: [envFrom] });
/** Restarts in a cluster with all actions of rules. */
const restarting: Use = restart => chart => {
  ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
  web(chart, { restart });
};
const restartRule: Use = value => restarting(ContainerRestart.never({ rules: [value] }));
const place: Use = placement => chart => web(chart, { placement });
const profiled: Use = value => chart => web(chart, { security: { profile: value } });
const exempt: Use = exemption => chart => web(chart, { security: { exemptions: [exemption] } });
/** Mounts in a StatefulSet, which has a volume claim, in a cluster with all fields of volumes. */
const mounting: Use = mount => chart => {
  ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
  web(chart, { mounts: [mount], controller: Controller.statefulSet({ volumeClaims: [{ name: 'shop', storage: '1Gi' }] }), security: { user: 1000 } });
};
const volume: Use = value => mounting({ path: '/data', source: value });
const projected: Use = value => volume(VolumeSource.projected([value]));
const file: Use = value => volume(VolumeSource.downwardApi([value]));
const balancer: Use = loadBalancerProvider => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider });
  // AKS, which is the built-in provider of the walk, must state it
  web(chart, { exposure: Exposure.loadBalancer(loadBalancerProvider === LoadBalancerProvider.AKS ? { internal: true } : {}) });
};
/** The settings for which a provider writes annotations, by the option with the annotations. */
const SETTINGS: Readonly<Record<string, LoadBalancerSettings>> = {
  addresses: { addresses: ['10.0.0.7'] },
  addressNames: { addressNames: ['a'] },
  addressPool: { addressPool: 'a' },
  crossZone: { crossZone: true },
  crossZoneDisabled: { crossZone: false },
  external: { internal: false },
  healthCheckInterval: { healthCheck: { interval: Duration.seconds(10) } },
  healthCheckPath: { healthCheck: { path: '/' } },
  healthCheckPort: { healthCheck: { port: 'http' } },
  healthCheckProtocol: { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP } },
  healthyThreshold: { healthCheck: { healthyThreshold: 2 } },
  idleTimeout: { idleTimeout: Duration.seconds(60) },
  internal: { internal: true },
  proxyProtocol: { proxyProtocol: true },
  proxyProtocolDisabled: { proxyProtocol: false },
  subnets: { subnets: ['a'] },
  tls: { tls: { certificates: ['a'] } },
  tlsPolicy: { tls: { certificates: ['a'], policy: 'modern' } },
  tlsToPods: { tls: { certificates: ['a'] } },
  unhealthyThreshold: { healthCheck: { unhealthyThreshold: 2 } },
};
const annotate: Use = annotations => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.custom({ name: 'Example Cloud', annotations }) });
  const set = Object.keys(annotations).filter(name => isSet(annotations[name]));
  const settings = Object.assign({}, ...set.map(name => SETTINGS[name]));
  web(chart, { exposure: Exposure.loadBalancer(settings), ports: [set.includes('tlsToPods') ? Port.https(8443) : Port.http(8080)] });
};
const onAws: Use = options => chart => {
  ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER });
  // the older annotation, so that the option has an effect with each of its values
  const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' };
  web(chart, { exposure: Exposure.loadBalancer(options), serviceMetadata: isSet(options.internal) ? {} : { annotations } });
};
const monitor: Use = monitoring => chart => {
  ClusterProfile.set(chart, { monitoring });
  web(chart, { isolate: true, ports: [Port.http(8080, { scraped: true })] });
};
/** Metrics in a cluster with the operator, whose port has TLS, because its options have no effect without. */
const monitored: Use = options => chart => {
  ClusterProfile.set(chart, { monitorLabels: {} });
  web(chart, { ports: [Port.https(8443)], metrics: Metrics.podMonitor({ port: 'https', tls: {}, ...options }) });
};
const KEY = { name: 'login', key: 'token' };
const mesh: Use = value => profile({ mesh: value });
const ingress: Use = ingressController => parent(RouteParent.ingressClass('nginx', { routeClass: { ingressController } }));
/** A route for which a controller writes the annotations of the options that are set. */
const customIngress: Use = props => chart => {
  const parents = [RouteParent.ingressClass('nginx', { routeClass: { ingressController: IngressController.custom(props) } })];
  const [port] = [Port.https(8443), Port.h2c(8081), Port.grpc(9090)].filter(({ kind }) => isSet(props[`${kind}BackendAnnotations`]));
  const paths = isSet(props.regularExpressionAnnotations) ? [PathMatch.regularExpression('/a$')] : undefined;
  const backends = [RouteBackend.of(web(chart, { ports: [port ?? Port.http(8080)] }))];
  const redirect = isSet(props.httpsRedirectAnnotations) ? { httpsRedirect: true, tls: RouteTls.secret('shop-tls') } : {};
  new Route(chart, 'route', { parents, hosts: ['shop.example.com'], rules: [{ paths, backends }], ...redirect });
};
const routeClassOf: Use = routeClass => chart => {
  const parents = [RouteParent.ingressClass('nginx', { routeClass })];
  new Route(chart, 'route', { parents, hosts: ['shop.example.com'], backend: web(chart, { isolate: true }) });
};
const meshed: Use = value => chart => {
  ClusterProfile.set(chart, { mesh: value });
  web(chart, { ports: ALL_PORTS });
};
const ALL_PORTS = [
  Port.http(8080), Port.https(8443), Port.grpc(9090), Port.h2c(8081), Port.tcp(5432, { name: 'sql' }), Port.udp(5353, { name: 'dns' }),
  Port.sctp(3868, { name: 'diameter' }),
];
const policies: Use = networkPolicyProvider => profile({ networkPolicyProvider });
const peer = { namespace: 'kuma-system' };
const policy = { name: 'Antrea', apiVersion: 'crd.antrea.io/v1beta1', kind: 'NetworkPolicy', hostnamePolicies: { renderSpec: () => ({}) } };

/** Scales a workload whose container and pod have requests, in a cluster with all fields and KEDA. */
const scaled: Use = scaling => chart => {
  ClusterProfile.set(chart, { kubernetesVersion: '1.37', keda: true });
  web(chart, { scaling, resources: { requests: { cpu: '1', memory: '1Gi' } } });
};
const QUEUE = ScalingMetric.external('queue', MetricTarget.averageValue('10'));
const measured: Use = metric => scaled(Scaling.between(1, 5, { metrics: [metric] }));
const scaledBy: Use = rules => scaled(Scaling.between(1, 5, { metrics: [QUEUE], scaleUp: rules }));
const TRIGGER = KedaTrigger.of('rabbitmq', { queueName: 'mails' });
const triggered: Use = options => scaled(Scaling.keda(1, 5, { triggers: [TRIGGER], ...options }));

/** How a declaration uses an instance of each value class. */
export const USES: Readonly<Record<string, Use>> = {
  AllowedRoutes: allowedRoutes => gateway({ allowedRoutes }),
  Backend: back,
  ContainerRestart: restarting,
  Controller: control,
  Credentials: login,
  DefaultsVersion: version => chart => {
    DefaultsVersion.set(chart, version);
    web(chart, { replicas: 2 });
  },
  DisruptionBudget: disruption => chart => web(chart, { replicas: 2, disruption }),
  DownwardApiFile: file,
  EnvFromSource: source,
  EnvVarSource: variable,
  Exposure: expose,
  GrpcMethod: grpc,
  HealthCheck: check,
  IngressController: ingress,
  KedaTrigger: trigger => triggered({ triggers: [trigger] }),
  LifecycleHandler: preStop => chart => web(chart, { lifecycle: { preStop } }),
  LoadBalancerProvider: balancer,
  Mesh: mesh,
  MetricTarget: target => measured(target?._type === 'Utilization' ? ScalingMetric.containerResource('cpu', target) : ScalingMetric.external('queue', target)),
  Metrics: metrics => chart => {
    ClusterProfile.set(chart, { monitorLabels: {} });
    web(chart, { ports: [Port.http(8080, { name: 'metrics' }), Port.http(8081)], metrics });
  },
  NetworkPolicyProvider: policies,
  PathMatch: path => rule({ paths: [path] }),
  PodCount: maxSurge => control(Controller.deployment({ rollout: Rollout.rollingUpdate({ maxSurge }) })),
  PodSelection: selector => chart => new ExposedPods(chart, 'pods', { selector, ports: [Port.http(8080)] }),
  Port: listen,
  ProjectedSource: projected,
  RestartRule: restartRule,
  Rollout: rollout => control(Controller.deployment({ rollout })),
  RouteBackend: value => rule({ backends: [value] }),
  RouteBackendTls: tlsOf,
  RouteParent: parent,
  RouteTls: tls => gateway({ listeners: [{ name: 'a', port: 443, protocol: ListenerProtocol.HTTPS, host: 'shop.example.com', tls }] }),
  NodeExpression: expression => place({ nodeAffinity: [NodeTerm.required(expression)] }),
  NodeTerm: term => place({ nodeAffinity: [term] }),
  PodExpression: expression => place({ podAffinity: [PodTerm.preferred(1, 'kubernetes.io/hostname', { expressions: [expression] })] }),
  PodTerm: term => place({ podAffinity: [term] }),
  Toleration: toleration => place({ tolerations: [toleration] }),
  TopologySpread: constraint => place({ topologySpread: [constraint] }),
  AppArmor: appArmor => chart => web(chart, { security: { appArmor } }),
  Scaling: scaled,
  ScalingMetric: measured,
  ScalingPolicy: limit => scaledBy({ policies: [limit] }),
  Seccomp: value => exempt(SecurityExemption.seccomp('the reason', value)),
  SecurityExemption: exempt,
  SecurityProfile: profiled,
  ValueMatch: match => rule({ headers: { 'x-a': match } }),
  VolumeSource: volume,
};

/** All structures that users pass to the library. */
export const STRUCTURES: Readonly<Record<string, Structure>> = {
  AdditionalContainer: { base: PROXY, use: container => chart => web(chart, { sidecars: [container] }) },
  BackendEndpoint: { base: { address: '10.20.0.11' }, use: endpoint => back(Backend.endpoints(endpoint)) },
  ClaimOptions: { base: { storage: '1Gi' }, use: options => volume(VolumeSource.ephemeral(options)) },
  ClaimDataSource: {
    base: { kind: 'VolumeSnapshot', name: 'monday', apiGroup: 'snapshot.storage.k8s.io' },
    use: dataSource => volume(VolumeSource.ephemeral({ storage: '1Gi', dataSource })),
  },
  ClaimedVolumeOptions: { base: {}, use: options => volume(VolumeSource.claim('files', options)) },
  ClaimRetention: { base: {}, use: claimRetention => control(Controller.statefulSet({ claimRetention })) },
  ClusterDns: { base: {}, use: dns => profile({ dns }) },
  ClusterIpOptions: { base: {}, use: options => expose(Exposure.clusterIp(options)) },
  ClusterProfileProps: { base: {}, use: profile },
  ConnectOptions: { base: {}, use: call },
  ContainerRestartOptions: { base: {}, use: options => restarting(ContainerRestart.never(options)) },
  ContainerSecurityOptions: { base: {}, use: security => chart => web(chart, { sidecars: [{ ...PROXY, security }] }) },
  CsiOptions: { base: {}, use: options => volume(VolumeSource.csi('csi.example.com', options)) },
  CustomIngressControllerProps: { base: { name: 'nginx-ingress' }, use: customIngress },
  CustomLoadBalancerProviderProps: { base: { name: 'Example Cloud' }, use: props => balancer(LoadBalancerProvider.custom(props)) },
  CustomMeshProps: { base: { name: 'Kuma' }, use: props => mesh(Mesh.custom(props)) },
  CustomNetworkPolicyProviderProps: { base: policy, use: props => policies(NetworkPolicyProvider.custom(props)) },
  DisruptionBudgetOptions: { base: {}, use: options => USES.DisruptionBudget(DisruptionBudget.maxUnavailable(PodCount.of(1), options)) },
  DaemonSetOptions: { base: {}, use: options => control(Controller.daemonSet(options)) },
  DeploymentOptions: { base: {}, use: options => control(Controller.deployment(options)) },
  DownwardApiFileOptions: { base: {}, use: options => file(DownwardApiFile.podField('name', 'metadata.name', options)) },
  DownwardApiResourceOptions: { base: {}, use: options => file(DownwardApiFile.resource('limit', 'web', 'limits.cpu', options)) },
  EmptyDirOptions: { base: {}, use: options => volume(VolumeSource.emptyDir(options)) },
  EnvFromSourceOptions: { base: {}, use: options => source(EnvFromSource.secret('login', options)) },
  EnvVarFileOptions: { base: {}, use: options => variable(EnvVarSource.fileKey(VolumeSource.emptyDir({ volumeName: 'env' }), 'web.env', 'MODE', options)) },
  EnvVarKeyOptions: { base: {}, use: options => variable(EnvVarSource.secretKey('login', 'password', options)) },
  EnvVarResourceOptions: { base: {}, use: options => variable(EnvVarSource.resource('limits.cpu', options)) },
  EphemeralOptions: { base: { storage: '1Gi' }, use: options => volume(VolumeSource.ephemeral(options)) },
  ExistingTemplate: { base: {}, use: existingTemplate => chart => web(chart, { existingTemplate, enableServiceLinks: true }) },
  ExposedPodsProps: {
    base: { ports: [Port.http(8080)] },
    use: props => chart => new ExposedPods(chart, 'pods', { selector: PodSelection.labels({ app: 'a' }), ...props }),
  },
  ExposedWorkloadProps: { base: MINIMAL, use: props => chart => web(chart, props) },
  ImmutableConfigMapProps: { base: {}, use: props => chart => new ImmutableConfigMap(chart, 'settings', props) },
  ImmutableSecretProps: { base: {}, use: props => chart => new ImmutableSecret(chart, 'login', props) },
  ExternalIps: { base: { addresses: ['203.0.113.7'], justification: 'the reason' }, use: externalIps => expose(Exposure.clusterIp({ externalIps })) },
  ExternalServiceProps: { base: { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] }, use: props => chart => db(chart, props) },
  FilesVolumeOptions: { base: {}, use: options => volume(VolumeSource.downwardApi([DownwardApiFile.podField('name', 'metadata.name')], options)) },
  GatewayListener: { base: HTTP, use: listener => gateway({ listeners: [listener] }) },
  GatewayProps: { base: { className: 'traefik', listeners: [HTTP] }, use: gateway },
  GrpcCheckOptions: { base: {}, use: options => check(HealthCheck.grpc(options)) },
  HeaderChanges: { base: {}, use: changes => rule({ requestHeaders: changes, responseHeaders: changes }) },
  HeadlessOptions: { base: {}, use: options => expose(Exposure.headless(options)) },
  HealthCheckOptions: { base: {}, use: options => check(HealthCheck.exec(['/bin/true'], options)) },
  HostPathOptions: { base: {}, use: options => volume(VolumeSource.hostPath('/var/log', options)) },
  HostnameOptions: { base: {}, use: options => back(Backend.hostname('db.example.com', options)) },
  HttpCheckOptions: { base: {}, use: options => check(HealthCheck.http('/', options)) },
  ImageVolumeOptions: { base: {}, use: options => volume(VolumeSource.image('registry.example.com/models:3', options)) },
  ImportedServiceOptions: { base: { ports: [Port.http(80)], podLabels: { app: 'payments' } }, use: imported },
  IngressClassOptions: { base: {}, use: options => parent(RouteParent.ingressClass('nginx', options)) },
  InitContainer: { base: PROXY, use: container => chart => web(chart, { initContainers: [container] }) },
  CommonScalingOptions: { base: {}, use: options => scaled(Scaling.between(1, 5, { metrics: [QUEUE], ...options })) },
  ContainerMetricOptions: { base: {}, use: options => measured(ScalingMetric.containerResource('cpu', MetricTarget.averageValue('1'), options)) },
  CustomMetricOptions: { base: {}, use: options => measured(ScalingMetric.pods('requests', '100', options)) },
  KedaFallback: { base: { failureThreshold: 3, replicas: 2 }, use: fallback => triggered({ fallback }) },
  KedaScalingOptions: { base: { triggers: [TRIGGER] }, use: triggered },
  KedaTriggerOptions: {
    base: { authenticationName: 'login' }, use: options => triggered({ triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' }, options)] }),
  },
  MetricObject: {
    base: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' },
    use: object => measured(ScalingMetric.object('requests', object, MetricTarget.value('100'))),
  },
  ScalingOptions: { base: { metrics: [QUEUE] }, use: options => scaled(Scaling.between(1, 5, options)) },
  ScalingRules: { base: {}, use: scaledBy },
  KeyedVolumeOptions: { base: {}, use: options => volume(VolumeSource.secret('login', options)) },
  LifecycleHooks: { base: {}, use: lifecycle => chart => web(chart, { lifecycle }) },
  LifecycleHttpOptions: { base: {}, use: options => chart => web(chart, { lifecycle: { preStop: LifecycleHandler.httpGet('/drain', options) } }) },
  LoadBalancerAnnotations: { base: {}, use: annotate },
  LoadBalancerHealthCheck: { base: {}, use: healthCheck => onAws({ healthCheck }) },
  LoadBalancerOptions: { base: {}, use: options => expose(Exposure.loadBalancer(options)) },
  LoadBalancerSettings: { base: {}, use: options => onAws(options) },
  LoadBalancerTls: { base: { certificates: ['arn:aws:acm:eu-west-1:111122223333:certificate/1'] }, use: tls => onAws({ tls }) },
  MeshAppProtocols: { base: {}, use: appProtocols => meshed(Mesh.custom({ name: 'Kuma', appProtocols })) },
  MeshPeer: { base: peer, use: value => mesh(Mesh.custom({ name: 'Kuma', egress: [value] })) },
  MeshProxy: { base: {}, use: proxy => meshed(Mesh.custom({ name: 'Kuma', proxy })) },
  MetadataOptions: { base: {}, use: podMetadata => chart => web(chart, { podMetadata }) },
  BlockDevice: { base: { path: '/dev/data', source: VolumeSource.claim('disk') }, use: device => chart => web(chart, { devices: [device] }) },
  Mount: { base: { path: '/data', source: VolumeSource.emptyDir() }, use: mounting },
  NamedGatewayOptions: { base: {}, use: options => parent(RouteParent.gatewayNamed('public', options)) },
  NfsOptions: { base: {}, use: options => volume(VolumeSource.nfs('nfs.example.com', '/exports', options)) },
  NodePortOptions: { base: {}, use: options => expose(Exposure.nodePort(options)) },
  PlatformPods: { base: { namespace: 'monitoring' }, use: monitor },
  PodCertificateOptions: {
    base: { signerName: 'example.com/pods', keyType: 'ED25519', credentialBundlePath: 'tls.pem' },
    use: options => projected(ProjectedSource.podCertificate(options)),
  },
  PortOptions: { base: {}, use: options => listen(Port.http(8080, options)) },
  ProjectedKeysOptions: { base: {}, use: options => projected(ProjectedSource.secret('login', options)) },
  RestartRuleOptions: { base: {}, use: options => restartRule(RestartRule.onExitCodes([42], options)) },
  RollingUpdateOptions: { base: {}, use: rollingUpdate },
  ResizePolicy: { base: {}, use: resize => chart => web(chart, { resize }) },
  ResourceRequirements: { base: {}, use: resources => chart => web(chart, { resources }) },
  RouteBackendOptions: { base: {}, use: backend },
  RouteBackendTlsOptions: { base: { hostname: 'web.internal' }, use: options => tlsOf(RouteBackendTls.system(options)) },
  RouteClass: { base: { namespace: 'ingress-nginx' }, use: routeClassOf },
  RouteGatewayOptions: {
    base: {},
    use: options => chart => parent(RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik' }), options))(chart),
  },
  RouteMirror: {
    base: {},
    use: mirror => chart => rule({ mirror: { backend: RouteBackend.of(db(chart, { ports: [Port.http(80)] })), ...mirror } })(chart),
  },
  RouteProps: { base: { parents: [RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'] }, use: route },
  RouteRedirect: { base: { host: 'www.example.com' }, use: parts => route({ rules: [{ redirect: parts }] }) },
  RouteRewrite: { base: { host: 'www.example.com' }, use: rewrite => rule({ rewrite }) },
  RouteRule: { base: {}, use: rule },
  RouteTlsIssuerOptions: { base: {}, use: options => USES.RouteTls(RouteTls.issuer('letsencrypt', options)) },
  RouteTlsSecretOptions: { base: {}, use: options => USES.RouteTls(RouteTls.secret('shop-tls', options)) },
  KeyReference: { base: KEY, use: reference => monitored({ bearerTokenSecret: reference }) },
  MetricsBasicAuth: { base: { username: KEY, password: KEY }, use: basicAuth => monitored({ basicAuth }) },
  MetricsOptions: { base: { port: 'http' }, use: options => chart => web(chart, { metrics: Metrics.annotations(options) }) },
  MetricsTls: {
    base: {},
    use: tls => monitored({
      tls: { ...isSet(tls.certificateSecret) ? { keySecret: KEY } : {}, ...isSet(tls.keySecret) ? { certificateSecret: KEY } : {}, ...tls },
    }),
  },
  MonitorOptions: { base: {}, use: monitored },
  Placement: { base: {}, use: placement => chart => web(chart, { placement }) },
  PodDnsOptions: { base: {}, use: dns => chart => web(chart, { podNetwork: { dns } }) },
  PodNamespaces: { base: {}, use: podNamespaces => chart => web(chart, { podNamespaces }) },
  PodNetwork: { base: {}, use: podNetwork => chart => web(chart, { podNetwork, controller: Controller.daemonSet() }) },
  PodTermOptions: { base: {}, use: options => place({ podAntiAffinity: [PodTerm.preferred(1, 'kubernetes.io/hostname', options)] }) },
  RequiredTopologySpreadOptions: { base: {}, use: options => place({ topologySpread: [TopologySpread.required('kubernetes.io/hostname', options)] }) },
  TopologySpreadOptions: { base: {}, use: options => place({ topologySpread: [TopologySpread.preferred('kubernetes.io/hostname', options)] }) },
  TolerationOptions: {
    base: {},
    use: options => place({
      tolerations: [Toleration.exists('dedicated', { ...options, effect: isSet(options.effect) ? options.effect : TolerationEffect.NO_EXECUTE })],
    }),
  },
  SeLinuxLabel: { base: {}, use: seLinux => chart => web(chart, { security: { seLinux } }) },
  SecuritySettings: { base: {}, use: settings => profiled(SecurityProfile.ofImageAndCluster('the reason', settings)) },
  SecurityOptions: { base: {}, use: security => chart => web(chart, { security }) },
  ServiceAccountTokenOptions: { base: { path: 'token' }, use: options => projected(ProjectedSource.serviceAccountToken(options)) },
  SignerTrustBundlesOptions: { base: {}, use: options => projected(ProjectedSource.clusterTrustBundlesOfSigner('example.com/pods', 'ca.pem', options)) },
  StatefulSetOptions: { base: {}, use: options => control(Controller.statefulSet(options)) },
  SecretCredentialsOptions: { base: {}, use: options => login(Credentials.fromSecret('login', options)) },
  SecretPasswordOptions: { base: {}, use: options => login(Credentials.passwordFromSecret('login', options)) },
  SecretUserOptions: { base: {}, use: options => login(Credentials.userFromSecret('login', options)) },
  TerminalOptions: { base: {}, use: terminal => chart => web(chart, { terminal }) },
  TerminationMessageOptions: { base: {}, use: terminationMessage => chart => web(chart, { terminationMessage }) },
  TcpCheckOptions: { base: {}, use: options => chart => web(chart, { readiness: HealthCheck.tcp(options) }) },
  TrustBundleOptions: { base: {}, use: options => projected(ProjectedSource.clusterTrustBundle('ca', 'ca.pem', options)) },
  UrlOptions: {
    base: {},
    use: options => chart => web(chart, { env: { URL: new ExposedWorkload(chart, 'selected', MINIMAL).address.url('http', options) } }),
  },
  VolumeClaim: {
    base: { name: 'data', storage: '1Gi' },
    use: claim => chart => {
      ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
      web(chart, { controller: Controller.statefulSet({ volumeClaims: [claim] }), security: { user: 1000 } });
    },
  },
  VolumeItem: { base: { key: 'a' }, use: item => volume(VolumeSource.configMap('settings', { items: [item] })) },
  VolumeOptions: { base: {}, use: options => volume(VolumeSource.emptyDir(options)) },
  WorkloadOptions: {
    base: {},
    use: options => chart => {
      WorkloadDefaults.set(chart, options);
      web(chart);
    },
  },
  WorkerProps: { base: { image: MINIMAL.image }, use: props => chart => new Worker(chart, 'worker', props) },
};

/** Structures that users do not pass themselves, with the reason. */
export const NOT_PASSED: Readonly<Record<string, string>> = {
  DestinationPort: 'The library passes it to an implementation of IHostnamePolicies.',
  HostnameDestination: 'The library passes it to an implementation of IHostnamePolicies.',
  HostnamePolicyRequest: 'The library passes it to an implementation of IHostnamePolicies.',
  ContainerImage: 'Users pass it as a part of ExposedWorkloadProps.',
  ContainerProgram: 'Users pass it as a part of ExposedWorkloadProps.',
  ContainerOptions: 'Users pass it as a part of ExposedWorkloadProps.',
  ImmutableMapProps: 'Users pass it as a part of ImmutableConfigMapProps and ImmutableSecretProps.',
};
