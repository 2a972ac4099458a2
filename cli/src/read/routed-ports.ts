import type { Document } from '../document';

/** The ports of Services to which requests over HTTP are routed, by number or name. */
export type RoutedPorts = ReadonlyMap<string, ReadonlySet<number | string>>;

/** Annotations of an Ingress with which its controller sends other requests than HTTP to all backends. */
const BACKEND_PROTOCOL = /\/(backend-protocol|backend-protocol-version|ssl-passthrough|app-protocols)$/;

/** The ports to which the Ingresses and HTTPRoutes of a namespace lead. */
export function routedPortsOf(documents: readonly Document[]): RoutedPorts {
  const ports = new Map<string, Set<number | string>>();
  const add = (name: unknown, port: unknown) => {
    if (typeof name === 'string' && (typeof port === 'number' || typeof port === 'string')) {
      ports.set(name, (ports.get(name) ?? new Set()).add(port));
    }
  };
  for (const { kind, metadata, spec } of documents) {
    const rules = listOf(spec?.rules);
    if (kind === 'Ingress' && !Object.keys(metadata.annotations ?? {}).some(key => BACKEND_PROTOCOL.test(key))) {
      const backends = [spec?.defaultBackend, ...rules.flatMap(rule => listOf(rule?.http?.paths)).map(path => path?.backend)];
      backends.forEach(backend => add(backend?.service?.name, backend?.service?.port?.number ?? backend?.service?.port?.name));
    } else if (kind === 'HTTPRoute') {
      rules.flatMap(rule => listOf(rule?.backendRefs)).forEach(backend => !backend?.namespace && add(backend?.name, backend?.port));
    }
  }
  return ports;
}

function listOf(value: unknown): Document[] {
  return Array.isArray(value) ? value : [];
}
