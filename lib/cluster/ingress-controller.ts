import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * The description of an ingress controller: the annotations of an Ingress that configure features for which an Ingress has no field.
 *
 * The annotations of an option are written to the Ingress of each Route that uses the option. An empty map means that the controller supports the
 * option without an annotation.
 */
export interface CustomIngressControllerProps {
  /** Name of the product, such as `nginx-ingress`. Error messages use it. */
  readonly name: string;

  /**
   * Annotations with which the controller redirects HTTP requests to HTTPS. They are written for a Route with `httpsRedirect: true`.
   *
   * @default - a Route with `httpsRedirect: true` is refused
   */
  readonly httpsRedirectAnnotations?: { [annotation: string]: string };

  /**
   * Annotations with which the controller reads paths of the type `ImplementationSpecific` as regular expressions. They are written for a Route with
   * a `PathMatch.regularExpression`.
   *
   * @default - regular expressions are refused, unless `regularExpressionPath` is set
   */
  readonly regularExpressionAnnotations?: { [annotation: string]: string };

  /**
   * The form in which the controller expects a regular expression as a path. It contains the placeholder `{expression}` once, and starts with
   * a slash or the placeholder, such as `/~{expression}`.
   *
   * @default - `{expression}`
   */
  readonly regularExpressionPath?: string;

  /**
   * Annotations with which the controller connects to backends with TLS, for `Port.https`. In a value, the placeholder `{services}` stands for the
   * names of the Services of these backends, separated by commas. An annotation without the placeholder applies to all backends of the Ingress, so a
   * Route cannot combine these backends with others.
   *
   * @default - a backend with such a port is refused, unless it has a justification
   */
  readonly httpsBackendAnnotations?: { [annotation: string]: string };

  /**
   * Annotations with which the controller sends HTTP/2 without TLS to backends, for `Port.h2c`, in the same form as `httpsBackendAnnotations`.
   *
   * @default - a backend with such a port is refused, unless it has a justification
   */
  readonly h2cBackendAnnotations?: { [annotation: string]: string };

  /**
   * Annotations with which the controller sends gRPC without TLS to backends, for `Port.grpc`, in the same form as `httpsBackendAnnotations`.
   *
   * @default - a backend with such a port is refused, unless it has a justification
   */
  readonly grpcBackendAnnotations?: { [annotation: string]: string };

  /**
   * Annotations that error messages suggest if an Ingress has no field for an option of the route. The keys are names of options: `redirect`,
   * `rewrite`, `requestHeaders`, `responseHeaders`, `mirror`, `timeout`, `backendTimeout`, `methods`, `headers`, `query`, `weight`, `passthrough`,
   * `httpsRedirect` and `backendProtocol`. The annotations are not written.
   *
   * @default - none
   */
  readonly suggestedAnnotations?: { [option: string]: string };
}

/**
 * An ingress controller, and the annotations of an Ingress that configure features for which an Ingress has no field.
 *
 * An ingress controller is the product that reads an Ingress. Some products, such as Traefik, also implement the Gateway API. It is unrelated to the
 * class `Controller`, which runs the pods of a workload.
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/routes.md#other-ingress-controllers
 */
export class IngressController {
  /**
   * The community's `ingress-nginx`. Its project ended maintenance in March 2026.
   *
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
   */
  public static readonly INGRESS_NGINX = new IngressController('ingress-nginx');

  /**
   * The controller of HAProxy Technologies.
   *
   * @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md
   */
  public static readonly HAPROXY = new IngressController('haproxy');

  /**
   * Traefik.
   *
   * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
   */
  public static readonly TRAEFIK = new IngressController('traefik');

  /**
   * The AWS Load Balancer Controller, which creates an Application Load Balancer for an Ingress. Its class often has the name `alb`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
   */
  public static readonly AWS_LOAD_BALANCER_CONTROLLER = new IngressController('aws-load-balancer-controller');

  /**
   * The ingress controller of Google Kubernetes Engine (GKE). It reads the class from the annotation `kubernetes.io/ingress.class` and ignores
   * Ingresses with `ingressClassName`, so a Route with this controller writes the annotation. The classes `gce`, `gce-internal`
   * and `gce-regional-external` have this controller by default.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/ingress
   */
  public static readonly GKE = new IngressController('gke');

  /**
   * Another ingress controller, with the annotations that it reads.
   *
   * @param props the annotations, from the documentation of the controller
   *
   * @example
   * // NGINX Ingress Controller of F5, version 5.6
   * IngressController.custom({
   *   name: 'nginx-ingress',
   *   httpsRedirectAnnotations: { 'nginx.org/ssl-redirect': 'true' },
   *   httpsBackendAnnotations: { 'nginx.org/ssl-services': '{services}' },
   *   grpcBackendAnnotations: { 'nginx.org/grpc-services': '{services}' },
   * });
   */
  public static custom(props: CustomIngressControllerProps): IngressController {
    const { values: [custom = {} as CustomIngressControllerProps], wrong } = receive('IngressController.custom', props);
    return new IngressController(custom.name, custom, wrong);
  }

  /** Name of the ingress controller. */
  public readonly name: string;

  /** Identifies the controller. An app can load several copies of this library, whose constants are different objects. @internal */
  public readonly _id: string;

  /** @internal */
  public readonly _custom?: CustomIngressControllerProps;

  private constructor(name: string, custom?: CustomIngressControllerProps, wrong?: readonly unknown[]) {
    mark(this, 'IngressController', wrong);
    this.name = name;
    this._id = custom ? 'custom' : name;
    this._custom = custom;
  }
}
