import type { DeclaredWorkload, Scope } from './scope';
import type { Document } from '../document';

/** The API groups of kinds that route requests of clients to Services. */
const GROUPS_OF_ROUTES = ['networking.k8s.io', 'extensions', 'gateway.networking.k8s.io', 'networking.x-k8s.io'];

/** Whether a route of the scope leads to a Service of a workload. */
export function isRouted(declared: DeclaredWorkload, scope: Scope): boolean {
  const names = scope.services.filter(({ workload }) => workload === declared).map(({ name }) => name);
  const routes = scope.documents.map(({ object }) => object).filter(({ apiVersion, kind }) => (
    GROUPS_OF_ROUTES.includes(String(apiVersion).split('/')[0]) && /Ingress$|Route$/.test(kind)
  ));
  return routes.some(({ spec }) => names.some(name => mentions(spec, name)));
}

/** Whether a value has a text in any of its fields. */
function mentions(value: unknown, text: string): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(each => mentions(each, text)) : value === text;
}

/**
 * The ports of a workload that a Service offers to clients outside of the cluster, sorted. A policy must allow traffic to them from every address, because
 * nodes replace the addresses of clients (docs/isolation.md). A text is the reason why they are not known.
 */
export function externalPorts(declared: DeclaredWorkload, scope: Scope): readonly string[] | string {
  const services = scope.services.filter(({ workload, service }) => workload === declared && isExternal(service));
  if (services.some(({ service: { spec } }) => spec.externalTrafficPolicy === 'Local' && spec.loadBalancerSourceRanges?.length > 0)) {
    return 'A Service limits the addresses of clients, and the policy of the declaration would depend on the load balancer.';
  }
  const ports = services.flatMap(service => service.ports.filter(({ isExposed }) => isExposed)).map(({ number, protocol }) => `${number}/${protocol}`);
  return [...new Set(ports)].sort();
}

function isExternal({ spec }: Document): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer' || spec.externalIPs?.length > 0;
}
