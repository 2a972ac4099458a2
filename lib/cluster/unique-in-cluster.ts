import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { constructsAtSynth, validateAtSynth } from '../app/checks-at-synth';
import { Comparison } from '../app/comparison';
import { ConstructState } from '../app/construct-state';
import { DecidedAtSynth } from '../app/decided-at-synth';
import { objectRules } from '../rules/names';
import { describe } from '../rules/rule';
import { canBeEqual } from '../values/can-be-equal';

/** The index of an app, at its root. */
const INDEX = new ConstructState<ReservationIndex>('ReservationIndex');

/** A value that must be unique in a cluster, such as a name or a node port. */
export interface Reservation {
  /** Identifies the reserved value. Reservations with equal keys are in conflict, unless they have the same group. */
  readonly key: string;
  /** Identifies the reservations that can share the value. Undefined if the value is not shared. */
  readonly group?: string;
  readonly construct: IConstruct;
  /** Returns the message for a conflict with another construct, which has this path. */
  readonly message: (otherPath: string) => string;
}

/** A declaration with reservations, which are read at synth. */
export interface Reserving {
  readonly reservations: readonly Reservation[];
}

/**
 * Adds a check that reports, at synth, names of objects and other reservations that a declaration shares with another construct of the app although
 * they must be unique in a cluster.
 *
 * @internal
 */
export function validateUnique(declaration: IConstruct, reserving: Reserving = { reservations: [] }): void {
  const { root } = declaration.node;
  const index = INDEX.ofOrCreated(root, () => new ReservationIndex(root));
  index.declarations.set(declaration, reserving);
  validateAtSynth(declaration, index);
}

/** Finds constructs of an app that reserve the same value. */
class ReservationIndex extends Comparison {
  public readonly declarations = new Map<IConstruct, Reserving>();

  /** Compares each reservation with the first one that has the same key in its chart, and in its cluster. */
  protected compare(): void {
    const places = new Map<Chart | string, Map<string, Reservation>>();
    for (const construct of constructsAtSynth(this.root)) {
      for (const reservation of this.reservationsOf(construct)) {
        const conflicts = placesOf(reservation.construct).flatMap(place => firstOrRecord(places, place, reservation) ?? []);
        new Set(conflicts).forEach(earlier => this.report(earlier, reservation));
      }
    }
  }

  private reservationsOf(construct: IConstruct): readonly Reservation[] {
    return ApiObject.isApiObject(construct) ? [nameOf(construct)] : this.declarations.get(construct)?.reservations ?? [];
  }

  /**
   * Reports a conflict at the declaration that made the later reservation. If no declaration made it, reports the conflict at the declaration that
   * made the earlier one. Conflicts between constructs that no declaration created are not reported.
   */
  private report(earlier: Reservation, later: Reservation): void {
    const [reservation, other] = this.declarationOf(later) ? [later, earlier] : [earlier, later];
    const declaration = this.declarationOf(reservation);
    if (declaration) {
      const path = (this.declarationOf(other) ?? other.construct).node.path;
      this.addMessage(declaration, reservation.message(path));
    }
  }

  private declarationOf(reservation: Reservation): IConstruct | undefined {
    return reservation.construct.node.scopes.reverse().find(scope => this.declarations.has(scope));
  }
}

/** Whether two constructs are deployed together: in one chart, or in charts of a cluster with a name. @internal */
export function areInSamePlace(a: IConstruct, b: IConstruct): boolean {
  const places = placesOf(a);
  return placesOf(b).some(place => places.includes(place));
}

/** Whether two constructs can be in one cluster: the names of their clusters are the same, or one of them is not known. @internal */
export function canBeInSameCluster(a: IConstruct, b: IConstruct): boolean {
  return canBeEqual(ClusterProfile._clusterOf(a), ClusterProfile._clusterOf(b));
}

/** The chart of a construct, and the name of its cluster if it has one. Objects in the same place must have different names. */
function placesOf(construct: IConstruct): readonly (Chart | string)[] {
  const cluster = ClusterProfile._clusterOf(construct);
  return cluster === undefined ? [Chart.of(construct)] : [Chart.of(construct), cluster];
}

/**
 * Returns the first reservation in a place that is in conflict with another one. If no reservation there has the same key, records the other one as the
 * first.
 */
function firstOrRecord(places: Map<Chart | string, Map<string, Reservation>>, place: Chart | string, other: Reservation): Reservation | undefined {
  const reservations = places.get(place) ?? new Map<string, Reservation>();
  const first = reservations.get(other.key);
  if (!first) {
    places.set(place, reservations.set(other.key, other));
  }
  return first?.group !== undefined && first.group === other.group ? undefined : first;
}

/** The options that set the names of objects, except for `name`. */
const NAME_OPTIONS: Readonly<Record<string, string>> = {
  Deployment: 'workloadName',
  StatefulSet: 'workloadName',
  DaemonSet: 'workloadName',
  HorizontalPodAutoscaler: 'scaling.name',
  ScaledObject: 'scaling.name',
  PodDisruptionBudget: 'disruption.name',
  ServiceMonitor: 'metrics.name',
  PodMonitor: 'metrics.name',
  NetworkPolicy: 'networkPolicyName',
  ServiceAccount: 'serviceAccountName',
  EndpointSlice: 'endpointSliceName',
};

const DEFAULT_BUDGET_FIX = "A workload with two replicas or more has this budget by default. Set disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), { name: '…' })";

/** Whether an object is the budget that a workload has by default, whose declaration has no option with its name. */
function isDefaultBudget({ kind, node: { scope } }: ApiObject): boolean {
  return kind === 'PodDisruptionBudget' && scope instanceof DecidedAtSynth;
}

function nameOf(object: ApiObject): Reservation {
  const { namespace } = object.metadata;
  return {
    key: [object.apiGroup, object.kind, namespace ?? '', object.name].join('/'),
    construct: object,
    message: path => {
      const field = NAME_OPTIONS[object.kind] ?? 'name';
      const what = `${object.kind} '${object.name}'${namespace === undefined ? '' : ` in namespace '${namespace}'`}`;
      const fix = `'${path}' also creates the ${what}. ${isDefaultBudget(object) ? DEFAULT_BUDGET_FIX : `Set ${field}: '…'`} on one of them, or use another namespace.`;
      return describe(objectRules.unique, field, object.name, fix);
    },
  };
}
