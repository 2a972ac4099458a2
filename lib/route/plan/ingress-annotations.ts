import { ALB_TARGETS, backendWithoutNodePorts } from './alb';
import { isGkeIngress } from './gke';
import { routeBackendsOf, type RoutePlan, type RoutedBackend } from './route-plan';
import type { CustomIngressControllerProps, IngressController } from '../../cluster/ingress-controller';
import type { IngressOption } from '../../cluster/ingress-options';
import { isTraefik } from '../../cluster/is-traefik';
import type { RouteClass } from '../../cluster/route-class';
import { isJustification } from '../../rules/rule';
import { compareNames, sortedEntries } from '../../values/compare-names';

/** Annotation that states the class of an Ingress. Kubernetes has the field `ingressClassName` for it, which some controllers do not read. @internal */
export const CLASS = 'kubernetes.io/ingress.class';

type Annotations = Readonly<Record<string, string>>;

/** Kinds of ports to which an Ingress sends requests only with an annotation, and the property of the controller that contains the annotation. */
const BACKEND_ANNOTATIONS = {
  https: 'httpsBackendAnnotations', h2c: 'h2cBackendAnnotations', grpc: 'grpcBackendAnnotations',
} as const satisfies Record<string, keyof CustomIngressControllerProps>;

type AnnotatedKind = keyof typeof BACKEND_ANNOTATIONS;

