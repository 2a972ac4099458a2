import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AllowedRoutes, Backend, ClusterProfile, Controller, DefaultsVersion, EndpointsApi, ExposedPods, ExposedWorkload, Exposure, ExternalService,
  Gateway, HealthCheck, ImmutableConfigMap, ImmutableSecret, Isolation, ListenerProtocol, LoadBalancerProvider, NetworkPolicyProvider, PathMatch,
  PodSelection, Port, Route, RouteBackend, RouteBackendTls, RouteParent, type RouteProps, RouteProtocol, RouteTls, VolumeSource, Worker,
  WorkloadDefaults,
} from '../../lib';

const IMAGE = 'registry.example.com/web:1.4.2';
const POSTGRES = [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })];

const TLS = RouteBackendTls.configMap('ca', { hostname: 'orders.internal' });

/** An app with the declarations to which calls refer. Nothing in the charts `unread` and `unreadInfra` has read the profile. */
export function newWorld() {
  const app = new App();
  ClusterProfile.set(app, { cluster: 'production', loadBalancerProvider: LoadBalancerProvider.AWS, networkPolicyProvider: NetworkPolicyProvider.CILIUM });
  const [infra, shop, other, unread, unreadInfra] = ['infra', 'shop', 'other', 'unread', 'unread-infra'].map(namespace => new Chart(app, namespace, { namespace }));
  const web = new ExposedWorkload(shop, 'web', {
    image: IMAGE,
    ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)],
    exposure: Exposure.loadBalancer({ internal: true, tls: { certificates: ['arn:aws:acm:eu-west-1:1:certificate/a'] } }),
    sidecars: [{ name: 'proxy', image: IMAGE, env: { TAKEN_HOST: 'a' } }],
    isolate: true,
  });
  const deployment = new kplus.Deployment(shop, 'legacy', { containers: [{ name: 'legacy', image: IMAGE }, { name: 'logs', image: IMAGE, envVariables: { TAKEN_HOST: kplus.EnvValue.fromValue('a') } }] });
  const world = {
    app,
    infra,
    shop,
    other,
    unread,
    unreadInfra,
    web,
    deployment,
    sidecar: web.workload.initContainers[0],
    agent: new ExposedWorkload(shop, 'agent', { image: IMAGE, ports: [Port.http(8080)], controller: Controller.daemonSet() }),
    worker: new Worker(shop, 'worker', { image: IMAGE }),
    workerOnNodes: new Worker(shop, 'worker-on-nodes', { image: IMAGE, controller: Controller.daemonSet() }),
    pods: new ExposedPods(shop, 'pods', { selector: PodSelection.of(deployment), ports: [Port.http(8080)], isolate: true }),
    selected: kplus.Pods.select(unread, 'selected', { labels: { app: 'billing' } }),
    orders: new ExposedWorkload(other, 'orders', { image: IMAGE, ports: [Port.http(8080), Port.https(8443)] }),
    payments: new ExposedWorkload(other, 'payments', { image: IMAGE, ports: [Port.https(8443)] }),
    db: new ExternalService(shop, 'db', { backend: Backend.addresses('10.20.0.11'), ports: POSTGRES }),
    saas: new ExternalService(shop, 'saas', { backend: Backend.hostname('saas.example.com'), ports: [Port.https(443)] }),
    claim: kplus.Volume.fromEmptyDir(shop, 'cache', 'cache'),
    gateway: new Gateway(infra, 'public', {
      className: 'traefik',
      routeClass: { namespace: 'traefik' },
      allowedRoutes: AllowedRoutes.fromAll(),
      listeners: [{ name: 'wildcard', port: 8443, protocol: ListenerProtocol.HTTPS, host: '*.example.com', tls: RouteTls.secret('wildcard', { namespace: 'certificates' }) }],
    }),
    unreadGateway: new Gateway(unreadInfra, 'unread', { className: 'traefik', allowedRoutes: AllowedRoutes.fromAll(), routeClass: { namespace: 'traefik' } }),
  };
  const { gateway, orders } = world;
  new Route(shop, 'existing', {
    parents: [RouteParent.gateway(gateway)], hosts: ['existing.example.com'], rules: [{ backends: [RouteBackend.of(orders, { port: 'https', tls: TLS })] }],
  });
  return world;
}

export type World = ReturnType<typeof newWorld>;
/** Something that a program does in the app. */
export type Step = (world: World) => unknown;

