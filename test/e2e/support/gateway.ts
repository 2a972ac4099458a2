import { ENTRY_POINTS, ROUTE_CLASS } from './controller';
import { get } from './kubectl';
import type { Document } from '../../support';

const apiVersion = 'gateway.networking.k8s.io/v1';
const NAME = 'front';

/** The hosts of a Gateway. */
export interface GatewayHosts {
  /** Hosts whose TLS the Gateway terminates. Each has a Secret with its name, and a listener named after the part before the first dot. */
  readonly terminated: readonly string[];
  /** Hosts whose TLS is passed through to the pods. */
  readonly passedThrough?: readonly string[];
}

/** A Gateway for HTTP at any host and for TLS at some hosts. It allows only routes of its own namespace. */
export function gateway(namespace: string, { terminated, passedThrough = [] }: GatewayHosts): Document {
  const listener = (hostname: string, protocol: string, tls: object) => ({ name: hostname.split('.')[0], port: ENTRY_POINTS.https, protocol, hostname, tls });
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: NAME, namespace },
    spec: {
      gatewayClassName: ROUTE_CLASS,
      listeners: [
        { name: 'http', port: ENTRY_POINTS.http, protocol: 'HTTP' },
        ...terminated.map(hostname => listener(hostname, 'HTTPS', { certificateRefs: [{ name: hostname }] })),
        ...passedThrough.map(hostname => listener(hostname, 'TLS', { mode: 'Passthrough' })),
      ],
    },
  };
}

/**
 * A route that attaches to the Gateway of its namespace.
 *
 * @param listener attaches the route only to this listener; by default, it attaches to all listeners that accept its host
 */
export function route(kind: string, namespace: string, name: string, hostname: string, rules: readonly Document[], listener?: string): Document {
  const parent = { name: NAME, ...listener === undefined ? {} : { sectionName: listener } };
  return { apiVersion, kind, metadata: { name, namespace }, spec: { parentRefs: [parent], hostnames: [hostname], rules } };
}

/** The conditions of a route, as status and reason by the type of the condition. */
export function conditionsOf(namespace: string, kind: string, name: string): Record<string, string> {
  const [parent] = get(namespace, kind, name).status?.parents ?? [];
  return Object.fromEntries((parent?.conditions ?? []).map(({ type, status, reason }: Document) => [type, `${status}: ${reason}`]));
}
