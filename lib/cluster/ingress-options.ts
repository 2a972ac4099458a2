/** Options of a route that an Ingress does not support, but for which an annotation of its controller can be an alternative. @internal */
export const INGRESS_OPTIONS = [
  'redirect', 'rewrite', 'requestHeaders', 'responseHeaders', 'mirror', 'timeout', 'backendTimeout', 'methods', 'headers', 'query', 'weight',
  'passthrough', 'httpsRedirect', 'backendProtocol',
] as const;

/** @internal */
export type IngressOption = typeof INGRESS_OPTIONS[number];
