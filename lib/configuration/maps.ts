import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { UsedMap } from './references';
import { constructsAtSynth, revisionOf } from '../app/checks-at-synth';
import { PerRevision } from '../app/per-revision';
import { canBeInSameCluster } from '../cluster/unique-in-cluster';
import { groupBy } from '../values/group-by';

/** The ConfigMaps and Secrets of an app by kind, namespace and name, at its root. */
const MAPS = new PerRevision('ConfigurationMaps', root => indexOf(constructsAtSynth(root)));

/**
 * The objects of a ConfigMap or a Secret that the app declares and that pods use: one in their chart, or else those of charts that can belong to the same
 * cluster. Charts without a cluster name can, so there can be several.
 *
 * @param pods the construct that declares the pods
 * @param namespace namespace of the pods
 * @internal
 */
export function mapsNamed(pods: IConstruct, namespace: string | undefined, { kind, name }: Pick<UsedMap, 'kind' | 'name'>): readonly ApiObject[] {
  const found = mapsOf(pods.node.root).get(keyOf(kind, namespace, name)) ?? [];
  const own = found.filter(object => Chart.of(object) === Chart.of(pods));
  return own.length > 0 ? own : found.filter(object => canBeInSameCluster(object, pods));
}

function mapsOf(root: IConstruct): ReadonlyMap<string, readonly ApiObject[]> {
  // A document is rendered before the first validation, for example by a test: nothing tells when a result would be out of date
  return revisionOf(root) === 0 ? indexOf(root.node.findAll()) : MAPS.of(root);
}

/** The index contains the objects, and not their contents: methods can change these until the objects are rendered. */
function indexOf(constructs: readonly IConstruct[]): Map<string, ApiObject[]> {
  return groupBy(constructs.filter(isMap), object => keyOf(object.kind, object.metadata.namespace, object.name));
}

function isMap(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && construct.apiVersion === 'v1' && (construct.kind === 'ConfigMap' || construct.kind === 'Secret');
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace, name]);
}
