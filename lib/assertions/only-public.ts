import type { IConstruct } from 'constructs';
import { documentsOf, isIn, nameOf, podsOf, shareNamespace, throwFailures, type AppDocument, type AppPods } from './documents';
import { peerOf } from '../discovery/peer';
import { selectsLabels } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';

const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** A way in from outside of the cluster. */
interface WayIn {
  /** The declarations that it leads to. */
  readonly targets: readonly IConstruct[];
  /** What opens it, for the message. */
  readonly reason: string;
}

/** @internal */
export function assertOnlyPublic(scope: IConstruct, allowed: readonly IConstruct[]): void {
  const documents = documentsOf(scope);
  const pods = podsOf(documents);
  const services = documents.filter(({ document }) => document.kind === 'Service');
  const ways = [
    ...services.flatMap(service => reasonOfService(service).map(reason => ({ targets: behind(service, pods), reason }))),
    ...documents.flatMap(document => backendsOf(document).map(backend => ({
      targets: behindBackend(document, backend, services, pods), reason: `${nameOf(document)} leads to the Service '${backend.name}'`,
    }))),
    ...pods.flatMap(each => reasonsOfPods(each).map(reason => ({ targets: [each.owner], reason }))),
  ];
  throwFailures(ways.flatMap(way => failures(way, scope, allowed)));
}

function failures({ targets, reason }: WayIn, scope: IConstruct, allowed: readonly IConstruct[]): string[] {
  return targets.filter(target => isIn(target, [scope]) && !isIn(target, allowed)).map(({ node }) => (
    `${node.path}: it can be reached from outside of the cluster, because ${reason}. Remove this way in, or add the declaration to the list of Assertions.onlyPublic.`
  ));
}

function reasonOfService(service: AppDocument): string[] {
  const { spec = {}, metadata } = service.document;
  const peer = peerOf(service.owner);
  const isInternal = peer?.address?.name === metadata?.name && peer?.exposure?._type === 'LoadBalancer' && peer.exposure._options.internal === true;
  return [
    ...spec.type === 'LoadBalancer' && !isInternal ? [`${nameOf(service)} has the type LoadBalancer`] : [],
    ...spec.type === 'NodePort' ? [`${nameOf(service)} has the type NodePort`] : [],
    ...spec.externalIPs?.length > 0 ? [`${nameOf(service)} has external IPs`] : [],
  ];
}

function reasonsOfPods(pods: AppPods): string[] {
  const containers: Json[] = [...pods.spec.containers ?? [], ...pods.spec.initContainers ?? []];
  const ports: Json[] = containers.flatMap(({ ports: declared }) => declared ?? []);
  const hostPorts = ports.map(({ hostPort }) => hostPort).filter(Boolean);
  if (pods.spec.hostNetwork) {
    return ports.length > 0 ? [`the pods of ${nameOf(pods)} are on the network of their node`] : [];
  }
  return hostPorts.length > 0 ? [`the pods of ${nameOf(pods)} have the port ${hostPorts.join(', ')} of their node`] : [];
}

/** The declarations of the pods that a Service selects; the one of the Service if its backend is no pod of the app. */
function behind(service: AppDocument, pods: readonly AppPods[]): IConstruct[] {
  const { selector } = service.document.spec ?? {};
  const selected = selector ? pods.filter(each => shareNamespace(each, service) && selectsLabels({ matchLabels: selector }, each.labels)) : [];
  return selected.length > 0 ? selected.map(({ owner }) => owner) : [service.owner];
}

/** A Service that an Ingress or a route refers to. */
interface Backend {
  readonly name: string;
  readonly namespace: string | undefined;
}

function behindBackend(route: AppDocument, { name, namespace }: Backend, services: readonly AppDocument[], pods: readonly AppPods[]): IConstruct[] {
  const found = services.find(service => service.document.metadata.name === name && shareNamespace(service, { ...route, namespace }));
  return found ? behind(found, pods) : [route.owner];
}

function backendsOf({ document: { kind, spec = {} }, namespace }: AppDocument): Backend[] {
  const names = kind === 'Ingress' ? ingressBackends(spec) : [];
  const routed = ROUTE_KINDS.includes(kind) ? routeBackends(spec) : [];
  return [...names.map(name => ({ name, namespace })), ...routed.map(backend => ({ name: backend.name, namespace: backend.namespace ?? namespace }))];
}

function ingressBackends({ defaultBackend, rules = [] }: Json): string[] {
  const backends: Json[] = [defaultBackend, ...rules.flatMap(({ http }: Json) => (http?.paths ?? []).map(({ backend }: Json) => backend))];
  return backends.flatMap(backend => backend?.service?.name ?? []);
}

/** The backends of a route, and the targets of its mirrors. */
function routeBackends({ rules = [] }: Json): Json[] {
  const backends: Json[] = rules.flatMap(({ backendRefs = [] }: Json) => backendRefs);
  const filters: Json[] = [...rules, ...backends].flatMap(part => part.filters ?? []);
  const references = [...backends, ...filters.flatMap(({ requestMirror }) => requestMirror?.backendRef ?? [])];
  return references.filter(({ kind = 'Service' }) => kind === 'Service');
}
