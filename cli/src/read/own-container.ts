import { containerBehind, isOfMetrics, portsOf, type ServicePort } from './ports';
import type { Document } from '../document';

/** The annotation of pods with the container that kubectl uses if none is specified. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/**
 * A workload whose own container is the first of its pods: the one that the annotation of kubectl names, or that has the name of the workload, or to
 * which the Service leads. Another order of containers means the same, unless a hook delays the following containers, or several containers have a
 * port of the same name.
 *
 * @param offered the ports of the first Service
 */
export function withOwnContainerFirst(workload: Document, offered: readonly ServicePort[]): Document {
  const { metadata: { name: ofWorkload }, spec } = workload;
  const { metadata, spec: pod } = spec.template;
  const containers: readonly Document[] = pod.containers;
  const own = containers.find(({ name }) => name === metadata?.annotations?.[DEFAULT_CONTAINER])
    ?? containers.find(({ name }) => name === ofWorkload)
    ?? containers.find(({ name }) => ofWorkload.endsWith(`-${name}`))
    ?? mainContainer(offered, containers)
    ?? containers[0];
  const before = containers.slice(0, containers.indexOf(own));
  if (before.length === 0 || [own, ...before].some(({ lifecycle }) => lifecycle?.postStart) || before.some(each => haveSamePortName(each, own))) {
    return workload;
  }
  const ordered = [own, ...containers.filter(container => container !== own)];
  return { ...workload, spec: { ...spec, template: { ...spec.template, spec: { ...pod, containers: ordered } } } };
}

/** The container to which the first port of a Service leads that is not for metrics. */
function mainContainer(offered: readonly ServicePort[], containers: readonly Document[]): Document | undefined {
  return offered.filter(port => !isOfMetrics(port.name)).map(port => containerBehind(port, containers)).find(container => container !== undefined);
}

function haveSamePortName(first: Document, second: Document): boolean {
  const names = portsOf(first.ports).map(({ name }) => name);
  return portsOf(second.ports).some(({ name }) => name !== undefined && names.includes(name));
}
