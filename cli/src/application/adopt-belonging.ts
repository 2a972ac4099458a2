import { isAccount } from './accounts';
import { adoptAccount } from './adopt-account';
import { adoptBudget } from './adopt-budget';
import { adoptMonitor, isMonitor } from './adopt-monitor';
import { adoptPolicies } from './adopt-policies';
import { adoptScaler } from './adopt-scaler';
import { isBudget, isScaler } from './belonging';
import { handOverReplicas, justifyOverlap, preventBudget } from './finish';
import type { Adopted, Scope } from './scope';
import type { InputDocument } from '../input/read-input';

/** Declares the objects that belong to one workload of a scope, and completes the workloads. */
export function adoptBelonging(scope: Scope, adopted: Map<InputDocument, Adopted>): void {
  const adoptAll = (is: (document: InputDocument) => boolean, adopt: (document: InputDocument, scope: Scope) => Adopted) => (
    scope.documents.filter(is).forEach(document => adopted.set(document, adopt(document, scope)))
  );
  // the number of pods determines what a budget allows
  adoptAll(isScaler, adoptScaler);
  scope.workloads.forEach(declared => handOverReplicas(declared, scope));
  adoptAll(isBudget, adoptBudget);
  adoptAll(isMonitor, adoptMonitor);
  adoptAll(({ object }) => isAccount(object), adoptAccount);
  adoptPolicies(scope, adopted);
  scope.workloads.forEach(declared => {
    justifyOverlap(declared, scope);
    preventBudget(declared, scope);
  });
}
