import type { RouteBackendTls } from './route-backend-tls';
import type { IReachable } from '../discovery/reachable';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Options of a backend of a route.
 */
export interface RouteBackendOptions {
  /**
   * Name of the port.
   *
   * @default - the only port for the protocol of the route, or the only exposed port
   */
  readonly port?: string;

  /**
   * Share of the requests that the backend receives, relative to the other backends of the rule: 0 to 1000000. A backend with the weight 0
   * receives no requests.
   *
   * @default - the same share for all backends
   */
  readonly weight?: number;

  /**
   * How a Gateway verifies the certificate of the backend, for `Port.https`.
   *
   * @default - none: a `Port.https` is refused unless it has a justification, and the Gateway connects to other ports without TLS
   */
  readonly tls?: RouteBackendTls;

  /**
   * Whether the route creates the ReferenceGrant that a backend in another namespace needs. Set it to `false` if the owner of the namespace
   * creates it.
   *
   * @default true
   */
  readonly grant?: boolean;

  /**
   * Why the route uses a backend that is otherwise refused as a hazard: an external host name (ExternalName), or a port with a protocol for which the
   * controller is configured in another way, such as by an annotation of the Service, or addresses outside the cluster behind a controller whose
   * targets are pods. A justification overrides the rules `route-external-name`, `route-outside`, `route-backend-tls`, `route-ingress-backend`,
   * `route-node-targets`, `route-gke-health-check`, `route-traefik-scheme`, `route-traefik-precedence` and `route-path-pattern`.
   *
   * @default - the rules are not overridden
   */
  readonly justification?: string;
}

/**
 * A backend of a route: the Service that receives requests.
 *
 * A `RouteBackend` only holds values. The Route that receives it checks them, and reports all problems in one error.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.http(8080), Port.grpc(9090)] });
 * new Route(this, 'shop', {
 *   parents: [RouteParent.gatewayNamed('public')],
 *   hosts: ['shop.example.com'],
 *   rules: [{ backends: [RouteBackend.of(web, { weight: 90 }), RouteBackend.of(orders, { weight: 10, port: 'http' })] }],
 * });
 */
export class RouteBackend {
  /**
   * The Service of a declaration. Its name, namespace and port are taken from the declaration.
   *
   * @param target an ExposedWorkload, ExposedPods, an ExternalService or an ImportedService
   * @param options port, weight and TLS settings
   */
  public static of(target: IReachable, options: RouteBackendOptions = {}): RouteBackend {
    return new RouteBackend(receive('RouteBackend.of', target, options));
  }

  /** @internal */
  public readonly _target: IReachable;
  /** @internal */
  public readonly _options: RouteBackendOptions;

  private constructor({ values: [target, options = {}], wrong }: Received<[IReachable, RouteBackendOptions]>) {
    mark(this, 'RouteBackend', wrong);
    this._target = target;
    this._options = options;
  }
}
