import { canonical } from '../fields';
import { specOf, type Entry } from '../inventory';
import { controllerSelector, podsOf } from '../pods';
import { selects, type Requirement } from '../selectors';
import { isExternalName, isHeadless } from '../service-ports';

/**
 * The new object that takes the place of a live one under a different name, although their content differs: a workload of the same kind,
 * if the selector of one of them selects the pods of the other, or a Service of the same form with the same selector.
 */
export function successorOf(live: Entry, added: readonly Entry[]): Entry | undefined {
  return added.find(entry => entry.group === live.group && entry.kind === live.kind && entry.namespace === live.namespace
    && (selectsPodsOf(live, entry) || selectsPodsOf(entry, live) || isSameService(live, entry)));
}

function selectsPodsOf(entry: Entry, other: Entry): boolean {
  const requirements: readonly Requirement[] = controllerSelector(entry) ?? [];
  const pods = podsOf(other);
  return requirements.length > 0 && pods !== undefined && selects(requirements, pods.labels);
}

function isSameService(live: Entry, entry: Entry): boolean {
  const isService = live.group === '' && live.kind === 'Service';
  const { selector } = specOf(live);
  return isService && !isExternalName(live) && !isExternalName(entry) && isHeadless(live) === isHeadless(entry)
    && typeof selector === 'object' && selector !== null && canonical(selector) !== '{}' && canonical(selector) === canonical(specOf(entry).selector);
}
