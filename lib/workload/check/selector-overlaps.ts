import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { validateAtSynth } from '../../app/checks-at-synth';
import { Comparison } from '../../app/comparison';
import { ConstructState } from '../../app/construct-state';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { KINDS_WITH_PODS, podLabelsIn } from '../../manifest/pod-templates';
import { SelectorIndex, type Selected } from '../../manifest/selector-index';
import { describe } from '../../rules/rule';
import { selectorRules } from '../../rules/selectors';

/** The comparison of an app, at its root. */
const OVERLAPS = new ConstructState<SelectorOverlaps>('SelectorOverlaps');

/** A workload of a declaration. */
export interface SelectingWorkload {
  /** The selector of the existing workload; undefined if the workload selects its pods by the label of this library, which no other pods have. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Whether there is a reason for overlaps. */
  readonly isJustified: boolean;
  /** All labels of the pods. */
  readonly labels: () => Readonly<Record<string, string>>;
}

/**
 * Adds a check that reports, at synth, that the selector of a workload also selects the pods of another workload of the app.
 *
 * @internal
 */
export function validateSelector(declaration: IConstruct, workload: SelectingWorkload): void {
  const { root } = declaration.node;
  const overlaps = OVERLAPS.ofOrCreated(root, () => new SelectorOverlaps(root));
  overlaps.declarations.set(declaration, workload);
  validateAtSynth(declaration, overlaps);
}

/** Kinds with a label selector that users write. */
const SELECTING_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Pods of a workload. */
interface Pods {
  readonly construct: IConstruct;
  readonly labels: Readonly<Record<string, string>>;
}

class SelectorOverlaps extends Comparison {
  public readonly declarations = new Map<IConstruct, SelectingWorkload>();

  /** Compares each selector that can select pods of others with all pods. Most apps have none. */
  protected compare(): void {
    const existing = [...this.declarations].filter(([, { selector }]) => selector);
    const users = this.objectsOfUsers.map(construct => ({ construct, document: construct.toJson() as Json }));
    if (existing.length === 0 && users.length === 0) {
      return;
    }
    const index = new SelectorIndex<IConstruct>([
      ...existing.map(([item, { selector }]) => ({ item, namespace: namespaceOf(item), selector: { matchLabels: selector } })),
      ...users.filter(({ construct }) => SELECTING_KINDS.includes(construct.kind))
        .map(({ construct, document }) => ({ item: construct, namespace: namespaceOf(construct), selector: document.spec?.selector })),
    ]);
    const all: readonly Pods[] = [
      ...[...this.declarations].map(([construct, { labels }]) => ({ construct, labels: labels() })),
      ...users.map(({ construct, document }) => ({ construct, labels: podLabelsIn(document) })),
    ];
    for (const pods of all) {
      const selecting = index.selecting(namespaceOf(pods.construct), pods.labels);
      selecting.filter(({ item }) => item !== pods.construct && areInSamePlace(item, pods.construct)).forEach(each => this.report(each, pods));
    }
  }

  /** Objects with pods that no declaration has generated, not even one of another copy of this library. */
  private get objectsOfUsers(): readonly ApiObject[] {
    const objects = KINDS_WITH_PODS.flatMap(kind => objectsOfUsers(this.root, kind));
    return objects.filter(({ node }) => !node.scopes.some(scope => this.declarations.has(scope)));
  }

  /** Reports an overlap at the declaration that selects the pods, or at that of the pods. Overlaps of other workloads are not reported. */
  private report({ item, requirements }: Selected<IConstruct>, { construct: selected, labels }: Pods): void {
    const [own, other] = [item, selected].map(each => this.declarations.get(each));
    if (own?.isJustified || other?.isJustified || !(own ?? other)) {
      return;
    }
    if (own) {
      const fix = `It also selects the pods of '${selected.node.path}'. Remove one of the labels from those pods, or state in selectorOverlapJustification why the selectors overlap.`;
      this.addMessage(item, describe(selectorRules.overlap, 'selector', shown(Object.entries(own.selector!)), fix));
    } else {
      const keys = requirements.map(({ key }) => key).filter(key => Object.hasOwn(labels, key));
      const shared = shown(keys.map(key => [key, labels[key]]));
      const fix = `The selector of '${item.node.path}' also selects these pods. Change a label of the pods, or state in selectorOverlapJustification why the selectors overlap.`;
      this.addMessage(selected, describe(selectorRules.overlap, 'labels of the pods', shared, fix));
    }
  }
}

/** Labels in the syntax of `kubectl get --selector`. */
function shown(labels: readonly (readonly string[])[]): string {
  return labels.map(([key, value]) => `${key}=${value}`).join(',');
}

function namespaceOf(construct: IConstruct): string | undefined {
  return (ApiObject.isApiObject(construct) ? construct.metadata.namespace : undefined) ?? Chart.of(construct).namespace;
}
