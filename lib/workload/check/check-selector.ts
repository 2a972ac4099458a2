import { checkLabelMap, metadataRules } from '../../rules/metadata';
import type { Problems } from '../../rules/rule';
import { selectorRules } from '../../rules/selectors';
import { RESERVED_LABELS } from '../pod/identity';
import { fixedLabels } from '../pod/selector';
import type { ManagedWorkload } from '../pod/workloads';
import type { WorkloadOptions } from '../workload-options';

/** Reports problems with the selector of an existing workload. @internal */
export function checkSelector(problems: Problems, { selector, workloadLabel, podMetadata }: WorkloadOptions): void {
  if (!selector) {
    if (workloadLabel === false) {
      const fix = "Also set selector to the labels in spec.selector.matchLabels of the existing workload, such as { app: 'web' }. For a new workload, remove workloadLabel: it selects its pods by this label.";
      problems.report(selectorRules.selector, 'workloadLabel', false, fix);
    }
    return;
  }
  if (Object.keys(selector).length === 0) {
    const fix = "Use the labels in spec.selector.matchLabels of the existing workload, such as { app: 'web' }.";
    problems.report(selectorRules.selector, 'selector', selector, fix);
  }
  checkLabelMap(problems, 'selector', selector, RESERVED_LABELS);
  for (const [key, value] of Object.entries(podMetadata?.labels ?? {})) {
    if (Object.hasOwn(selector, key) && selector[key] !== value) {
      const fix = `The selector requires the value '${selector[key]}'. Remove the label from podMetadata: the pods get the labels of the selector.`;
      problems.report(selectorRules.selector, `podMetadata.labels['${key}']`, value, fix);
    }
  }
}

/** Reports labels of pods that were changed after the declaration although the workload, or this library, selects the pods by them. @internal */
export function checkFixedLabels(problems: Problems, workload: ManagedWorkload, labels: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(fixedLabels(workload)).filter(each => labels[each[0]] !== each[1])) {
    if (RESERVED_LABELS.includes(key)) {
      problems.report(metadataRules.reservedKey, 'podMetadata.labels', key, 'Use another key.');
    } else {
      problems.report(selectorRules.selector, `podMetadata.labels['${key}']`, labels[key], `The selector requires the value '${value}'. Keep the label as it is.`);
    }
  }
}
