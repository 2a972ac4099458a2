import { isDeepStrictEqual } from 'util';
import type { ServerDryRun } from 'kubernetes-dry-run';
import type { Manifest } from './workload';
import type { Document } from '../support';

/** What happens when the documents of a declaration are applied to a cluster where the manifests run. */
export interface Update {
  /** Whether the server accepts the manifests themselves. */
  readonly wasAccepted: boolean;
  /** Why the server refuses documents as updates of the manifests. */
  readonly refusals: readonly string[];
  /** Ports of Services that lead to the running pods before the update, and not after it, or to another port of the pods. */
  readonly lostPorts: readonly string[];
  /** Whether the pod template changes, so that all pods are replaced. */
  readonly replacesPods: boolean;
}

/** Applies the documents of a declaration to the manifests. */
export function updateInPlace(dryRun: ServerDryRun, { workload, services }: Manifest, documents: readonly Document[]): Update {
  const originals = [workload, ...services];
  const before = dryRun.apply(originals as never[]);
  const live = before.results.map(({ stored }) => stored as Document);
  if (before.results.some(({ accepted }) => !accepted)) {
    return { wasAccepted: false, refusals: [], lostPorts: [], replacesPods: false };
  }
  const namespace = workload.metadata.namespace as string | undefined;
  const placed = documents.map(({ metadata, ...others }) => ({ ...others, metadata: { ...metadata, namespace: metadata.namespace ?? namespace } }));
  const after = dryRun.apply(placed as never[], { live: live as never[] });
  const refusals = after.results.flatMap(({ kind, name, causes }) => causes.map(({ field, message }) => `${kind} ${name}: ${field}: ${message}`));
  const updated = after.results.map(({ stored }) => stored as Document | undefined);
  const find = ({ kind, metadata }: Document) => updated.find(each => each?.kind === kind && each?.metadata.name === metadata.name);
  const lostPorts = live.slice(1).flatMap(service => lost(service, find(service), live[0].spec.template));
  return { wasAccepted: true, refusals, lostPorts, replacesPods: !isDeepStrictEqual(live[0].spec.template, find(live[0])?.spec.template) };
}

/** The ports of a Service that lead to other ports of running pods after an update, or to none. */
function lost(before: Document, after: Document | undefined, pod: Document): string[] {
  return (before.spec.ports ?? []).flatMap((port: Document) => {
    const successor = after?.spec.ports?.find((each: Document) => each.port === port.port && each.protocol === port.protocol);
    const [was, is] = [resolved(before, port, pod), after && successor && resolved(after, successor, pod)];
    return was === undefined || was === is ? [] : [`${before.metadata.name}:${port.port}/${port.protocol}: ${was} -> ${is ?? 'none'}`];
  });
}

/** The port of a pod to which a port of a Service leads (`FindPort` in k8s.io/endpointslice/utils.go of Kubernetes 1.37); undefined if there is none. */
function resolved({ spec: { selector } }: Document, { targetPort, protocol }: Document, pod: Document): number | undefined {
  const labels = pod.metadata?.labels ?? {};
  if (!Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value)) {
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
