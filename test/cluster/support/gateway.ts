import { ROUTE_CLASS } from './controller';
import { get } from './kubectl';
import type { Document } from '../../support';

const apiVersion = 'gateway.networking.k8s.io/v1';
const NAME = 'front';

/** Who is behind a Gateway. */
export interface GatewayHosts {
  /** Hosts with TLS, of which each has a Secret of its name, and a listener of the name before the first dot. */
  readonly terminated: readonly string[];
  /** Hosts whose TLS is the pods' own matter. */
  readonly passedThrough?: readonly string[];
}

/** A Gateway for HTTP at any host, and for TLS at some. Nobody but routes of its namespace has a place there. */
export function gateway(namespace: string, { terminated, passedThrough = [] }: GatewayHosts): Document {
  const listener = (hostname: string, protocol: string, tls: object) => ({ name: hostname.split('.')[0], port: 443, protocol, hostname, tls });
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: NAME, namespace },
    spec: {
      gatewayClassName: ROUTE_CLASS,
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP' },
        ...terminated.map(hostname => listener(hostname, 'HTTPS', { certificateRefs: [{ name: hostname }] })),
        ...passedThrough.map(hostname => listener(hostname, 'TLS', { mode: 'Passthrough' })),
      ],
    },
  };
}

/**
 * A route of the Gateway of its namespace.
 *
 * @param listener the only one that it is for; without, all that take its host
 */
export function route(kind: string, namespace: string, name: string, hostname: string, rules: readonly Document[], listener?: string): Document {
  const parent = { name: NAME, ...listener === undefined ? {} : { sectionName: listener } };
  return { apiVersion, kind, metadata: { name, namespace }, spec: { parentRefs: [parent], hostnames: [hostname], rules } };
}

/** What the controller says of a route, as status and reason by the type of the condition. */
export function conditionsOf(namespace: string, kind: string, name: string): Record<string, string> {
  const [parent] = get(namespace, kind, name).status?.parents ?? [];
  return Object.fromEntries((parent?.conditions ?? []).map(({ type, status, reason }: Document) => [type, `${status}: ${reason}`]));
}
