import { ApiObject, Chart } from 'cdk8s';
import { ClusterRoleBinding, RoleBinding, type ISubject, type SubjectConfiguration } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { ManagedWorkload } from './workloads';
import { constructsAtSynth, revisionOf, validateAtSynth } from '../../app/checks-at-synth';
import { ConstructState } from '../../app/construct-state';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { canBeEqual } from '../../values/can-be-equal';

/** The role bindings of an app, at its root. */
const ROLE_BINDINGS = new ConstructState<RoleBindings>('RoleBindings');

/** Whether the validations of an app look for new subjects of role bindings. */
const OBSERVED = new ConstructState<boolean>('RoleBindings.observed');

const KINDS: readonly unknown[] = ['RoleBinding', 'ClusterRoleBinding'];

type Binding = RoleBinding | ClusterRoleBinding;

/** Lets the checks of an app run again when a role binding gets other subjects. @internal */
export function observeRoleBindings({ node: { root } }: IConstruct): void {
  OBSERVED.ofOrCreated(root, () => {
    validateAtSynth(root, { appendParts: parts => parts.push(ROLE_BINDINGS.of(root)?.lastChange()) });
    return true;
  });
}

/**
 * A role binding of the app whose subject is the service account of a workload; undefined if there is none. The account `default`, which all pods of the
 * namespace without another account have, counts only if the workload itself is the subject.
 *
 * @param declaration the construct that declares the workload
 * @internal
 */
export function roleBindingOf(workload: ManagedWorkload, declaration: IConstruct): IConstruct | undefined {
  const { root } = workload.node;
  const revision = revisionOf(root);
  if (revision === 0) {
    // A document is rendered before the first validation, for example by a test: nothing tells when a result would be out of date
    return new RoleBindings(root.node.findAll(), revision, undefined).of(workload, declaration);
  }
  let known = ROLE_BINDINGS.of(root);
  if (known?.revision !== revision) {
    known = new RoleBindings(constructsAtSynth(root), revision, known?.lastChange());
    ROLE_BINDINGS.set(root, known);
  }
  return known.of(workload, declaration);
}

/** The role bindings by subject. */
class RoleBindings {
  private readonly bySubject = new Map<IConstruct, IConstruct>();
  private readonly byAccount = new Map<string, IConstruct[]>();
  private readonly bindings: Binding[] = [];
  /** How many subjects all bindings had. cdk8s-plus has no method that removes a subject. */
  private count: number;

  /** @param change an object that stands for the last change of the subjects */
  constructor(constructs: readonly IConstruct[], public readonly revision: number, private change: object | undefined) {
    for (const construct of constructs) {
      if (isBinding(construct)) {
        this.bindings.push(construct);
        construct.subjects.forEach(subject => this.add(construct, subject));
      } else if (ApiObject.isApiObject(construct) && KINDS.includes(construct.kind) && !isBinding(construct.node.scope!)) {
        this.addAll(construct, construct.toJson().subjects);
      }
    }
    this.count = this.countSubjects();
  }

  /** The object that stands for the last change of the subjects, which is a new one if a binding has got another subject. */
  public lastChange(): object | undefined {
    const count = this.countSubjects();
    if (count !== this.count) {
      this.count = count;
      this.change = { before: this.change };
    }
    return this.change;
  }

  private countSubjects(): number {
    return this.bindings.reduce((count, { subjects }) => count + subjects.length, 0);
  }

  public of(workload: ManagedWorkload, declaration: IConstruct): IConstruct | undefined {
    const { serviceAccount } = workload;
    const subjects = [declaration, workload, ...serviceAccount ? [serviceAccount] : []];
    const named = serviceAccount && this.byAccount.get(keyOf(Chart.of(workload).namespace, serviceAccount.name));
    return this.bySubject.get(subjects.find(subject => this.bySubject.has(subject))!) ?? named?.find(binding => isInCluster(binding, workload));
  }

  private add(binding: Binding, subject: ISubject): void {
    this.bySubject.set(subject, binding);
    this.addAll(binding, [configurationOf(subject)]);
  }

  private addAll(binding: IConstruct, subjects: unknown): void {
    const ownNamespace = Chart.of(binding).namespace;
    for (const subject of Array.isArray(subjects) ? subjects as (SubjectConfiguration | undefined)[] : []) {
      if (subject?.kind === 'ServiceAccount') {
        const key = keyOf(subject.namespace ?? ownNamespace, subject.name);
        this.byAccount.set(key, [...this.byAccount.get(key) ?? [], binding]);
      }
    }
  }
}

function isBinding(construct: IConstruct): construct is Binding {
  return construct instanceof RoleBinding || construct instanceof ClusterRoleBinding;
}

/** The subject as it is rendered; undefined if cdk8s-plus cannot render it, for which it throws its own error at synth. */
function configurationOf(subject: ISubject): SubjectConfiguration | undefined {
  try {
    return subject.toSubjectConfiguration();
  } catch {
    return undefined;
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** Whether a binding can be in the cluster of a workload: the clusters are the same, or one of them is not known. */
function isInCluster(binding: IConstruct, workload: IConstruct): boolean {
  return canBeEqual(ClusterProfile._of(binding).cluster, ClusterProfile._of(workload).cluster);
}
