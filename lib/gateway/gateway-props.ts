import type { AllowedRoutes } from './allowed-routes';
import type { GatewayListener } from './gateway-listener';
import type { RouteClass } from '../cluster/route-class';
import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * Options of a `Gateway`: its class, listeners and allowed routes.
 */
export interface GatewayProps {
  /** Name of the GatewayClass. Its controller runs the Gateway. */
  readonly className: string;

  /**
   * Listeners that are declared explicitly. A route is attached to such a listener if its `section` names the listener, or if the listener has the
   * port, protocol and host that the route needs.
   *
   * @default - only the listeners that the routes need
   */
  readonly listeners?: GatewayListener[];

  /**
   * Namespaces whose routes can be attached to the Gateway.
   *
   * @default AllowedRoutes.fromSame()
   */
  readonly allowedRoutes?: AllowedRoutes;

  /**
   * Port of the listener that routes without TLS create. Some controllers require the port on which their pods listen.
   *
   * @default - 80; for a class with `IngressController.TRAEFIK` 8000, the port of the entry point `web` in its Helm chart
   */
  readonly httpPort?: number;

  /**
   * Port of the listeners that routes with TLS create.
   *
   * @default - 443; for a class with `IngressController.TRAEFIK` 8443, the port of the entry point `websecure` in its Helm chart
   */
  readonly httpsPort?: number;

  /**
   * Facts about the GatewayClass and the pods that forward its traffic.
   *
   * @default - the entry for the class in ClusterProfile's `routeClasses`
   */
  readonly routeClass?: RouteClass;

  /**
   * Name of the Gateway.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Gateway.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
}
