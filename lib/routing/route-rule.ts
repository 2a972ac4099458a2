import type { Duration } from 'cdk8s';
import type { GrpcMethod } from './grpc-method';
import type { PathMatch } from './path-match';
import type { RouteBackend } from './route-backend';
import type { ValueMatch } from './value-match';

/**
 * A method of HTTP that a request can be matched by.
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
 * Where clients are sent instead. What is left out stays as it was asked for.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
 */
export interface RouteRedirect {
  /**
   * `http` or `https`.
   *
   * @default - that of the request
   */
  readonly scheme?: string;

  /**
   * Host name.
   *
   * @default - that of the request
   */
  readonly host?: string;

  /**
   * Port, 1 to 65535.
   *
   * @default - that of the scheme where one is said, else that of the listener
   */
  readonly port?: number;

  /**
   * The whole path.
   *
   * @default - that of the request
   */
  readonly path?: string;

  /**
   * What the matched prefix gives way to. The rule has to match by one prefix.
   *
   * @default - the prefix stays
   */
  readonly prefix?: string;

  /**
   * 301, 302, 303, 307 or 308.
   *
   * @default - 302
   */
  readonly statusCode?: number;
}

/**
 * What backends see in place of what was asked for.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
 */
export interface RouteRewrite {
  /**
   * Host name.
   *
   * @default - that of the request
   */
  readonly host?: string;

  /**
   * The whole path.
   *
   * @default - that of the request
   */
  readonly path?: string;

  /**
   * What the matched prefix gives way to. The rule has to match by one prefix.
   *
   * @default - the prefix stays
   */
  readonly prefix?: string;
}

/**
 * Changes of the headers of requests or responses.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-header-modifier/
 */
export interface HeaderChanges {
  /**
   * Headers that get this value, whatever they had.
   *
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Values that are put behind those that a header has.
   *
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Names of headers that are taken away.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/**
 * A backend that gets a copy of requests, and whose responses nobody sees.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/http-request-mirroring/
 */
export interface RouteMirror {
  /** Where the copies go; a weight it has none. */
  readonly backend: RouteBackend;

  /**
   * Part of the requests that is copied, 0 to 100.
   *
   * @default - all
   */
  readonly percent?: number;
}

/**
 * Which requests, and what becomes of them. A request is one of the rule where path, method, every header and every query parameter
 * match. Where several rules match, the most specific one counts, not the first one.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export interface RouteRule {
  /**
   * Paths, of which one has to match.
   *
   * @default - all paths
   */
  readonly paths?: PathMatch[];

  /**
   * Methods, of which one has to match. A Gateway has to have it.
   *
   * @default - all methods
   */
  readonly methods?: HttpMethod[];

  /**
   * Headers by name, all of which have to match. A Gateway has to have it.
   *
   * @default - no header is asked for
   */
  readonly headers?: { [name: string]: ValueMatch };

  /**
   * Query parameters by name, all of which have to match. A Gateway has to have it.
   *
   * @default - no parameter is asked for
   */
  readonly query?: { [name: string]: ValueMatch };

  /**
   * Services and methods of gRPC, of which one has to match. They make the route one of gRPC.
   *
   * @default - all methods
   */
  readonly grpcMethods?: GrpcMethod[];

  /**
   * Where requests go: to one of these, by weight. An Ingress can have one alone.
   *
   * @default - nowhere, for a rule that redirects
   */
  readonly backends?: RouteBackend[];

  /**
   * Where clients are sent instead. A Gateway has to have it.
   *
   * @default - nowhere
   */
  readonly redirect?: RouteRedirect;

  /**
   * What backends see in place of what was asked for. A Gateway has to have it.
   *
   * @default - nothing is changed
   */
  readonly rewrite?: RouteRewrite;

  /**
   * Changes of the headers that backends see. A Gateway has to have it.
   *
   * @default - none
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * Changes of the headers that clients see. A Gateway has to have it.
   *
   * @default - none
   */
  readonly responseHeaders?: HeaderChanges;

  /**
   * Who gets a copy of the requests. A Gateway has to have it.
   *
   * @default - nobody
   */
  readonly mirror?: RouteMirror;

  /**
   * How long a client waits for the whole response at most; 0 is for ever. A Gateway has to have it.
   *
   * @default - up to the controller
   * @see https://gateway-api.sigs.k8s.io/guides/http-timeouts/
   */
  readonly timeout?: Duration;

  /**
   * How long one try with a backend takes at most; not more than `timeout`. A Gateway has to have it.
   *
   * @default - up to the controller
   */
  readonly backendTimeout?: Duration;
}
