import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { peerOf, type Peer } from '../discovery/peer';
import { API_OBJECT_ID, isManifest, type Json } from '../manifest/manifest';
import { objectOf } from '../manifest/parts';
import { throwError } from '../rules/throw-error';
import { canBeEqual } from '../values/can-be-equal';

/** A document of an app. */
export interface AppDocument {
  readonly document: Json;
  readonly object: ApiObject;
  /** The declaration of this library that has created the object, or around it. */
  readonly peer?: Peer;
  /** The path in messages: of the declaration that has created the object, or of the construct of the object itself. */
  readonly path: string;
  readonly namespace?: string;
  /** Name of the cluster, if it is known. */
  readonly cluster?: string;
}

/**
 * All documents of the app of a construct, as `cdk8s synth` writes them.
 *
 * @throws if the app has problems
 */
export function documentsOf({ node: { root } }: IConstruct): AppDocument[] {
  // cdk8s validates the whole app when it renders one chart
  root.node.findAll().find(Chart.isChart)?.toJson();
  return root.node.findAll().filter(ApiObject.isApiObject).map(object => {
    const document: Json = object.toJson();
    const { namespace } = objectOf(document.metadata);
    const peer = [...object.node.scopes].reverse().map(peerOf).find(each => each !== undefined);
    return { document, object, peer, path: constructOf(object, peer).node.path, namespace, cluster: ClusterProfile._clusterOf(object) };
  });
}

/**
 * Whether a document has a kind of an API group. Other groups have kinds with the same name, such as the NetworkPolicy of Antrea and the Service of Knative.
 *
 * @param group name of the group; empty for the core group
 */
export function isOfKind({ document: { kind, apiVersion } }: AppDocument, group: string, ...kinds: readonly string[]): boolean {
  const [, ofGroup = ''] = String(apiVersion).split('/').reverse();
  return kinds.includes(kind) && ofGroup === group;
}

/** Whether two documents can be in one namespace: their clusters are the same, or one of them is not known. */
export function shareNamespace(one: AppDocument, other: Pick<AppDocument, 'namespace' | 'cluster'>): boolean {
  return one.namespace === other.namespace && shareCluster(one, other);
}

/** Whether two documents can be in one cluster. */
export function shareCluster(one: AppDocument, other: Pick<AppDocument, 'cluster'>): boolean {
  return canBeEqual(one.cluster, other.cluster);
}

/** Whether a construct is one of a list, or is inside of one. */
export function isIn(construct: IConstruct, list: readonly IConstruct[]): boolean {
  return construct.node.scopes.some(scope => list.includes(scope));
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

/** What a message about an object names: a declaration of this library, a construct of cdk8s-plus, or the object. */
function constructOf(object: ApiObject, peer: Peer | undefined): IConstruct {
  const scope = object.node.scope!;
  if (isManifest(object)) {
    return peer?.construct ?? scope;
  }
  return object.node.id === API_OBJECT_ID && !Chart.isChart(scope) ? scope : object;
}