/** The built-in controllers by id. The annotations are from the documentation to which `IngressController` refers. @internal */
export const BUILT_IN: Readonly<Record<string, CustomIngressControllerProps>> = {
  'ingress-nginx': {
    name: 'ingress-nginx',
    httpsRedirectAnnotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' },
    regularExpressionAnnotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' },
    suggestedAnnotations: {
      redirect: 'nginx.ingress.kubernetes.io/permanent-redirect',
      rewrite: 'nginx.ingress.kubernetes.io/rewrite-target',
      mirror: 'nginx.ingress.kubernetes.io/mirror-target',
      timeout: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
      backendTimeout: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
      weight: 'nginx.ingress.kubernetes.io/canary-weight',
      methods: 'nginx.ingress.kubernetes.io/canary-by-header',
      headers: 'nginx.ingress.kubernetes.io/canary-by-header',
      query: 'nginx.ingress.kubernetes.io/canary-by-header',
      passthrough: 'nginx.ingress.kubernetes.io/ssl-passthrough',
      backendProtocol: 'nginx.ingress.kubernetes.io/backend-protocol',
    },
  },
  'haproxy': {
    name: 'haproxy',
    httpsRedirectAnnotations: { 'haproxy.org/ssl-redirect': 'true' },
    suggestedAnnotations: {
      redirect: 'haproxy.org/request-redirect',
      rewrite: 'haproxy.org/path-rewrite',
      requestHeaders: 'haproxy.org/request-set-header',
      responseHeaders: 'haproxy.org/response-set-header',
      timeout: 'haproxy.org/timeout-server',
      backendTimeout: 'haproxy.org/timeout-server',
      passthrough: 'haproxy.org/ssl-passthrough',
      backendProtocol: 'haproxy.org/server-ssl',
    },
  },
  'traefik': {
    name: 'traefik',
    suggestedAnnotations: {
      redirect: 'traefik.ingress.kubernetes.io/router.middlewares',
      rewrite: 'traefik.ingress.kubernetes.io/router.middlewares',
      requestHeaders: 'traefik.ingress.kubernetes.io/router.middlewares',
      responseHeaders: 'traefik.ingress.kubernetes.io/router.middlewares',
      httpsRedirect: 'traefik.ingress.kubernetes.io/router.middlewares',
      backendProtocol: 'traefik.ingress.kubernetes.io/service.serverstransport',
    },
  },
  // docs/guide/ingress/annotations.md of kubernetes-sigs/aws-load-balancer-controller v3.5.0; the load balancer does not verify certificates of targets
  'aws-load-balancer-controller': {
    name: 'aws-load-balancer-controller',
    httpsBackendAnnotations: { 'alb.ingress.kubernetes.io/backend-protocol': 'HTTPS' },
    h2cBackendAnnotations: { 'alb.ingress.kubernetes.io/backend-protocol-version': 'HTTP2' },
    grpcBackendAnnotations: { 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' },
    suggestedAnnotations: { httpsRedirect: 'alb.ingress.kubernetes.io/ssl-redirect' },
  },
  'gke': {
    name: 'gke',
    suggestedAnnotations: { httpsRedirect: 'networking.gke.io/v1beta1.FrontendConfig' },
  },
};

/** The properties of the controller of a class; undefined if the controller is not known. @internal */
export function controllerProps({ ingressController }: RouteClass): CustomIngressControllerProps | undefined {
  // compared by id, because an instance of another copy of this library is a different object
  const controller = ingressController as IngressController | undefined;
  return controller?._custom ?? BUILT_IN[controller?._id ?? ''];
}

/** The annotation that an error message suggests for an option. @internal */
export function suggestedAnnotation(routeClass: RouteClass, option: IngressOption): string | undefined {
  return controllerProps(routeClass)?.suggestedAnnotations?.[option];
}

/** The path with which a controller applies a regular expression; undefined if it does not support regular expressions. @internal */
export function expressionPath(routeClass: RouteClass, expression: string): string | undefined {
  const known = controllerProps(routeClass);
  const supported = known?.regularExpressionAnnotations !== undefined || known?.regularExpressionPath !== undefined;
  return supported ? (known?.regularExpressionPath ?? '{expression}').replace('{expression}', () => expression) : undefined;
}

/** Whether the controller can send requests to a kind of port, with or without an annotation of the Ingress or the Service. @internal */
export function supportsBackend(routeClass: RouteClass, kind: string): boolean {
  return !isAnnotated(kind) || (isTraefik(routeClass) && kind !== 'https') || controllerProps(routeClass)?.[BACKEND_ANNOTATIONS[kind]] !== undefined;
}

/** An annotation of an Ingress, and the field of the route that needs it. */
export interface NeededAnnotation {
  readonly field: string;
  readonly key: string;
  readonly value: string;
}

/** The annotations that a route needs, for the controller and for cert-manager, including that of the class. @internal */
export function neededAnnotations(plan: RoutePlan): NeededAnnotation[] {
  const { tls, httpsRedirect, rules, routeClass } = plan;
  const known = controllerProps(routeClass);
  const expressions = rules.some(({ rule: { paths = [] } }) => paths.some(({ _type }) => _type === 'RegularExpression'));
  const of = (field: string, annotations: Annotations | undefined) => sortedEntries(annotations).map(([key, value]) => ({ field, key, value }));
  return [
    ...isGkeIngress(plan) ? of('parents[0]', { [CLASS]: plan.parent._name }) : [],
    ...backendWithoutNodePorts(plan) ? of('backend', { [ALB_TARGETS]: 'ip' }) : [],
    ...tls?._issuer === undefined ? [] : of('tls', { [`cert-manager.io/${tls._kind}`]: tls._issuer }),
    ...httpsRedirect ? of('httpsRedirect', known?.httpsRedirectAnnotations) : [],
    ...expressions ? of('rules', known?.regularExpressionAnnotations) : [],
    ...backendAnnotations(plan),
  ];
}

/** The annotations with which the controller sends requests to a kind of port, with their templates. @internal */
export function backendTemplates(routeClass: RouteClass, kind: string): readonly (readonly [key: string, template: string])[] {
  return isAnnotated(kind) ? sortedEntries(controllerProps(routeClass)?.[BACKEND_ANNOTATIONS[kind]]) : [];
}

function backendAnnotations(plan: RoutePlan): NeededAnnotation[] {
  return configuredBackends(plan).flatMap(({ field, port: { kind } }, index, backends) => {
    const first = backends.findIndex(backend => backend.port.kind === kind) === index;
    const services = backends.filter(backend => backend.port.kind === kind).map(({ peer }) => peer.address!.name);
    const names = [...new Set(services)].sort(compareNames).join(',');
    const templates = first ? backendTemplates(plan.routeClass, kind) : [];
    return templates.map(([key, template]) => ({ field: `${field}.port`, key, value: template.split('{services}').join(names) }));
  });
}

/** The backends that annotations of the Ingress configure. For a backend with a justification, the user configures the controller in another way. @internal */
export function configuredBackends(plan: RoutePlan): RoutedBackend[] {
  return routeBackendsOf(plan).filter(({ options }) => !isJustification(options.justification));
}

function isAnnotated(kind: string): kind is AnnotatedKind {
  return kind in BACKEND_ANNOTATIONS;
}
