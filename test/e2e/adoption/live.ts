import { isDeepStrictEqual } from 'util';
import { parse } from 'yaml';
import type { Document } from '../../support';
import { kubectl } from '../support/kubectl';

/** The kinds of objects of the applications, and those that the cluster creates for them. */
const KINDS = [
  'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'controllerrevisions', 'pods', 'services', 'endpointslices', 'configmaps',
  'serviceaccounts', 'persistentvolumeclaims', 'poddisruptionbudgets', 'horizontalpodautoscalers', 'networkpolicies', 'ingresses',
].join();

/** The objects of a namespace, as users get them for the check. */
export class Live {
  /** Reads the objects with `kubectl get -o yaml`. */
  public static read(namespace: string): Live {
    return new Live(kubectl('--namespace', namespace, 'get', KINDS, '--show-managed-fields', '--output=yaml'));
  }

  private readonly objects: readonly Document[];

  private constructor(public readonly yaml: string) {
    this.objects = parse(yaml).items;
  }

  /** The UIDs of objects, by kind and name. An object that does not exist has none. */
  public uidsOf(documents: readonly Document[]): Record<string, string | undefined> {
    return Object.fromEntries(documents.map(({ kind, metadata: { name } }) => [`${kind}/${name}`, this.find(kind, name)?.metadata.uid]));
  }

  /** The UIDs of the pods of a workload that are not being deleted, by their names. Names of pods begin with that of their workload. */
  public podsOf(workload: string): Record<string, string> {
    return Object.fromEntries(this.runningPodsOf(workload).map(({ metadata }) => [metadata.name, metadata.uid]));
  }

  /** The pods of a workload that are not being deleted. */
  public runningPodsOf(workload: string): Document[] {
    return this.ofKind('Pod').filter(({ metadata }) => metadata.name.startsWith(`${nameOf(workload)}-`) && !metadata.deletionTimestamp);
  }

  /** The objects among documents whose spec differs from that of another time, as kind and name. */
  public changedSince(before: Live, documents: readonly Document[]): string[] {
    const names = documents.map(({ kind, metadata: { name } }) => [kind, name] as const);
    const changed = names.filter(([kind, name]) => !isDeepStrictEqual(this.find(kind, name)?.spec, before.find(kind, name)?.spec));
    return changed.map(each => each.join('/')).sort();
  }

  /** The names of the revisions of the pod template of a workload: its ReplicaSets or ControllerRevisions. */
  public revisionsOf(workload: string): string[] {
    const revisions = [...this.ofKind('ReplicaSet'), ...this.ofKind('ControllerRevision')];
    return revisions.filter(({ metadata }) => metadata.ownerReferences[0].name === nameOf(workload)).map(({ metadata }) => metadata.name).sort();
  }

  /** The endpoints of all Services: the name of the Service, the name and number of the port, the pod, and whether it is ready. */
  public get endpoints(): string[] {
    return this.ofKind('EndpointSlice').flatMap(({ metadata, endpoints, ports }) => (
      (endpoints ?? []).flatMap(({ targetRef, conditions }: Document) => (ports ?? []).map(({ name, port }: Document) => (
        `${metadata.labels['kubernetes.io/service-name']} ${name || '(unnamed)'} ${port} ${targetRef.name}${conditions.ready ? '' : ' (not ready)'}`
      )))
    )).sort();
  }

  /** How often containers of the pods were restarted. */
  public get restarts(): number {
    return this.ofKind('Pod').flatMap(({ status }) => status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
  }

  private find(kind: string, name: string): Document | undefined {
    return this.ofKind(kind).find(({ metadata }) => metadata.name === name);
  }

  private ofKind(kind: string): Document[] {
    return this.objects.filter(object => object.kind === kind);
  }
}

function nameOf(workload: string): string {
  return workload.split('/')[1];
}
