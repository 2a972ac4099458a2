import { ApiObject, Chart } from 'cdk8s';
import { constructsAtSynth } from '../../app/checks-at-synth';
import { PerRevision } from '../../app/per-revision';
import { areInSamePlace, canBeInSameCluster } from '../../cluster/unique-in-cluster';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { groupBy } from '../../values/group-by';
import { isInt32 } from '../../values/numbers';
import type { PodNumbers } from '../pod/pod-numbers';
import { SCALER_KINDS } from '../pod/scaler-kinds';
import type { ManagedWorkload } from '../pod/workloads';

/** The scalers of an app by their target, and its workloads that can be targets, by the same keys. They are at its root. */
const SCALERS = new PerRevision('ScalersOfUsers', root => ({
  byTarget: groupBy(SCALER_KINDS.flatMap(kind => objectsOfUsers(root, kind)), targetOf),
  targets: groupBy(constructsAtSynth(root).filter(isTarget), keyOfObject),
}));

const NONE: readonly ApiObject[] = [];

/**
 * The scalers of the app whose target is a workload, and that no declaration has generated: those in the chart or cluster of the workload, and those in other
 * charts with the same namespace whose only possible target in the app is the workload.
 *
 * @internal
 */
export function scalersOfUsers(workload: ManagedWorkload): readonly ApiObject[] {
  const { byTarget, targets } = SCALERS.of(workload.node.root);
  const { namespace } = Chart.of(workload);
  const key = keyOf(namespace, workload.kind, workload.name);
  return (byTarget.get(key) ?? NONE).filter(scaler => (
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
