import { Chart, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { PerRevision } from '../../app/per-revision';
import { canBeInSameCluster } from '../../cluster/unique-in-cluster';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { SelectorIndex } from '../../manifest/selector-index';

/** The budgets of an app that no declaration has generated, at its root. */
const BUDGETS = new PerRevision('DisruptionBudgets', root => new SelectorIndex(objectsOfUsers(root, 'PodDisruptionBudget').map(item => {
  const { metadata, spec }: Json = item.toJson();
  return { item, namespace: metadata?.namespace ?? Chart.of(item).namespace, selector: spec?.selector };
})));

/**
 * The disruption budgets of the app that no declaration has generated, that select pods, and that can be in their cluster: the clusters are the same, or
 * one of them is not known.
 *
 * @param labels all labels of the pods
 * @internal
 */
export function budgetsOfPods(workload: IConstruct, labels: Readonly<Record<string, string>>): readonly ApiObject[] {
  const selecting = BUDGETS.of(workload.node.root).selecting(Chart.of(workload).namespace, labels);
  return selecting.map(({ item }) => item).filter(object => canBeInSameCluster(object, workload));
}
