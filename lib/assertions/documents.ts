import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { peerOf } from '../discovery/peer';
import type { Json } from '../manifest/manifest';
import { throwError } from '../rules/throw-error';
import { canBeEqual } from '../values/can-be-equal';

/** A document of an app. */
export interface AppDocument {
  readonly document: Json;
  /** The declaration that has created the object, or the construct around it if no declaration of this library has. */
  readonly owner: IConstruct;
  readonly namespace: string | undefined;
  /** Name of the cluster, if it is known. */
  readonly cluster: string | undefined;
}

/** Kinds with a pod template, and the path of the template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** The pods of a document. */
export interface AppPods extends AppDocument {
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Json;
}

/**
 * All documents of the app of a construct, as `cdk8s synth` writes them.
 *
 * @throws if the app has problems
 */
export function documentsOf({ node: { root } }: IConstruct): AppDocument[] {
  // cdk8s validates the whole app when it renders one chart
  root.node.findAll().find(Chart.isChart)?.toJson();
  return root.node.findAll().filter(ApiObject.isApiObject).map(object => ({
    document: object.toJson(),
    owner: ownerOf(object),
    namespace: object.metadata.namespace,
    cluster: ClusterProfile._clusterOf(object),
  }));
}

/** The pods that documents declare. */
export function podsOf(documents: readonly AppDocument[]): AppPods[] {
  return documents.filter(({ document: { kind } }) => Object.hasOwn(TEMPLATES, kind)).map(each => {
    const template = TEMPLATES[each.document.kind].reduce((part: Json, key) => part?.[key], each.document);
    return { ...each, labels: template?.metadata?.labels ?? {}, spec: template?.spec ?? {} };
  });
}

/** Whether two documents can be in one namespace: their clusters are the same, or one of them is not known. */
export function shareNamespace(one: AppDocument, other: AppDocument): boolean {
  return one.namespace === other.namespace && shareCluster(one, other);
}

/** Whether two documents can be in one cluster. */
export function shareCluster(one: AppDocument, other: AppDocument): boolean {
  return canBeEqual(one.cluster, other.cluster);
}

/** Whether a declaration is one of a list, or is inside of one. */
export function isIn(declaration: IConstruct, list: readonly IConstruct[]): boolean {
  return declaration.node.scopes.some(scope => list.includes(scope));
}

/** Throws an error with one line for each failure. */
export function throwFailures(failures: readonly string[]): void {
  if (failures.length > 0) {
    throwError([...new Set(failures)].sort().join('\n'));
  }
}

/** A document in a message, such as `Service 'db'`. */
export function nameOf({ document: { kind, metadata } }: AppDocument): string {
  return `${kind} '${metadata?.name}'`;
}

function ownerOf(object: ApiObject): IConstruct {
  const scopes = [...object.node.scopes].reverse();
  return scopes.find(peerOf) ?? scopes[1] ?? object;
}
