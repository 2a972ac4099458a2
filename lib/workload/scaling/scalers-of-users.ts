import { ApiObject, Chart } from 'cdk8s';
import { constructsAtSynth, revisionOf } from '../../app/checks-at-synth';
import { ConstructState } from '../../app/construct-state';
import { areInSamePlace, canBeInSameCluster } from '../../cluster/unique-in-cluster';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { isInt32 } from '../../values/numbers';
import type { PodNumbers } from '../pod/pod-numbers';
import { SCALER_KINDS } from '../pod/scaler-kinds';
import type { ManagedWorkload } from '../pod/workloads';

/** The scalers of an app, at its root. */
const SCALERS = new ConstructState<Scalers>('ScalersOfUsers');

/** Scalers by their target, and the targets of which the app has several. */
interface Scalers {
  readonly revision: number;
  readonly byTarget: ReadonlyMap<string, readonly ApiObject[]>;
  readonly targets: ReadonlyMap<string, readonly ApiObject[]>;
}

const NONE: readonly ApiObject[] = [];

/**
 * The scalers of the app whose target is a workload, and that no declaration has generated: those in the chart or cluster of the workload, and those in other
 * charts with the same namespace whose only possible target in the app is the workload.
 *
 * @internal
 */
export function scalersOfUsers(workload: ManagedWorkload): readonly ApiObject[] {
  const { root } = workload.node;
  const revision = revisionOf(root);
  let known = SCALERS.of(root);
  if (known?.revision !== revision) {
    const byTarget = byKey(SCALER_KINDS.flatMap(kind => objectsOfUsers(root, kind)), targetOf);
    known = { revision, byTarget, targets: byKey(constructsAtSynth(root).filter(isTarget), keyOfObject) };
    SCALERS.set(root, known);
  }
  const { namespace } = Chart.of(workload);
  const key = keyOf(namespace, workload.kind, workload.name);
  const { targets } = known;
  return (known.byTarget.get(key) ?? NONE).filter(scaler => (
    areInSamePlace(scaler, workload) || (namespace !== undefined && isOnlyTarget(scaler, workload, targets.get(key) ?? NONE))
  ));
}

function isOnlyTarget(scaler: ApiObject, workload: ManagedWorkload, targets: readonly ApiObject[]): boolean {
  const possible = targets.filter(target => canBeInSameCluster(scaler, target));
  return possible.length === 1 && possible[0] === ApiObject.of(workload);
}

/**
 * The numbers of pods that a scaler of a user sets, as those of `podNumbers`.
 *
 * @internal
 */
export function numbersOfScaler(scaler: ApiObject): PodNumbers {
  const { spec } = scaler.toJson() as Json;
  const min = spec.minReplicas ?? spec.minReplicaCount;
  // the default of a ScaledObject is 0, and then that of its HorizontalPodAutoscaler is 1
  return { min: isInt32(min, 1) ? min : 1, max: spec.maxReplicas ?? spec.maxReplicaCount };
}

function isTarget(construct: unknown): construct is ApiObject {
  return ApiObject.isApiObject(construct) && (construct.kind === 'Deployment' || construct.kind === 'StatefulSet');
}

function byKey(objects: readonly ApiObject[], keyFor: (object: ApiObject) => string): Map<string, ApiObject[]> {
  const found = new Map<string, ApiObject[]>();
  for (const object of objects) {
    const key = keyFor(object);
    const others = found.get(key);
    others ? others.push(object) : found.set(key, [object]);
  }
  return found;
}

function targetOf(scaler: ApiObject): string {
  const { metadata, spec } = scaler.toJson() as Json;
  // KEDA scales a Deployment if the target has no kind: https://keda.sh/docs/2.20/reference/scaledobject-spec/
  const { kind = 'Deployment', name } = spec?.scaleTargetRef ?? {};
  return keyOf(metadata?.namespace ?? Chart.of(scaler).namespace, kind, name);
}

function keyOfObject(object: ApiObject): string {
  return keyOf(object.metadata.namespace ?? Chart.of(object).namespace, object.kind, object.name);
}

function keyOf(namespace: string | undefined, kind: string, name: string): string {
  return JSON.stringify([namespace, kind, name]);
}
