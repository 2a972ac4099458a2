import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * A condition for gRPC calls: all methods of a service, or one method.
 *
 * @example
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.grpc(9090)] });
 * new Route(this, 'orders-api', {
 *   parents: [RouteParent.gatewayNamed('public')],
 *   hosts: ['api.example.com'],
 *   rules: [{ grpcMethods: [GrpcMethod.ofService('shop.v1.Orders')], backends: [RouteBackend.of(orders)] }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#grpcmethodmatch
 */
export class GrpcMethod {
  /**
   * Matches all methods of a service.
   *
   * @param service the service with its package, such as `shop.v1.Orders`
   */
  public static ofService(service: string): GrpcMethod {
    return new GrpcMethod(receive('GrpcMethod.ofService', service));
  }

  /**
   * Matches one method of a service.
   *
   * @param service the service with its package, such as `shop.v1.Orders`
   * @param method the method, such as `Place`
   */
  public static of(service: string, method: string): GrpcMethod {
    return new GrpcMethod(receive('GrpcMethod.of', service, method));
  }

  /** @internal */
  public readonly _service: string;
  /** @internal */
  public readonly _method?: string;

  private constructor({ values: [service, method], wrong }: Received<[service: string, method?: string]>) {
    mark(this, 'GrpcMethod', wrong);
    this._service = service;
    this._method = method;
  }
}
