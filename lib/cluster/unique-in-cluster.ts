import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { ConstructState } from '../app/construct-state';
import { objectRules } from '../rules/names';
import { describe } from '../rules/rule';

/** The index of an app, at its root. */
const INDEX = new ConstructState<ReservationIndex>('ReservationIndex');

/** A value that must be unique in a cluster, such as a name or a node port. */
export interface Reservation {
  /** Identifies the reserved value. Reservations with equal keys are in conflict. */
  readonly key: string;
  readonly construct: IConstruct;
  /** Returns the message for a conflict with another construct, which has this path. */
  readonly message: (otherPath: string) => string;
}

/**
 * Adds a validation that reports, at synth, names of objects and other reservations that a declaration shares with another construct of
 * the app although they must be unique in a cluster.
 *
 * @internal
 */
export function validateUnique(declaration: IConstruct, reservations: readonly Reservation[] = []): void {
  const { root } = declaration.node;
  const index = INDEX.ofOrCreated(root, () => {
    const created = new ReservationIndex(root);
    // cdk8s validates the whole app from its root downwards, once for each chart. The root compares, and the declarations read the result.
    root.node.addValidation({ validate: () => (created.refresh(), []) });
    return created;
  });
  index.declarations.set(declaration, reservations);
  declaration.node.addValidation({ validate: () => index.reports.get(declaration) ?? [] });
}

/** Finds constructs of an app that reserve the same value. */
class ReservationIndex {
  public readonly declarations = new Map<IConstruct, readonly Reservation[]>();
  public reports = new Map<IConstruct, string[]>();
  private constructs: readonly IConstruct[] = [];

  constructor(private readonly root: IConstruct) {}

  /** Compares all constructs again if constructs were added or removed. */
  public refresh(): void {
    const constructs = this.root.node.findAll();
    if (constructs.length !== this.constructs.length || constructs.some((construct, index) => construct !== this.constructs[index])) {
      this.constructs = constructs;
      this.reports = new Map();
      const reservations = new Map<string, Reservation[]>();
      for (const reservation of constructs.flatMap(construct => this.reservationsOf(construct))) {
        const earlier = reservations.get(reservation.key) ?? [];
        earlier.filter(other => shareCluster(reservation.construct, other.construct)).forEach(other => this.report(other, reservation));
        reservations.set(reservation.key, [...earlier, reservation]);
      }
    }
  }

  private reservationsOf(construct: IConstruct): readonly Reservation[] {
    return ApiObject.isApiObject(construct) ? [nameOf(construct)] : this.declarations.get(construct) ?? [];
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
      this.reports.set(declaration, [...this.reports.get(declaration) ?? [], reservation.message(path)]);
    }
  }

  private declarationOf(reservation: Reservation): IConstruct | undefined {
    return reservation.construct.node.scopes.reverse().find(scope => this.declarations.has(scope));
  }
}

function shareCluster(a: IConstruct, b: IConstruct): boolean {
  const cluster = ClusterProfile.of(a).cluster;
  return Chart.of(a) === Chart.of(b) || (cluster !== undefined && cluster === ClusterProfile.of(b).cluster);
}

function nameOf(object: ApiObject): Reservation {
  const { namespace } = object.metadata;
  const what = `${object.kind} '${object.name}'${namespace === undefined ? '' : ` in namespace '${namespace}'`}`;
  return {
    key: [object.apiGroup, object.kind, namespace ?? '', object.name].join('/'),
    construct: object,
    message: path => {
      const field = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind) ? 'workloadName' : 'name';
      const fix = `'${path}' also creates the ${what}. Set ${field}: '…' on one of them, or use another namespace.`;
      return describe(objectRules.unique, field, object.name, fix);
    },
  };
}