/** A call that is refused if `wrong` is true: only for a value that is checked as late as possible. */
export type Call = (world: World, wrong: boolean) => unknown;

/** A route with a wrong name. All other properties are valid. */
const route = (props: (world: World) => Omit<RouteProps, 'name'>): Call => (world, wrong) => {
  return new Route(world.unread, 'new', { ...props(world), name: wrong ? 'NOT VALID' : 'new' });
};

/** A rule that sends all requests to one port of a backend. */
const to = (backend: ExposedWorkload, port: string, tls?: RouteBackendTls) => [{ backends: [RouteBackend.of(backend, { port, tls })] }];

/** Refused calls for each constructor, method and property with which users change an app. The keys are the names in the API. */
export const CALLS: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  'ExposedWorkload': {
    'with a health check of a port that it does not have': ({ unread, claim }, wrong) => new ExposedWorkload(unread, 'new', {
      image: IMAGE,
      ports: [Port.http(8080)],
      exposure: Exposure.loadBalancer({ internal: true }),
      controller: Controller.statefulSet(),
      isolate: true,
      volumes: [VolumeSource.fromVolume(claim)],
      mounts: [{ path: '/cache', source: VolumeSource.fromVolume(claim) }],
      sidecars: [{ name: 'proxy', image: IMAGE }],
      readiness: HealthCheck.http('/healthz', { port: wrong ? 'admin' : 'http' }),
    }),
    'with a port that is not a Port': ({ unread }, wrong) => new ExposedWorkload(unread, 'new', { image: IMAGE, ports: [wrong ? 8080 as any : Port.http(8080)] }),
  },
  'ExposedWorkload.addPort': {
    'with a number that the Service already has': ({ web }, wrong) => web.addPort(Port.tcp(7000, { name: 'admin', servicePort: wrong ? 9090 : 7000 })),
    'with a value that is not a Port': ({ web }, wrong) => web.addPort(wrong ? 7000 as any : Port.tcp(7000)),
  },
  'ExposedWorkload.connectTo': {
    'with a variable that the second container already has': ({ web, sidecar, db }, wrong) => web.connectTo(db, {
      envPrefix: wrong ? 'TAKEN' : 'DB', variables: { ADDRESS: '{hostAndPort}' }, containers: [web.container, sidecar],
    }),
    'to a host name, with a container of another declaration': ({ web, agent, saas }, wrong) => web.connectTo(saas, {
      envPrefix: 'SAAS', containers: [web.container, ...wrong ? [agent.container] : []],
    }),
    'with an unknown part in one of two templates': ({ web, db }, wrong) => web.connectTo(db, { variables: { A: '{host}', B: wrong ? '{hostname}' : '{url}' } }),
  },
  'ExposedWorkload.markHasAutoscaler': {
    'of a DaemonSet': ({ web, agent }, wrong) => (wrong ? agent : web).markHasAutoscaler(),
  },
  'ExposedWorkload.hasAutoscaler': {
    'of a DaemonSet': ({ web, agent }, wrong) => (wrong ? agent : web).hasAutoscaler = true,
  },
  'ImmutableConfigMap': {
    'with a key that is not valid': ({ unread }, wrong) => new ImmutableConfigMap(unread, 'new', { data: { [wrong ? 'a b' : 'a']: '' } }),
  },
  'ImmutableSecret': {
    'with bytes that are not base64': ({ unread }, wrong) => new ImmutableSecret(unread, 'new', { data: { a: wrong ? 'a' : 'YQ==' } }),
  },
  'ExposedPods': {
    'with an annotation that is not valid': ({ unread, selected }, wrong) => new ExposedPods(unread, 'new', {
      selector: PodSelection.of(selected),
      ports: [Port.http(8080)],
      exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }),
      isolate: true,
      serviceMetadata: { annotations: { [wrong ? 'a b' : 'a']: '' } },
    }),
    'with a value that is not a boolean': ({ unread, selected }, wrong) => new ExposedPods(unread, 'new', { selector: PodSelection.of(selected), isolate: wrong ? 'yes' as any : true }),
  },
  'ExposedPods.connectTo': {
    'with a variable that the second container already has': ({ pods, deployment, db }, wrong) => pods.connectTo(db, {
      envPrefix: wrong ? 'TAKEN' : 'DB', containers: deployment.containers,
    }),
    'to a host name, with an unknown port': ({ pods, saas }, wrong) => pods.connectTo(saas, { ports: ['https', ...wrong ? ['admin'] : []] }),
  },
  'ExternalService': {
    'with metadata that is not valid': ({ unread }, wrong) => new ExternalService(unread, 'new', {
      backend: Backend.addresses('10.20.0.11', 'fd00::11'), ports: POSTGRES, endpointsApi: EndpointsApi.BOTH, endpointsMetadata: { labels: { [wrong ? 'a b' : 'a']: '' } },
    }),
    'with host names and a name that is too long': ({ unread }, wrong) => new ExternalService(unread, 'new', {
      backend: Backend.hostnames('a.example.com', 'b.example.com'), ports: POSTGRES, name: 'n'.repeat(wrong ? 62 : 61),
    }),
    'with a backend that is not a Backend': ({ unread }, wrong) => new ExternalService(unread, 'new', {
      backend: wrong ? '10.20.0.11' as any : Backend.addresses('10.20.0.11'), ports: POSTGRES,
    }),
  },
  'ExternalService.fromServiceName': {
    'with a TLS server name that is not valid': ({ unread }, wrong) => ExternalService.fromServiceName(unread, 'new', 'payments', {
      namespace: 'billing', ports: POSTGRES, networks: ['10.8.0.0/14'], tlsServerName: wrong ? 'a b' : 'payments.example.com',
    }),
  },
  'Gateway': {
    'with two listeners for the same host': ({ unread }, wrong) => new Gateway(unread, 'new', {
      className: 'traefik',
      listeners: ['a', wrong ? 'a' : 'b'].map((host, index) => ({
        name: `https-${index}`, port: 443, protocol: ListenerProtocol.HTTPS, host: `${host}.example.com`, tls: RouteTls.secret('tls', { namespace: 'certificates' }),
      })),
    }),
    'with listeners that are not a list': ({ unread }, wrong) => new Gateway(unread, 'new', { className: 'traefik', listeners: wrong ? {} as any : [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }] }),
  },
  'Route': {
    'with a certificate in its namespace': route(({ gateway, web }) => ({
      parents: [RouteParent.gateway(gateway)], hosts: ['new.example.com'], tls: RouteTls.secret('new-tls'), rules: to(web, 'http'),
    })),
    'with an issuer': route(({ gateway, orders }) => ({
      parents: [RouteParent.gateway(gateway)], hosts: ['new.example.com'], tls: RouteTls.clusterIssuer('internal'), rules: to(orders, 'http'),
    })),
    'at a Gateway that has not read its profile': route(({ unreadGateway, db }) => ({
      parents: [RouteParent.gateway(unreadGateway)], protocol: RouteProtocol.TCP, backend: db,
    })),
    'with backends in other namespaces and a BackendTLSPolicy': route(({ gateway, web, payments }) => ({
      parents: [RouteParent.gateway(gateway)], hosts: ['new.example.com'], rules: [...to(web, 'http'), { ...to(payments, 'https', TLS)[0], paths: [PathMatch.prefix('/pay')] }],
    })),
    'with a redirect to HTTPS': route(({ gateway, orders }) => ({
      parents: [RouteParent.gateway(gateway)], hosts: ['a.example.org', 'b.example.org'], tls: RouteTls.secret('new-tls'), httpsRedirect: true, rules: to(orders, 'http'),
    })),
    'with gRPC at a listener that it names': route(({ gateway, web }) => ({
      parents: [RouteParent.gateway(gateway, { section: 'wildcard' })], hosts: ['new.example.com'], protocol: RouteProtocol.GRPC, backend: web,
    })),
    'at a Gateway that is declared elsewhere': route(({ orders }) => ({
      parents: [RouteParent.gatewayNamed('public', { namespace: 'infra' })], rules: to(orders, 'http'),
    })),
    'with the host of a route of another kind': ({ unread, gateway, web }, wrong) => new Route(unread, 'new', {
      parents: [RouteParent.gateway(gateway)], hosts: ['new.example.com', wrong ? 'existing.example.com' : 'b.example.com'], protocol: RouteProtocol.GRPC, backend: web,
    }),
    'at a listener that does not exist': ({ unread, gateway, orders }, wrong) => new Route(unread, 'new', {
      parents: [RouteParent.gateway(gateway, { section: wrong ? 'missing' : 'wildcard' })], hosts: ['new.example.com'], rules: to(orders, 'http'),
    }),
    'with other TLS settings for a backend than another route': ({ unread, gateway, orders }, wrong) => new Route(unread, 'new', {
      parents: [RouteParent.gateway(gateway)], hosts: ['new.example.com'], rules: to(orders, 'https', wrong ? RouteBackendTls.system({ hostname: 'orders.internal' }) : TLS),
    }),
    'of an IngressClass, with an option that it does not support': ({ shop, agent }, wrong) => new Route(shop, 'new', {
      parents: [RouteParent.ingressClass('nginx', { routeClass: { namespace: 'nginx' } })],
      hosts: ['new.example.com'],
      tls: RouteTls.issuer('internal'),
      rules: [{ backends: [RouteBackend.of(agent)], timeout: wrong ? Duration.seconds(1) : undefined }],
    }),
    'with a parent that is not a RouteParent': ({ unread, gateway, db }, wrong) => new Route(unread, 'new', {
      parents: [wrong ? gateway as any : RouteParent.gateway(gateway)], protocol: RouteProtocol.TCP, backend: db,
    }),
  },
  'Worker': {
    'with a port that has the number of a Service': ({ unread, claim }, wrong) => new Worker(unread, 'new', {
      image: IMAGE,
      ports: [Port.http(9102, { scraped: true, ...wrong ? { servicePort: 80 } : {} })],
      controller: Controller.statefulSet(),
      isolate: true,
      mounts: [{ path: '/cache', source: VolumeSource.fromVolume(claim) }],
      security: { user: 1000 },
      sidecars: [{ name: 'proxy', image: IMAGE }],
    }),
    'with a value that is not a text': ({ unread }, wrong) => new Worker(unread, 'new', { image: wrong ? 5 as any : IMAGE }),
  },
  'Worker.connectTo': {
    'with an unknown part in a template': ({ worker, db }, wrong) => worker.connectTo(db, { variables: { A: wrong ? '{hostname}' : '{url}' } }),
  },
  'Worker.markHasAutoscaler': {
    'of a DaemonSet': ({ worker, workerOnNodes }, wrong) => (wrong ? workerOnNodes : worker).markHasAutoscaler(),
  },
  'Worker.hasAutoscaler': {
    'of a DaemonSet': ({ worker, workerOnNodes }, wrong) => (wrong ? workerOnNodes : worker).hasAutoscaler = true,
  },
  'ClusterProfile.set': {
    'with a range of pods that is not valid': ({ unread }, wrong) => ClusterProfile.set(unread, { clusterDomain: 'k8s.example.com', podCidrs: [wrong ? '10.244.0.1/16' : '10.244.0.0/16'] }),
  },
  'WorkloadDefaults.set': {
    'with a path that is not valid': ({ unread }, wrong) => WorkloadDefaults.set(unread, { replicas: 2, ignoredDefaults: [wrong ? 'image' : 'replicas'] }),
  },
  'DefaultsVersion.set': {
    'on a scope whose workloads have read it': ({ unread, shop }, wrong) => DefaultsVersion.set(wrong ? shop : unread, DefaultsVersion.V1),
  },
};

