import type { Port } from './port';

/** Kinds of port whose server does not use TLS. */
const PLAIN_KINDS: readonly string[] = ['http', 'h2c', 'grpc'];

/** Application protocols with TLS: IANA names, those of Kubernetes, and those of meshes and gateways. */
const TLS_PROTOCOLS: readonly string[] = ['https', 'tls', 'grpcs', 'wss', 'kubernetes.io/wss'];

/** Application protocols without TLS. */
const PLAIN_PROTOCOLS: readonly string[] = ['http', 'http2', 'h2c', 'grpc', 'ws', 'kubernetes.io/h2c', 'kubernetes.io/ws'];

/** Schemes of URLs with which clients use TLS. */
const TLS_SCHEMES: readonly string[] = ['https', 'grpcs', 'wss'];

/**
 * Whether the server that listens on a port uses TLS; undefined if the declaration of the port does not tell.
 *
 * @internal
 */
export function usesTls({ kind, appProtocol, scheme }: Port): boolean | undefined {
  const protocol = appProtocol?.toLowerCase() ?? '';
  // The scheme of an HTTP port can be that of a load balancer that terminates TLS
  if (kind === 'https' || TLS_PROTOCOLS.includes(protocol) || (TLS_SCHEMES.includes(scheme.toLowerCase()) && !['http', 'h2c'].includes(kind))) {
    return true;
  }
  return PLAIN_KINDS.includes(kind) || PLAIN_PROTOCOLS.includes(protocol) ? false : undefined;
}
