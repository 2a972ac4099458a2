import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { db, web, type Declaration } from './broken';
import {
  ClusterProfile, Exposure, Gateway, HealthCheck, IngressController, LifecycleHandler, ListenerProtocol, LoadBalancerProvider, Mesh, PathMatch, Port,
  Route, RouteBackend, RouteParent, RouteTls, ValueMatch, type HeaderChanges, type RouteProps,
} from '../../lib';

/** Declares something with a value that can be secret. Another value of the declaration is invalid, so that there is always an error. */
type Use = (secret: any) => Declaration;

const SUPERSEDED = 'seccomp.security.alpha.kubernetes.io/pod';
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';
const AWS_TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type';
const AWS_INTERNAL = 'service.beta.kubernetes.io/aws-load-balancer-internal';
const GROUPS = 'service.beta.kubernetes.io/aws-load-balancer-security-groups';
const SUBNETS = 'service.beta.kubernetes.io/aws-load-balancer-subnets';

const workload = (props: object): Declaration => chart => web(chart, { image: '', ...props });
const container = (props: object) => ({ name: 'proxy', image: '', ...props });
const sidecar = (props: object) => workload({ sidecars: [container(props)] });
const get = (path: any) => LifecycleHandler.httpGet(path, { portNumber: 0 });

function profile(props: object): Declaration {
  return chart => {
    ClusterProfile.set(chart, { clusterDomain: 'A', ...props });
  };
}

function balanced(loadBalancerProvider: LoadBalancerProvider, annotations: object, options = {}): Declaration {
  return chart => {
    ClusterProfile.set(chart, { loadBalancerProvider });
    workload({ exposure: Exposure.loadBalancer({ subnets: ['subnet-1'], ...options }), serviceMetadata: { annotations } })(chart);
  };
}

function route(props: (chart: Chart) => Partial<RouteProps>): Declaration {
  return chart => new Route(chart, 'route', { parents: [RouteParent.gatewayNamed('public')], hosts: ['A'], ...props(chart) });
}

const rule = (parts: object) => route(chart => ({ rules: [{ backends: [RouteBackend.of(web(chart))], ...parts }] }));
const changes = (field: string, value: HeaderChanges) => rule({ [field]: value });
const ingress = (annotations: object) => route(chart => ({
  parents: [RouteParent.ingressClass('nginx', { routeClass: { ingressController: IngressController.custom({ name: '', ...annotations }) } })], backend: web(chart),
}));
const controller = (annotations: object) => route(chart => ({
  parents: [RouteParent.ingressClass('nginx', { routeClass: { ingressController: IngressController.custom({ name: 'x', httpsRedirectAnnotations: { 'a b': 'c' }, ...annotations }) } })],
  backend: web(chart),
}));

