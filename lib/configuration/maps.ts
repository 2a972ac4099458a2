import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { UsedMap } from './references';
import { constructsAtSynth, revisionOf } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { canBeInSameCluster } from '../cluster/unique-in-cluster';

/** The ConfigMaps and Secrets of an app, at its root. */
const MAPS = new ConstructState<Maps>('ConfigurationMaps');

/** The objects by kind, namespace and name, when the app had a revision. */
interface Maps {
  readonly revision: number;
  readonly byName: ReadonlyMap<string, readonly ApiObject[]>;
}

/**
 * The objects of a ConfigMap or a Secret that the app declares and that pods use: one in their chart, or else those of charts that can belong to the same
 * cluster. Charts without a cluster name can, so there can be several.
 *
 * @param pods the construct that declares the pods
 * @param namespace namespace of the pods
 * @internal
 */
export function mapsNamed(pods: IConstruct, namespace: string | undefined, { kind, name }: Pick<UsedMap, 'kind' | 'name'>): readonly ApiObject[] {
  const found = mapsOf(pods.node.root).byName.get(keyOf(kind, namespace, name)) ?? [];
  const own = found.filter(object => Chart.of(object) === Chart.of(pods));
  return own.length > 0 ? own : found.filter(object => canBeInSameCluster(object, pods));
}

function mapsOf(root: IConstruct): Maps {
  const revision = revisionOf(root);
  if (revision === 0) {
    // A document is rendered before the first validation, for example by a test: nothing tells when a result would be out of date
    return indexOf(root.node.findAll(), revision);
  }
  let known = MAPS.of(root);
  if (known?.revision !== revision) {
    known = indexOf(constructsAtSynth(root), revision);
    MAPS.set(root, known);
  }
  return known;
}

/** The index contains the objects, and not their contents: methods can change these until the objects are rendered. */
function indexOf(constructs: readonly IConstruct[], revision: number): Maps {
  const byName = new Map<string, ApiObject[]>();
  for (const object of constructs.filter(isMap)) {
    const key = keyOf(object.kind, object.metadata.namespace, object.name);
    byName.set(key, [...byName.get(key) ?? [], object]);
  }
  return { revision, byName };
}

function isMap(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && construct.apiVersion === 'v1' && (construct.kind === 'ConfigMap' || construct.kind === 'Secret');
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace, name]);
}
