import type { Document } from '../support';

type Labels = Record<string, string>;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const CLUSTER_HOST = /\b([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.cluster\.local\b(?::(\d+))?/g;

/** All contradictions between the documents of an app, one on each line. */
export function contradictions(documents: readonly Document[]): string[] {
  return [
    ...duplicates(documents),
    ...documents.flatMap(document => hostsWithoutService(document, documents)),
    ...ofKind(documents, 'Service').flatMap(service => contradictionsOfService(service, documents)),
    ...ofKind(documents, 'EndpointSlice').flatMap(slice => contradictionsOfSlice(slice, documents)),
    ...ofKind(documents, ...WORKLOADS).flatMap(workload => contradictionsOfWorkload(workload, documents)),
  ];
}

/** All documents of some kinds. */
export function ofKind(documents: readonly Document[], ...kinds: string[]): Document[] {
  return documents.filter(document => kinds.includes(document.kind));
}

/** All workloads with pods. */
export function workloads(documents: readonly Document[]): Document[] {
  return ofKind(documents, ...WORKLOADS);
}

/** Containers of a pod, init containers included. */
export function allContainers(pod: Document): Document[] {
  return [...pod.containers, ...pod.initContainers ?? []];
}

function duplicates(documents: readonly Document[]): string[] {
  const names = documents.map(document => `${document.apiVersion.replace(/\/.*/, '')} ${nameOf(document)}`);
  return names.filter((name, index) => names.indexOf(name) < index).map(name => `${name} exists twice`);
}

/** Hosts of the cluster that a document mentions in any field without a matching Service, or with a port that the Service does not have. */
function hostsWithoutService(document: Document, documents: readonly Document[]): string[] {
  return [...JSON.stringify(document).matchAll(CLUSTER_HOST)].flatMap(([host, name, namespace, port]) => {
    const service = ofKind(documents, 'Service').find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    const offered = port === undefined || service?.spec.ports.some((candidate: Document) => candidate.port === Number(port));
    return service && offered ? [] : [`${nameOf(document)} mentions ${host}, which no Service provides`];
  });
}

function contradictionsOfService(service: Document, documents: readonly Document[]): string[] {
  const { selector, ports = [] } = service.spec;
  if (selector === undefined) {
    return [];
  }
  const selected = selectedBy(selector, service, documents);
  if (selected.length !== 1) {
    return [`${nameOf(service)} selects the pods of ${selected.length} workloads: ${selected.map(nameOf).join(', ')}`];
  }
  const declared: Document[] = selected[0].spec.template.spec.containers.flatMap((container: Document) => container.ports ?? []);
  return ports
    .filter((port: Document) => !declared.some(candidate => protocolOf(candidate) === protocolOf(port) && isPort(candidate, targetOf(port))))
    .map((port: Document) => `${nameOf(service)} sends ${port.name} to ${targetOf(port)}, which ${nameOf(selected[0])} does not declare`);
}

function contradictionsOfSlice(slice: Document, documents: readonly Document[]): string[] {
  const name = slice.metadata.labels['kubernetes.io/service-name'];
  const service = ofKind(documents, 'Service').find(candidate => candidate.metadata.name === name && sameNamespace(candidate, slice));
  if (service === undefined || service.spec.selector !== undefined) {
    return [`${nameOf(slice)} belongs to ${name}, which is not a Service without a selector`];
  }
  const portsOf = (ports: Document[], numberOf: (port: Document) => unknown) => ports.map(port => `${port.name} ${protocolOf(port)} ${numberOf(port)}`).join();
  const [offered, served] = [portsOf(service.spec.ports, targetOf), portsOf(slice.ports, port => port.port)];
  return offered === served ? [] : [`${nameOf(slice)} serves ${served}, ${nameOf(service)} offers ${offered}`];
}

function contradictionsOfWorkload(workload: Document, documents: readonly Document[]): string[] {
  const found: string[] = [];
  const { selector, template, serviceName, volumeClaimTemplates = [] } = workload.spec;
  const selected = selectedBy(selector.matchLabels, workload, documents);
  if (selected.length !== 1 || selected[0] !== workload) {
    found.push(`${nameOf(workload)} selects the pods of ${selected.map(nameOf).join(', ') || 'none'}`);
  }
  if (workload.kind === 'StatefulSet') {
    const governing = ofKind(documents, 'Service').find(service => service.metadata.name === serviceName && sameNamespace(service, workload));
    if (governing?.spec.clusterIP !== 'None' || !matches(governing.spec.selector, template.metadata.labels)) {
      found.push(`${nameOf(workload)} is governed by ${serviceName}, which is not a headless Service of its pods`);
    }
  }
  const volumes = [...template.spec.volumes ?? [], ...volumeClaimTemplates.map((claim: Document) => claim.metadata)].map(volume => volume.name);
  for (const container of allContainers(template.spec)) {
    found.push(...contradictionsOfContainer(container, volumes).map(line => `${nameOf(workload)} ${line}`));
  }
  const configMaps = [...JSON.stringify(template).matchAll(/"configMap(?:Ref|KeyRef)?":\{[^}]*"name":"([^"]+)"/g)].map(([, name]) => name);
  for (const name of configMaps) {
    if (!ofKind(documents, 'ConfigMap').some(map => map.metadata.name === name && sameNamespace(map, workload))) {
      found.push(`${nameOf(workload)} reads ConfigMap ${name}, which does not exist`);
    }
  }
  return found;
}

function contradictionsOfContainer(container: Document, volumes: readonly string[]): string[] {
  const mounts: Document[] = container.volumeMounts ?? [];
  const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'].filter(probe => container[probe] !== undefined);
  const probed = probes.map(probe => [probe, (container[probe].httpGet ?? container[probe].tcpSocket ?? container[probe].grpc)?.port]);
  return [
    ...mounts.filter(mount => !volumes.includes(mount.name)).map(mount => `mounts ${mount.name}, which is not a volume of the pod`),
    ...probed.filter(([, port]) => port !== undefined && !container.ports?.some((candidate: Document) => isPort(candidate, port) && protocolOf(candidate) === 'TCP'))
      .map(([probe, port]) => `checks ${port} by ${probe}, which is not a TCP port of the container`),
  ];
}

function selectedBy(selector: Labels, from: Document, documents: readonly Document[]): Document[] {
  return workloads(documents).filter(workload => sameNamespace(workload, from) && matches(selector, workload.spec.template.metadata.labels));
}

function matches(selector: Labels | undefined, labels: Labels): boolean {
  return selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function sameNamespace(a: Document, b: Document): boolean {
  return a.metadata.namespace === b.metadata.namespace;
}

function isPort(port: Document, target: string | number): boolean {
  return typeof target === 'string' ? port.name === target : port.containerPort === target;
}

function targetOf(port: Document): string | number {
  return port.targetPort ?? port.port;
}

function protocolOf(port: Document): string {
  return port.protocol ?? 'TCP';
}

function nameOf({ kind, metadata }: Document): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}
