import { ApiObject, Chart } from 'cdk8s';
import { Workload } from 'cdk8s-plus-28';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import type { PodsPeer } from './graph';
import { peerOf } from '../discovery/peer';

/**
 * Places a policy before the workload of its pods in the manifest. Otherwise `kubectl apply` would create the pods first, and they could be reached
 * until the policy exists. A workload in another chart keeps its place, because a dependency between charts would rename their files.
 *
 * @internal
 */
export function placeBeforePods(policy: ApiObject, { construct, workload }: PodsPeer): void {
  const object = workload && objectOf(workload);
  if (object && Chart.of(object) === Chart.of(policy)) {
    // only a declaration that selects the workload of another construct can depend on it
    object.node.addDependency(object.node.scopes.includes(construct) ? policy : new Before(policy, object));
  }
}

/** The policy, unless the program declares that the policy depends on the workload: cdk8s refuses a circle of dependencies. */
class Before implements IDependable {
  constructor(private readonly policy: ApiObject, private readonly workload: ApiObject) {
    Dependable.implement(this, this);
  }

  public get dependencyRoots(): IConstruct[] {
    const after = this.policy.node.scopes.flatMap(scope => scope.node.dependencies);
    return this.workload.node.scopes.some(scope => after.includes(scope)) ? [] : [this.policy];
  }
}

/** The object of a workload, of a declaration with a workload, or of a declaration that selects one of these. */
function objectOf(selected: IConstruct): ApiObject | undefined {
  const workload = peerOf(selected)?.workload;
  return workload ? objectOf(workload) : selected instanceof Workload ? ApiObject.of(selected) : undefined;
}
