import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { revisionOf } from '../../app/checks-at-synth';
import { ConstructState } from '../../app/construct-state';
import { canBeInSameCluster } from '../../cluster/unique-in-cluster';
import { requirementsOf, selectsLabels } from '../../manifest/label-selector';
import type { Json } from '../../manifest/manifest';
import { byRarestKey } from '../../values/by-rarest-key';

/** The budgets of an app, at its root. */
const BUDGETS = new ConstructState<Budgets>('DisruptionBudgets');

interface Budget {
  readonly object: ApiObject;
  readonly selector: Json;
}

/** Budgets by namespace, and in it by one of the labels that they require. */
interface Budgets {
  readonly revision: number;
  readonly byLabel: ReadonlyMap<string, readonly Budget[]>;
}

/**
 * The disruption budgets that select pods, and that can be in their cluster: the clusters are the same, or one of them is not known.
 *
 * @param objects all disruption budgets of the app that no declaration has generated
 * @param labels all labels of the pods
 * @internal
 */
export function budgetsOfPods(objects: readonly ApiObject[], workload: IConstruct, labels: Readonly<Record<string, string>>): readonly ApiObject[] {
  const { root } = workload.node;
  const revision = revisionOf(root);
  let known = BUDGETS.of(root);
  if (known?.revision !== revision) {
    known = { revision, byLabel: indexOf(objects) };
    BUDGETS.set(root, known);
  }
  const { byLabel } = known;
  const { namespace } = Chart.of(workload);
  const candidates = [ANY_LABELS, ...Object.entries(labels)].flatMap(label => byLabel.get(keyOf(namespace, label)) ?? []);
  const selecting = candidates.filter(({ object, selector }) => selectsLabels(selector, labels) && canBeInSameCluster(object, workload));
  return selecting.map(({ object }) => object);
}

/** In place of a label: for budgets that require no label with a certain value. */
const ANY_LABELS: readonly string[] = [];

function indexOf(objects: readonly ApiObject[]): Map<string, Budget[]> {
  const documents = objects.map(object => ({ object, document: object.toJson() as Json }));
  const budgets = documents.filter(({ document }) => requirementsOf(document.spec?.selector));
  return byRarestKey(budgets.map(({ object, document: { metadata, spec: { selector } } }) => {
    const namespace = metadata?.namespace ?? Chart.of(object).namespace;
    const keys = Object.entries(selector.matchLabels ?? {}).map(label => keyOf(namespace, label as [string, string]));
    return { item: { object, selector }, keys: keys.length > 0 ? keys : [keyOf(namespace, ANY_LABELS)] };
  }));
}

/** Objects of charts without a namespace are applied to the same one, if one command applies them. */
function keyOf(namespace: string | undefined, label: readonly string[]): string {
  return JSON.stringify([namespace, ...label]);
}
