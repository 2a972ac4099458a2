import type { RouteClass } from '../cluster/route-class';
import type { IGateway } from '../gateway/i-gateway';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** The part of a Gateway of this app that a route is attached to. */
export interface RouteGatewayOptions {
  /**
   * Name of one of the `listeners` that the Gateway declares.
   *
   * @default - the Gateway gets listeners for the hosts, TLS and protocol of the route
   */
  readonly section?: string;
}

/** The part of a Gateway that is declared elsewhere, to which a route is attached. */
export interface NamedGatewayOptions {
  /**
   * Namespace of the Gateway.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;

  /**
   * Name of the listener that the route is attached to.
   *
   * @default - all listeners that allow the route and match its hosts, both with and without TLS
   */
  readonly section?: string;

  /**
   * Port of the listeners that the route is attached to.
   *
   * @default - listeners of any port
   */
  readonly port?: number;

  /**
   * Facts about the GatewayClass and the pods that forward its traffic.
   *
   * @default - not known
   */
  readonly routeClass?: RouteClass;
}

/** Facts about an IngressClass. */
export interface IngressClassOptions {
  /**
   * Facts about the class, its ingress controller and the pods that forward its traffic.
   *
   * @default - the entry for the class in ClusterProfile's `routeClasses`
   */
  readonly routeClass?: RouteClass;
}

/** @internal */
export type RouteParentKind = 'gateway' | 'gatewayNamed' | 'ingressClass';

/**
 * The Gateway or IngressClass that receives the requests of a route. It determines whether the route is part of the Gateway API or an Ingress.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * const gateway = new Gateway(this, 'public', { className: 'traefik', routeClass: { ingressController: IngressController.TRAEFIK } });
 * new Route(this, 'shop', { parents: [RouteParent.gateway(gateway)], hosts: ['shop.example.com'], backend: web });
 */
export class RouteParent {
  /**
   * A Gateway of this app. It gets the listeners that the route needs.
   *
   * @param gateway the Gateway
   * @param options one of its declared listeners
   */
  public static gateway(gateway: IGateway, options: RouteGatewayOptions = {}): RouteParent {
    const { values: [target, set], wrong } = receive('RouteParent.gateway', gateway, options);
    return new RouteParent('gateway', wrong, target?.gatewayName, set, target);
  }

  /**
   * A Gateway that is declared elsewhere, for example by the platform. Its listeners determine the hosts and their certificates, and their
   * `allowedRoutes` determine the namespaces whose routes can be attached to it.
   *
   * @param name name of the Gateway
   * @param options its namespace, and a listener or port
   */
  public static gatewayNamed(name: string, options: NamedGatewayOptions = {}): RouteParent {
    const { values: [gateway, set], wrong } = receive('RouteParent.gatewayNamed', name, options);
    return new RouteParent('gatewayNamed', wrong, gateway, set);
  }

  /**
   * An IngressClass. Its controller receives the requests.
   *
   * @param name name of the IngressClass
   * @param options facts about the class
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingressClass(name: string, options: IngressClassOptions = {}): RouteParent {
    const { values: [ingressClass, set], wrong } = receive('RouteParent.ingressClass', name, options);
    return new RouteParent('ingressClass', wrong, ingressClass, set);
  }

  private constructor(
    /** @internal */ public readonly _kind: RouteParentKind,
    wrong: readonly unknown[],
    /** @internal */ public readonly _name: string,
    /** @internal */ public readonly _options: RouteGatewayOptions & NamedGatewayOptions & IngressClassOptions = {},
    /** A Gateway of this app. @internal */ public readonly _target?: IGateway,
  ) {
    mark(this, 'RouteParent', wrong);
  }
}
