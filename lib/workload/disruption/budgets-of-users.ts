import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { revisionOf } from '../../app/checks-at-synth';
import { ConstructState } from '../../app/construct-state';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { selectsLabels } from '../../manifest/label-selector';
import type { Json } from '../../manifest/manifest';

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
  const place = placeOf(workload, Chart.of(workload).namespace);
  const candidates = [ANY_LABELS, ...Object.entries(labels)].flatMap(label => byLabel.get(keyOf(place, label)) ?? []);
  return candidates.filter(({ object, selector }) => selectsLabels(selector, labels) && canBeInCluster(object, workload)).map(({ object }) => object);
}

/** In place of a label: for budgets that require no label with a certain value. */
const ANY_LABELS: readonly string[] = [];

function indexOf(objects: readonly ApiObject[]): Map<string, Budget[]> {
  const byLabel = new Map<string, Budget[]>();
  const budgets = objects.map(object => ({ object, document: object.toJson() as Json })).filter(({ document }) => document.spec?.selector);
  const count = new Map<string, number>();
  const entries = budgets.map(({ object, document: { metadata, spec: { selector } } }) => {
    const place = placeOf(object, metadata?.namespace ?? Chart.of(object).namespace);
    const keys = Object.entries(selector.matchLabels ?? {}).map(label => keyOf(place, label as [string, string]));
    keys.forEach(key => count.set(key, (count.get(key) ?? 0) + 1));
    return { budget: { object, selector }, place, keys };
  });
  for (const { budget, place, keys } of entries) {
    // the rarest label, so that few budgets have the same key also if all of them require a label such as the name of a team
    const [rarest = keyOf(place, ANY_LABELS)] = keys.sort((a, b) => count.get(a)! - count.get(b)!);
    const others = byLabel.get(rarest);
    others ? others.push(budget) : byLabel.set(rarest, [budget]);
  }
  return byLabel;
}

/** The namespace; the chart if the namespace is not known. */
function placeOf(construct: IConstruct, namespace: string | undefined): readonly string[] {
  return namespace === undefined ? ['chart', Chart.of(construct).node.path] : ['namespace', namespace];
}

function keyOf(place: readonly string[], label: readonly string[]): string {
  return JSON.stringify([...place, ...label]);
}

function canBeInCluster(object: IConstruct, workload: IConstruct): boolean {
  const [one, other] = [object, workload].map(construct => ClusterProfile._clusterOf(construct));
  return one === undefined || other === undefined || one === other;
}
