import { LabelSelector, type IPodSelector } from 'cdk8s-plus-28';
import { receive } from '../options/receive';
import type { Finding, Findings } from '../rules/rule';
import { reportType } from '../rules/values';
import { isMarked, mark, markOf } from '../values/mark';

/** Something that knows pods: an `ExposedWorkload`, a `Worker`, `ExposedPods`, or a `PodSelection`. */
export interface IPodSource {
  /** The selection of the pods. */
  toPodSelection(): PodSelection;
}

/**
 * Pods that are declared elsewhere.
 *
 * A `PodSelection` only holds a selector. The construct that receives it checks it, and reports all problems in one error.
 *
 * @example
 * const billing = new ExposedPods(this, 'billing', { selector: PodSelection.labels({ app: 'billing' }), ports: [Port.http(8080)] });
 */
export class PodSelection implements IPodSource {
  /**
   * Pods with certain labels, in the namespace of the chart.
   *
   * @param labels labels that the pods have; at least one
   */
  public static labels(labels: { [key: string]: string }): PodSelection {
    const { values: [selected], wrong } = receive('PodSelection.labels', labels);
    // only the method of a selector that does not need a construct
    const selector = { toPodSelectorConfig: () => ({ labelSelector: LabelSelector.of({ labels: selected }) }) };
    return new PodSelection(selector as unknown as IPodSelector, wrong);
  }

  /**
   * Pods that cdk8s-plus can select: a Deployment or another workload of cdk8s-plus, or `kplus.Pods.select(…)`.
   *
   * @param selector the workload or the selector
   */
  public static of(selector: IPodSelector): PodSelection {
    const { values: [selected], wrong } = receive('PodSelection.of', selector);
    return new PodSelection(selected, wrong);
  }

  private constructor(
    /** @internal */ public readonly _selector: IPodSelector,
    wrong: readonly unknown[],
  ) {
    mark(this, 'PodSelection', wrong);
  }

  /** This selection. */
  public toPodSelection(): PodSelection {
    return this;
  }
}

/**
 * The selection of a source of pods; undefined if the source returns something else, which is reported.
 *
 * @internal
 */
export function selectionOf(findings: Findings, field: string, source: IPodSource): PodSelection | undefined {
  const selection = source.toPodSelection();
  if (!isMarked(selection, 'PodSelection')) {
    reportType(findings, `${field}.toPodSelection()`, selection, "Return a selection such as PodSelection.labels({ app: 'billing' }).");
    return undefined;
  }
  const wrong = (markOf(selection)?.wrong ?? []) as readonly Finding[];
  if (selection !== source) {
    wrong.forEach(({ rule, field: part, value, fix }) => findings.report(rule, `${field}.${part}`, value, fix));
  }
  return selection;
}