/** The places where a value can be secret, by what they are. */
export const SECRET_PLACES: Readonly<Record<string, Use>> = {
  'a variable': secret => workload({ env: { PASSWORD: secret } }),
  'the variables': secret => workload({ env: secret }),
  'a line of a file with variables': secret => workload({ env: { [`PASSWORD=${String(secret)}`]: 1 }, envValueFrom: { [`A=${String(secret)}`]: 'a' } }),
  'a variable with a source': secret => workload({ envValueFrom: { PASSWORD: secret } }),
  'a variable that has two values': secret => workload({ env: { PASSWORD: secret }, envValueFrom: { PASSWORD: secret } }),
  'variables in a cycle': secret => workload({ env: { A: `${String(secret)}$(B)`, B: `${String(secret)}$(A)` } }),
  'an item of envFrom': secret => workload({ envFrom: [secret] }),
  'an argument': secret => workload({ args: ['--token', secret] }),
  'the arguments': secret => workload({ args: secret }),
  'a command': secret => workload({ command: ['server', secret] }),
  'the command of a health check': secret => workload({ readiness: HealthCheck.exec(['check', secret]) }),
  'a command that is no list': secret => workload({ readiness: HealthCheck.exec(secret) }),
  'the path of a health check': secret => workload({ readiness: HealthCheck.http(secret) }),
  'a header of a health check': secret => workload({ readiness: HealthCheck.http('/', { headers: { Authorization: secret } }) }),
  'a header with an invalid name': secret => workload({ readiness: HealthCheck.http('/', { headers: { 'X Token': secret } }) }),
  'the host of a health check': secret => workload({ readiness: HealthCheck.tcp({ host: `a:${String(secret)}@b` }) }),
  'a command before the stop': secret => workload({ lifecycle: { preStop: LifecycleHandler.exec(['drain', secret]) } }),
  'a command of cdk8s-plus before the stop': secret => workload({ lifecycle: { preStop: LifecycleHandler.fromHandler(kplus.Handler.fromCommand(['drain', secret])) } }),
  'the path of a request before the stop': secret => workload({ lifecycle: { preStop: get(secret) } }),
  'a lifecycle': secret => workload({ lifecycle: secret }),
  'a variable of a sidecar': secret => sidecar({ envVariables: { PASSWORD: kplus.EnvValue.fromValue(secret) } }),
  'a variable of a sidecar without EnvValue': secret => sidecar({ envVariables: { PASSWORD: secret } }),
  'an argument of a sidecar': secret => sidecar({ args: [secret] }),
  'the path of a probe of a sidecar': secret => sidecar({ readiness: kplus.Probe.fromHttpGet(secret, { port: 0 }) }),
  'the command of a probe of a sidecar': secret => sidecar({ readiness: kplus.Probe.fromCommand([secret]) }),
  'hooks of an init container': secret => workload({ initContainers: [container({ lifecycle: { preStop: kplus.Handler.fromCommand([secret]) } })] }),
  'a sidecar without an image': secret => workload({ sidecars: [{ name: 'proxy', args: [secret] }] }),
  'a list in place of a sidecar': secret => workload({ sidecars: [[secret]] }),
  'an annotation of a Service': secret => workload({ serviceMetadata: { annotations: { a: secret } } }),
  'annotations': secret => workload({ podMetadata: { annotations: secret }, workloadMetadata: secret }),
  'an annotation of pods that a field has replaced': secret => workload({ podMetadata: { annotations: { [SUPERSEDED]: secret, 'controller.kubernetes.io/pod-deletion-cost': secret } } }),
  'an annotation with ranges': secret => workload({ serviceMetadata: { annotations: { [RANGES]: secret, 'service.kubernetes.io/topology-aware-hints': secret } } }),
  'an annotation that is added later': secret => chart => web(chart).workload.podMetadata.addAnnotation(SUPERSEDED, secret),
  'an annotation that a setting writes too': secret => balanced(LoadBalancerProvider.AWS, { [SUBNETS]: secret }),
  'an annotation for another controller': secret => balanced(LoadBalancerProvider.AWS, { [AWS_TYPE]: secret }),
  'the same annotation, for the AWS Load Balancer Controller': secret => balanced(LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER, { [AWS_TYPE]: `${String(secret)} ` }),
  'an annotation that makes an option ineffective': secret => balanced(LoadBalancerProvider.AWS, { [GROUPS]: `${String(secret)} ` }, { sourceRanges: ['10.0.0.0/8'] }),
  'an annotation that states whether a load balancer is internal': secret => balanced(LoadBalancerProvider.AWS, { [AWS_INTERNAL]: `${String(secret)} ` }),
  'the path of a health check of a load balancer': secret => balanced(LoadBalancerProvider.AWS, {}, { healthCheck: { path: secret, protocol: 'TCP' }, externalTrafficPolicy: 'Local' }),
  'an annotation of a mesh': secret => chart => {
    ClusterProfile.set(chart, { mesh: Mesh.LINKERD });
    workload({ podMetadata: { annotations: { [LINKERD_WAIT]: secret } } })(chart);
  },
  'an annotation of a custom mesh': secret => profile({ mesh: Mesh.custom({ name: 'Kuma', podAnnotations: { a: secret } }) }),
  'an annotation of a custom load balancer provider': secret => profile({ loadBalancerProvider: LoadBalancerProvider.custom({ name: 'a', annotations: { addressPool: { a: secret } } }) }),
  'an annotation of an unknown setting of a custom load balancer provider': secret => profile({ loadBalancerProvider: LoadBalancerProvider.custom({ name: 'a', annotations: { b: { a: secret } } as any }) }),
  'an annotation of an ingress controller': secret => controller({ httpsBackendAnnotations: { a: secret } }),
  'the properties of an ingress controller': secret => ingress({ httpsBackendAnnotations: secret }),
  'an annotation of a route': secret => route(chart => ({ parents: [RouteParent.ingressClass('nginx')], backend: web(chart), metadata: { annotations: { 'kubernetes.io/ingress.class': secret } } })),
  'two annotations that an Ingress needs': secret => route(chart => ({
    parents: [RouteParent.ingressClass('x', {
      routeClass: { ingressController: IngressController.custom({ name: 'x', httpsRedirectAnnotations: { a: secret }, regularExpressionAnnotations: { a: 'b' } }) },
    })],
    hosts: ['a.example.com'],
    tls: RouteTls.secret('shop-tls'),
    httpsRedirect: true,
    rules: [{ paths: [PathMatch.regularExpression('/a')], backends: [RouteBackend.of(web(chart))] }],
  })),
  'an issuer of a Gateway in an annotation': secret => chart => new Gateway(chart, 'public', {
    className: 'traefik',
    metadata: { annotations: { 'cert-manager.io/issuer': secret } },
    listeners: [{ name: 'a', port: 443, protocol: ListenerProtocol.HTTPS, host: 'a.example.com', tls: RouteTls.issuer('b') }],
  }),
  'a header that a rule matches': secret => rule({ headers: { 'authorization': ValueMatch.exact(secret), 'x y': ValueMatch.exact(secret) } }),
  'a header without ValueMatch': secret => rule({ headers: { authorization: secret } }),
  'a query parameter that a rule matches': secret => rule({ query: { token: ValueMatch.regularExpression(secret) } }),
  'headers of an Ingress': secret => route(chart => ({
    parents: [RouteParent.ingressClass('nginx')], rules: [{ headers: { authorization: ValueMatch.exact(secret) }, backends: [RouteBackend.of(web(chart))] }],
  })),
  'two rules with the same header': secret => route(chart => {
    const backends = [RouteBackend.of(web(chart))];
    const one = { headers: { authorization: ValueMatch.exact(secret) }, query: { token: ValueMatch.exact(secret) }, backends };
    return { hosts: ['a.example.com'], rules: [one, one] };
  }),
  'two routes with the same header': secret => chart => {
    const backends = [RouteBackend.of(web(chart))];
    const rules = [{ headers: { authorization: ValueMatch.exact(secret) }, query: { token: ValueMatch.exact(secret) }, backends }];
    ['a', 'b'].forEach(id => new Route(chart, id, { parents: [RouteParent.gatewayNamed('public')], hosts: ['a.example.com'], rules }));
  },
  'a header that a request gets': secret => changes('requestHeaders', { set: { authorization: secret }, add: { 'x y': secret } }),
  'a header that a response gets': secret => changes('responseHeaders', { set: { 'set-cookie': secret } }),
  'the headers that a request gets': secret => changes('requestHeaders', secret),
  'headers of a redirect': secret => rule({ redirect: { scheme: 'https' }, requestHeaders: { set: { authorization: secret } } }),
  'a scheme': secret => workload({ ports: [Port.http(8080, { scheme: secret })] }),
  'the scheme of a URL': secret => chart => web(chart).address.url('http', { scheme: secret }),
  'a URL in place of a scheme': secret => chart => web(chart).address.url('http', { scheme: `https://user:${String(secret)}@host` }),
  'the path of a URL': secret => chart => web(chart).address.url('nosuch', { path: secret }),
  'a variable of a connection': secret => chart => web(chart).connectTo(db(chart), { ports: ['nosuch'], variables: { A: secret } }),
  'a variable of a connection that cannot be rendered': secret => chart => web(chart).connectTo(db(chart), { variables: { 'A': secret, 'B C=D': secret } }),
  'a variable of a connection that exists': secret => chart => web(chart, { env: { A: 'a' } }).connectTo(db(chart), { variables: { A: secret } }),
  'a variable of a connection and its prefix': secret => chart => web(chart).connectTo(db(chart), { envPrefix: 'DB', variables: { DB_URL: secret } }),
  'the variables of a connection': secret => chart => web(chart).connectTo(db(chart), { variables: secret }),
};
