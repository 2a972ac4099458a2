import type { Duration } from 'cdk8s';
import type { GrpcMethod } from './grpc-method';
import type { PathMatch } from './path-match';
import type { RouteBackend } from './route-backend';
import type { ValueMatch } from './value-match';

/**
 * An HTTP method.
 */
export enum HttpMethod {
  /** GET */
  GET = 'GET',
  /** HEAD */
  HEAD = 'HEAD',
  /** POST */
  POST = 'POST',
  /** PUT */
  PUT = 'PUT',
  /** DELETE */
  DELETE = 'DELETE',
  /** CONNECT */
  CONNECT = 'CONNECT',
  /** OPTIONS */
  OPTIONS = 'OPTIONS',
  /** TRACE */
  TRACE = 'TRACE',
  /** PATCH */
  PATCH = 'PATCH',
}

/**
 * The URL that clients are redirected to. Parts that are not set keep the value of the request.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
 */
export interface RouteRedirect {
  /**
   * `http` or `https`.
   *
   * @default - the scheme of the request
   */
  readonly scheme?: string;

  /**
   * Host name.
   *
   * @default - the host name of the request
   */
  readonly host?: string;

  /**
   * Port number, from 1 to 65535.
   *
   * @default - the port of the scheme if `scheme` is set, or the port of the listener
   */
  readonly port?: number;

  /**
   * The whole path.
   *
   * @default - the path of the request
   */
  readonly path?: string;

  /**
   * Replacement for the prefix that matched. The rule must match at most one path, by prefix.
   *
   * @default - the prefix is not replaced
   */
  readonly prefix?: string;

  /**
   * Status code: 301, 302, 303, 307 or 308.
   *
   * @default 302
   */
  readonly statusCode?: number;
}

/**
 * Changes of the host and path of a request before it is sent to a backend.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
 */
export interface RouteRewrite {
  /**
   * Host name.
   *
   * @default - the host name of the request
   */
  readonly host?: string;

  /**
   * The whole path.
   *
   * @default - the path of the request
   */
  readonly path?: string;

  /**
   * Replacement for the prefix that matched. The rule must match at most one path, by prefix.
   *
   * @default - the prefix is not replaced
   */
  readonly prefix?: string;
}

/**
 * Changes of the headers of requests or responses. Each list is written in the order of the names.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-header-modifier/
 */
export interface HeaderChanges {
  /**
   * Headers and their new values, which replace the previous values.
   *
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Values that are added to the existing values of a header.
   *
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Names of headers that are removed.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/**
 * A backend that receives copies of requests. Its responses are discarded.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-request-mirroring/
 */
export interface RouteMirror {
  /** Backend that receives the copies. It has no weight. */
  readonly backend: RouteBackend;

  /**
   * Percentage of the requests that are copied, an integer from 0 to 100.
   *
   * @default 100
   */
  readonly percent?: number;
}

/**
 * A rule of a route: the requests that it matches, and how it handles them. A request matches if its path, its method, every header and every query
 * parameter match. If several rules match a request, the most specific rule applies, not the first one.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export interface RouteRule {
  /**
   * Paths, one of which must match.
   *
   * @default - all paths
   */
  readonly paths?: PathMatch[];

  /**
   * Methods, one of which must match. Only for a Gateway.
   *
   * @default - all methods
   */
  readonly methods?: HttpMethod[];

  /**
   * Headers by name, all of which must match. Only for a Gateway.
   *
   * @default - no condition for headers
   */
  readonly headers?: { [name: string]: ValueMatch };

  /**
   * Query parameters by name, all of which must match. Only for a Gateway.
   *
   * @default - no condition for query parameters
   */
  readonly query?: { [name: string]: ValueMatch };

  /**
   * gRPC services and methods, one of which must match. They make the route a GRPCRoute.
   *
   * @default - all methods
   */
  readonly grpcMethods?: GrpcMethod[];

  /**
   * Backends, one of which receives each request, according to their weights. A rule of an Ingress can have only one.
   *
   * @default - none, for a rule with a redirect
   */
  readonly backends?: RouteBackend[];

  /**
   * URL that clients are redirected to. Only for a Gateway.
   *
   * @default - requests are not redirected
   */
  readonly redirect?: RouteRedirect;

  /**
   * Changes of the host and path that backends receive. Only for a Gateway.
   *
   * @default - no changes
   */
  readonly rewrite?: RouteRewrite;

  /**
   * Changes of the headers that backends receive. Only for a Gateway.
   *
   * @default - no changes
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * Changes of the headers that clients receive. Only for a Gateway.
   *
   * @default - no changes
   */
  readonly responseHeaders?: HeaderChanges;

  /**
   * Backend that receives copies of the requests. Only for a Gateway.
   *
   * @default - requests are not copied
   */
  readonly mirror?: RouteMirror;

  /**
   * Maximum time until a client has received the whole response, in whole milliseconds. 0 disables the timeout. Only for a Gateway.
   *
   * @default - the default of the controller
   * @see https://gateway-api.sigs.k8s.io/guides/http-timeouts/
   */
  readonly timeout?: Duration;

  /**
   * Maximum time for one request from the Gateway to a backend, in whole milliseconds and not more than `timeout`. Only for a Gateway.
   *
   * @default - the default of the controller
   */
  readonly backendTimeout?: Duration;
}
