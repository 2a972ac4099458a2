import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { PerRevision } from '../../app/per-revision';
import { canBeInSameCluster } from '../../cluster/unique-in-cluster';
import { isFulfilled, requirementsOf, type LabelRequirement } from '../../manifest/label-selector';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { byRarestKey } from '../../values/by-rarest-key';

/** The budgets of an app by namespace, and in it by one of the labels that they require, at its root. */
const BUDGETS = new PerRevision('DisruptionBudgets', root => indexOf(objectsOfUsers(root, 'PodDisruptionBudget')));

interface Budget {
  readonly object: ApiObject;
  readonly requirements: readonly LabelRequirement[];
}

/**
 * The disruption budgets of the app that no declaration has generated, that select pods, and that can be in their cluster: the clusters are the same, or
 * one of them is not known.
 *
 * @param labels all labels of the pods
 * @internal
 */
export function budgetsOfPods(workload: IConstruct, labels: Readonly<Record<string, string>>): readonly ApiObject[] {
  const byLabel = BUDGETS.of(workload.node.root);
  const { namespace } = Chart.of(workload);
  const candidates = [ANY_LABELS, ...Object.entries(labels)].flatMap(label => byLabel.get(keyOf(namespace, label)) ?? []);
  const selecting = candidates.filter(({ requirements }) => requirements.every(requirement => isFulfilled(requirement, labels)));
  return selecting.map(({ object }) => object).filter(object => canBeInSameCluster(object, workload));
}

/** In place of a label: for budgets that require no label with a certain value. */
const ANY_LABELS: readonly string[] = [];

function indexOf(objects: readonly ApiObject[]): Map<string, Budget[]> {
  return byRarestKey(objects.flatMap(object => {
    const { metadata, spec }: Json = object.toJson();
    const requirements = requirementsOf(spec?.selector);
    const namespace = metadata?.namespace ?? Chart.of(object).namespace;
    const keys = Object.entries<string>(spec?.selector?.matchLabels ?? {}).map(label => keyOf(namespace, label));
    return requirements ? [{ item: { object, requirements }, keys: keys.length > 0 ? keys : [keyOf(namespace, ANY_LABELS)] }] : [];
  }));
}

/** Objects of charts without a namespace are applied to the same one, if one command applies them. */
function keyOf(namespace: string | undefined, label: readonly string[]): string {
  return JSON.stringify([namespace, ...label]);
}
