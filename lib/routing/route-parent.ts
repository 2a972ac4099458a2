import { gatewayOf, type GatewayFacts } from './gateways';
import type { IGateway } from './i-gateway';
import type { RouteClass } from '../cluster/route-class';
import { withoutNulls } from '../rules/without-nulls';

/** Which part of a Gateway of this app a route belongs to. */
export interface RouteGatewayOptions {
  /**
   * Name of one of its `listeners`.
   *
   * @default - listeners are made for the hosts, TLS and protocol of the route
   */
  readonly section?: string;
}

/** Where a Gateway is that somebody else makes. */
export interface NamedGatewayOptions {
  /**
   * Namespace of the Gateway.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;

  /**
   * Name of the listener that the route belongs to.
   *
   * @default - all listeners that let it in and have its hosts: with those for TLS, and those without
   */
  readonly section?: string;

  /**
   * Port of the listeners that the route belongs to.
   *
   * @default - any
   */
  readonly port?: number;

  /**
   * What is known of the controller whose pods forward the traffic.
   *
   * @default - not known
   */
  readonly routeClass?: RouteClass;
}

/** What is known beside the name of an IngressClass. */
export interface IngressClassOptions {
  /**
   * What is known of the controller.
   *
   * @default - what ClusterProfile's `routeClasses` has for the class
   */
  readonly routeClass?: RouteClass;
}

/** @internal */
export type RouteParentKind = 'gateway' | 'gatewayNamed' | 'ingressClass';

/**
 * Who takes the requests of a route: a Gateway, or the controller of an IngressClass. It decides between the Gateway API and Ingress.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * const gateway = new Gateway(this, 'public', { className: 'traefik' });
 * new Route(this, 'shop', { parents: [RouteParent.gateway(gateway)], hosts: ['shop.example.com'], backend: web });
 */
export class RouteParent {
  /**
   * A Gateway of this app. It gets listeners for what the route needs.
   *
   * @param gateway the Gateway
   * @param options a listener that it has
   */
  public static gateway(gateway: IGateway, options: RouteGatewayOptions = {}): RouteParent {
    return new RouteParent('gateway', gateway?.gatewayName, options, gateway);
  }

  /**
   * A Gateway that somebody else makes, such as the platform. Its listeners say which hosts there are, with which certificates, and their
   * `allowedRoutes` from which namespaces routes may belong to it.
   *
   * @param name name of the Gateway
   * @param options where it is
   */
  public static gatewayNamed(name: string, options: NamedGatewayOptions = {}): RouteParent {
    return new RouteParent('gatewayNamed', name, options);
  }

  /**
   * The controller of an IngressClass.
   *
   * @param name name of the IngressClass
   * @param options what is known of the controller
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingressClass(name: string, options: IngressClassOptions = {}): RouteParent {
    return new RouteParent('ingressClass', name, options);
  }

  private constructor(
    /** @internal */ public readonly _kind: RouteParentKind,
    /** @internal */ public readonly _name: string,
    /** @internal */ public readonly _options: RouteGatewayOptions & NamedGatewayOptions & IngressClassOptions,
    private readonly target?: IGateway,
  ) {
    this._options = withoutNulls(_options);
  }

  /** The Gateway of this app. @internal */
  public get _gateway(): GatewayFacts | undefined {
    return this.target && gatewayOf(this.target);
  }
}
