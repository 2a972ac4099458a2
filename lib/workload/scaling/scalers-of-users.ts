import { Chart, type ApiObject } from 'cdk8s';
import { revisionOf } from '../../app/checks-at-synth';
import { ConstructState } from '../../app/construct-state';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { SCALER_KINDS } from '../pod/scaler-kinds';
import type { ManagedWorkload } from '../pod/workloads';

/** The scalers of an app, at its root. */
const SCALERS = new ConstructState<Scalers>('ScalersOfUsers');

/** Scalers by their target. */
interface Scalers {
  readonly revision: number;
  readonly byTarget: ReadonlyMap<string, readonly ApiObject[]>;
}

const NONE: readonly ApiObject[] = [];

/**
 * The scalers of the app whose target is a workload, that no declaration has generated, and that are in the chart or cluster of the workload.
 *
 * @internal
 */
export function scalersOfUsers(workload: ManagedWorkload): readonly ApiObject[] {
  const { root } = workload.node;
  const revision = revisionOf(root);
  let known = SCALERS.of(root);
  if (known?.revision !== revision) {
    known = { revision, byTarget: indexOf(SCALER_KINDS.flatMap(kind => objectsOfUsers(root, kind))) };
    SCALERS.set(root, known);
  }
  const found = known.byTarget.get(keyOf(Chart.of(workload).namespace, workload.kind, workload.name)) ?? NONE;
  return found.filter(object => areInSamePlace(object, workload));
}

function indexOf(objects: readonly ApiObject[]): Map<string, ApiObject[]> {
  const byTarget = new Map<string, ApiObject[]>();
  for (const object of objects) {
    const { metadata, spec } = object.toJson() as Json;
    // KEDA scales a Deployment if the target has no kind: https://keda.sh/docs/2.20/reference/scaledobject-spec/
    const { kind = 'Deployment', name } = spec?.scaleTargetRef ?? {};
    const key = keyOf(metadata?.namespace ?? Chart.of(object).namespace, kind, name);
    const others = byTarget.get(key);
    others ? others.push(object) : byTarget.set(key, [object]);
  }
  return byTarget;
}

function keyOf(namespace: string | undefined, kind: string, name: string): string {
  return JSON.stringify([namespace, kind, name]);
}