/** Classes whose methods read an app and do not change it. */
export const READING = ['Assertions'];

/** Methods with which users change an app, and which no rule refuses. */
export const NEVER_REFUSED = ['Isolation.enable'];

/** Declarations after a call. They use the hosts, names and listeners of the calls, so that they also depend on what a refused call leaves behind. */
export const AFTERWARDS: readonly Step[] = [
  ({ unread }) => ClusterProfile.set(unread, { clusterDomain: 'later.example.com' }),
  ({ unreadInfra }) => ClusterProfile.set(unreadInfra, { clusterDomain: 'later.example.com' }),
  ({ unread, gateway, payments }) => new Route(unread, 'later', {
    parents: [RouteParent.gateway(gateway)],
    hosts: ['new.example.com', 'a.example.org'],
    tls: RouteTls.secret('later-tls', { namespace: 'certificates' }),
    rules: to(payments, 'https', RouteBackendTls.system({ hostname: 'payments.internal' })),
  }),
  ({ shop, unreadGateway, web }) => new Route(shop, 'later-grpc', { parents: [RouteParent.gateway(unreadGateway)], protocol: RouteProtocol.GRPC, backend: web }),
  ({ web }) => web.addPort(Port.tcp(7000, { name: 'later' })),
  ({ web, saas }) => web.connectTo(saas, { envPrefix: 'LATER' }),
  ({ pods, db }) => pods.connectTo(db, { envPrefix: 'LATER' }),
  ({ unread }) => new ExposedWorkload(unread, 'last', { image: IMAGE, ports: [Port.http(8080)] }),
  ({ app }) => Isolation.enable(app),
];
