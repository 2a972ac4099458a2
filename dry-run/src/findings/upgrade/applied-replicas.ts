import { at, fields, items, number, text } from '../fields';
import { annotation, specOf, type Entry } from '../inventory';
import { isPrinted, LAST_APPLIED } from './upgrade';

/** What the next apply does to `spec.replicas` of a live workload if the document omits it. */
export enum Omitted {
  /** Nobody else owns the field, so the server sets its default. */
  DROPPED = 'dropped',
  /** Somebody else owns the field, or no manifest had it. */
  KEPT = 'kept',
  /** The live object does not tell who owns the field. */
  UNKNOWN = 'unknown',
}

const CLIENT_SIDE = 'kubectl-client-side-apply';

/**
 * What happens to the replicas of a live workload whose document omits them.
 *
 * Client-side apply removes a field that is in the annotation of the last apply, even if another manager has also set
 * it. Server-side apply removes a field that only the applier owns.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation
 */
export function omittedReplicas(live: Entry): Omitted {
  const managers = items(live.object, 'metadata', 'managedFields').filter(({ subresource }) => subresource !== 'status');
  const lastApplied = annotation(live, LAST_APPLIED);
  const isApplied = managers.some(({ operation }) => operation === 'Apply');
  if (!isPrinted(live)) {
    return Omitted.DROPPED;
  }
  if (lastApplied !== undefined && !isApplied) {
    return hasReplicas(lastApplied) ? Omitted.DROPPED : Omitted.KEPT;
  }
  if (managers.length === 0) {
    return Omitted.UNKNOWN;
  }
  const owners = managers.filter(manager => owns(manager, 'f:replicas'));
  const [owner] = owners;
  // An applier that owns the replicas and not the pod template has only taken them over: see docs/scaling.md of the repository.
  const appliesAll = owners.length === 1 && owns(owner, 'f:template')
    && (owner.operation === 'Apply' || (!isApplied && text(owner, 'manager') === CLIENT_SIDE));
  return appliesAll ? Omitted.DROPPED : Omitted.KEPT;
}

function owns(manager: unknown, field: string): boolean {
  return at(manager, 'fieldsV1', 'f:spec', field) !== undefined;
}

function hasReplicas(json: string): boolean {
  try {
    return number(fields(JSON.parse(json), 'spec'), 'replicas') !== undefined;
  } catch {
    return false;
  }
}

/** The replicas of a live workload. */
export function liveReplicas(live: Entry): number | undefined {
  return number(specOf(live), 'replicas');
}
