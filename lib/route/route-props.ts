import type { RouteParent } from './route-parent';
import type { RouteProtocol } from './route-protocol';
import type { RouteRule } from './route-rule';
import type { IReachable } from '../discovery/reachable';
import type { RouteTls } from '../gateway/route-tls';
import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * Options of a `Route`: the requests from outside the cluster that it accepts, and the workloads that it sends them to.
 */
export interface RouteProps {
  /**
   * The Gateway or IngressClass that receives the requests. Exactly one parent is accepted. The option is a list so that a later version can accept
   * several parents.
   */
  readonly parents: RouteParent[];

  /**
   * Host names of the requests: with a Gateway at most 16, for a TLSRoute at most 1024. A name with the prefix `*.` stands for all its subdomains.
   *
   * @default - all hosts of the parent
   */
  readonly hosts?: string[];

  /**
   * TLS for the connections of clients. With a Gateway, hosts with TLS do not accept requests without TLS.
   *
   * @default - no TLS, or the TLS settings of the listener that the route is attached to
   */
  readonly tls?: RouteTls;

  /**
   * Backend that receives all requests. To send requests to different backends, use `rules` instead.
   *
   * @default - the backends of `rules`
   */
  readonly backend?: IReachable;

  /**
   * Rules that send requests to different backends, or change or redirect them. Set either `rules` or `backend`.
   *
   * @default - all requests go to `backend`
   */
  readonly rules?: RouteRule[];

  /**
   * Protocol by which the route distinguishes traffic, if the kinds of the ports do not determine it.
   *
   * @default - TLS if `tls` passes it through, gRPC if a rule has `grpcMethods`, or the first of HTTP, gRPC, TCP and UDP for which every backend
   * has a port
   */
  readonly protocol?: RouteProtocol;

  /**
   * Port of the Gateway's listener, from 1 to 65535. Only for TCP and UDP.
   *
   * @default - the port of the Service
   */
  readonly listenerPort?: number;

  /**
   * Whether HTTP requests are redirected to HTTPS. A Gateway responds with the status code 301, and an ingress controller with its own status code
   * for redirects. ingress-nginx redirects by default if the Ingress has TLS.
   *
   * @default false
   */
  readonly httpsRedirect?: boolean;

  /**
   * Name of the Ingress or route.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Ingress or route.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
}
