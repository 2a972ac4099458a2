import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../cluster/cluster-profile';
import { objectRules } from '../rules/names';
import { describe } from '../rules/rule';

const INDEX = Symbol.for('cdk8s-service-patterns.ClaimIndex');

/** Something that a cluster has once. */
export interface Claim {
  /** What it is; equal keys are the same thing. */
  readonly key: string;
  readonly construct: IConstruct;
  /** What to say where another construct, of that path, has it too. */
  readonly message: (otherPath: string) => string;
}

/**
 * Has cdk8s report, at synth, what a declaration shares with another construct of the app although a cluster has it once: names of objects, and
 * whatever else it claims.
 *
 * @internal
 */
export function validateUnique(declaration: IConstruct, claims: readonly Claim[] = []): void {
  const root = declaration.node.root as IConstruct & { [INDEX]?: ClaimIndex };
  if (!root[INDEX]) {
    const created = new ClaimIndex(root);
    Object.defineProperty(root, INDEX, { value: created });
    // cdk8s validates the whole app from its root downwards, once for each chart: what is found at the root, the declarations only read
    root.node.addValidation({ validate: () => (created.refresh(), []) });
  }
  const index = root[INDEX]!;
  index.declarations.set(declaration, claims);
  declaration.node.addValidation({ validate: () => index.reports.get(declaration) ?? [] });
}

/** Which constructs of an app claim the same. */
class ClaimIndex {
  public readonly declarations = new Map<IConstruct, readonly Claim[]>();
  public reports = new Map<IConstruct, string[]>();
  private constructs: readonly IConstruct[] = [];

  constructor(private readonly root: IConstruct) {}

  /** Looks through the app again where constructs were added or removed. */
  public refresh(): void {
    const constructs = this.root.node.findAll();
    if (constructs.length !== this.constructs.length || constructs.some((construct, index) => construct !== this.constructs[index])) {
      this.constructs = constructs;
      this.reports = new Map();
      const claims = new Map<string, Claim[]>();
      for (const claim of constructs.flatMap(construct => this.claimsOf(construct))) {
        const earlier = claims.get(claim.key) ?? [];
        earlier.filter(other => shareCluster(claim.construct, other.construct)).forEach(other => this.report(other, claim));
        claims.set(claim.key, [...earlier, claim]);
      }
    }
  }

  private claimsOf(construct: IConstruct): readonly Claim[] {
    return ApiObject.isApiObject(construct) ? [nameOf(construct)] : this.declarations.get(construct) ?? [];
  }

  /** Reports a pair at the declaration of the later claim, or else at that of the earlier one; pairs of other constructs are not ours to report. */
  private report(earlier: Claim, later: Claim): void {
    const [claim, other] = this.declarationOf(later) ? [later, earlier] : [earlier, later];
    const declaration = this.declarationOf(claim);
    if (declaration) {
      const path = (this.declarationOf(other) ?? other.construct).node.path;
      this.reports.set(declaration, [...this.reports.get(declaration) ?? [], claim.message(path)]);
    }
  }

  private declarationOf(claim: Claim): IConstruct | undefined {
    return claim.construct.node.scopes.reverse().find(scope => this.declarations.has(scope));
  }
}

function shareCluster(a: IConstruct, b: IConstruct): boolean {
  const cluster = ClusterProfile.of(a).cluster;
  return Chart.of(a) === Chart.of(b) || (cluster !== undefined && cluster === ClusterProfile.of(b).cluster);
}

function nameOf(object: ApiObject): Claim {
  const { namespace } = object.metadata;
  const what = `${object.kind} '${object.name}'${namespace === undefined ? '' : ` in namespace '${namespace}'`}`;
  return {
    key: [object.apiGroup, object.kind, namespace ?? '', object.name].join('/'),
    construct: object,
    message: path => {
      const field = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind) ? 'workloadName' : 'name';
      const mend = `'${path}' makes the ${what} too. Give ${field}: '…' to one of them, or a namespace of its own.`;
      return describe(objectRules.unique, field, object.name, mend);
    },
  };
}
