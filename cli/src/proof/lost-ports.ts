import type { Document } from '../document';
import { keyOf, namespaceOf } from './compare/objects/identity';

/**
 * The ports of Services that lead to the running pods before an update, and not after it, or to another port of the pods.
 *
 * @param live the objects before the update, with all defaults
 * @param updated the objects after the update, by their keys
 * @param titles the objects for messages, by their keys
 */
export function lostPorts(live: readonly Document[], updated: ReadonlyMap<string, Document>, titles: ReadonlyMap<string, string>): string[] {
  const workloads = live.filter(({ spec }) => Array.isArray(spec?.template?.spec?.containers));
  return live.filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1').flatMap(service => (
    workloads.filter(each => namespaceOf(each) === namespaceOf(service)).flatMap(workload => (
      lost(service, updated.get(keyOf(service)), workload).map(({ port, was, is }) => (
        `${titles.get(keyOf(service))}: port ${port} leads to ${is === undefined ? 'no port' : `port ${is}`} of the running pods of `
        + `${titles.get(keyOf(workload))}, and led to port ${was}`
      ))
    ))
  ));
}

interface LostPort {
  readonly port: string;
  readonly was: number;
  readonly is: number | undefined;
}

/** The ports of a Service that lead to other ports of the running pods of a workload, or to none. */
function lost(before: Document, after: Document | undefined, workload: Document): LostPort[] {
  return (before.spec.ports ?? []).flatMap((port: Document) => {
    const successor = after?.spec.ports?.find((each: Document) => each.port === port.port && each.protocol === port.protocol);
    const { template } = workload.spec;
    const [was, is] = [resolved(before, port, template), after && successor && resolved(after, successor, template)];
    return was === undefined || was === is ? [] : [{ port: `${port.port}/${port.protocol}`, was, is }];
  });
}

/** The port of a pod to which a port of a Service leads (`FindPort` in k8s.io/endpointslice/utils.go of Kubernetes 1.37); undefined if there is none. */
function resolved({ spec: { selector } }: Document, { targetPort, protocol }: Document, pod: Document): number | undefined {
  const labels = pod.metadata?.labels ?? {};
  const selected = Object.entries(selector ?? {});
  if (selected.length === 0 || !selected.every(([key, value]) => labels[key] === value)) {
    return undefined;
  }
  if (typeof targetPort === 'number') {
    return targetPort;
  }
  const { containers, initContainers = [] } = pod.spec;
  const running: Document[] = [...containers, ...initContainers.filter(({ restartPolicy }: Document) => restartPolicy === 'Always')];
  const ports: Document[] = running.flatMap(({ ports: listed = [] }) => listed);
  return ports.find(port => port.name === targetPort && port.protocol === protocol)?.containerPort;
}
