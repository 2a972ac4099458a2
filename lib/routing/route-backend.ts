import type { RouteBackendTls } from './route-backend-tls';
import type { IReachable } from '../discovery/reachable';
import { withoutNulls } from '../rules/without-nulls';

/**
 * Where requests go, besides what is behind it.
 */
export interface RouteBackendOptions {
  /**
   * Name of the port.
   *
   * @default - the one port that is offered, or the one that speaks the protocol of the route
   */
  readonly port?: string;

  /**
   * Part of the requests that go here, relative to the other backends of the rule; 0 to 1000000. 0 means none.
   *
   * @default - all backends alike
   */
  readonly weight?: number;

  /**
   * How a Gateway knows the backend by its certificate, for a port that speaks TLS.
   *
   * @default - the backend is spoken to without TLS
   */
  readonly tls?: RouteBackendTls;

  /**
   * Whether the ReferenceGrant is made that a backend in another namespace needs. `false` where the owner of the namespace makes it.
   *
   * @default true
   */
  readonly grant?: boolean;

  /**
   * Why a backend that is refused as a hazard is meant all the same: a host name outside (ExternalName), or a port whose protocol the
   * controller has to know from elsewhere.
   *
   * @default - not insisted on
   */
  readonly justification?: string;
}

/**
 * Where a route sends requests.
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
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
   * What is reached by a Service: its name, namespace and port are taken from it.
   *
   * @param target a workload, pods, a backend outside or an import
   * @param options port, weight and what a Gateway has to know
   */
  public static of(target: IReachable, options: RouteBackendOptions = {}): RouteBackend {
    return new RouteBackend(target, options);
  }

  private constructor(
    /** @internal */ public readonly _target: IReachable,
    /** @internal */ public readonly _options: RouteBackendOptions,
  ) {
    this._options = withoutNulls(_options);
  }
}
