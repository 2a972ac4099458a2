import { isOfKind, type AppDocument } from './documents';
import type { Json } from '../manifest/manifest';
import { objectOf, objectsOf } from '../manifest/parts';

/** A Service that an Ingress or a route refers to. */
export interface ServiceReference {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The Services to which an Ingress, or a route of the Gateway API, sends requests. Other objects have none. */
export function routedServices(route: AppDocument): ServiceReference[] {
  const spec = objectOf(route.document.spec);
  const references = [
    ...isOfKind(route, 'networking.k8s.io', 'Ingress') ? ingressBackends(spec) : [],
    ...isOfKind(route, 'gateway.networking.k8s.io', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute') ? routeBackends(spec) : [],
  ];
  return references.filter(({ name }) => typeof name === 'string').map(({ name, namespace }) => ({ name, namespace: namespace ?? route.namespace }));
}

function ingressBackends({ defaultBackend, rules }: Json): Json[] {
  const paths = objectsOf(rules).flatMap(({ http }) => objectsOf(objectOf(http).paths));
  return [defaultBackend, ...paths.map(({ backend }) => backend)].map(backend => ({ name: objectOf(objectOf(backend).service).name }));
}

/** The backends of a route, and the targets of its mirrors. */
function routeBackends({ rules }: Json): Json[] {
  const backends = objectsOf(rules).flatMap(({ backendRefs }) => objectsOf(backendRefs));
  const filters = [...objectsOf(rules), ...backends].flatMap(part => objectsOf(part.filters));
  const references = [...backends, ...filters.map(({ requestMirror }) => objectOf(objectOf(requestMirror).backendRef))];
  return references.filter(({ kind }) => (kind ?? 'Service') === 'Service');
}
