import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { validateAtSynth } from '../../app/checks-at-synth';
import { Comparison } from '../../app/comparison';
import { ConstructState } from '../../app/construct-state';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { isFulfilled, requirementsOf, type LabelRequirement } from '../../manifest/label-selector';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { describe } from '../../rules/rule';
import { selectorRules } from '../../rules/selectors';
import { byRarestKey } from '../../values/by-rarest-key';

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

/** Kinds whose selectors users write. */
const SELECTING_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Kinds that create pods, or are pods, and have no selector that a user writes. */
const OTHER_KINDS = ['Job', 'CronJob', 'Pod'];

/** A workload that selects pods. */
interface Selecting {
  readonly construct: IConstruct;
  readonly requirements: readonly LabelRequirement[];
}

/** Pods of a workload. */
interface Pods {
  readonly construct: IConstruct;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

class SelectorOverlaps extends Comparison {
  public readonly declarations = new Map<IConstruct, SelectingWorkload>();

  /** Compares each selector that can select pods of others with all pods. Most apps have none. */
  protected compare(): void {
    const selecting = [...this.existing, ...this.ofUsers(SELECTING_KINDS)];
    if (selecting.length === 0) {
      return;
    }
    const byLabel = byRarestKey(selecting.flatMap(construct => {
      const selector = this.declarations.get(construct)?.selector;
      const labelSelector: Json = selector ? { matchLabels: selector } : (construct as ApiObject).toJson().spec?.selector;
      const requirements = requirementsOf(labelSelector);
      const keys = Object.entries<string>(labelSelector?.matchLabels ?? {}).map(label => keyOf(namespaceOf(construct), label));
      return requirements ? [{ item: { construct, requirements }, keys: keys.length > 0 ? keys : [keyOf(namespaceOf(construct), [])] }] : [];
    }));
    for (const pods of this.allPods()) {
      const candidates = [[], ...Object.entries(pods.labels)].flatMap(label => byLabel.get(keyOf(pods.namespace, label)) ?? []);
      candidates.filter(each => each.construct !== pods.construct && selects(each, pods)).forEach(each => this.report(each, pods));
    }
  }

  private get existing(): readonly IConstruct[] {
    return [...this.declarations].filter(([, { selector }]) => selector).map(([construct]) => construct);
  }

  /** Objects that no declaration has generated, also none of another copy of this library. */
  private ofUsers(kinds: readonly string[]): readonly ApiObject[] {
    const objects = kinds.flatMap(kind => objectsOfUsers(this.root, kind));
    return objects.filter(({ node }) => !node.scopes.some(scope => this.declarations.has(scope)));
  }

  private allPods(): Pods[] {
    const declared = [...this.declarations].map(([construct, { labels }]) => ({ construct, labels: labels() }));
    const others = this.ofUsers([...SELECTING_KINDS, ...OTHER_KINDS]).map(construct => ({ construct, labels: labelsOfPods(construct) }));
    return [...declared, ...others].map(pods => ({ ...pods, namespace: namespaceOf(pods.construct) }));
  }

  /** Reports an overlap at the declaration that selects the pods, or at that of the pods. Overlaps of other workloads are not reported. */
  private report({ construct, requirements }: Selecting, { construct: selected, labels }: Pods): void {
    const [own, other] = [construct, selected].map(each => this.declarations.get(each));
    if (own?.isJustified || other?.isJustified || !(own ?? other)) {
      return;
    }
    if (own) {
      const fix = `It also selects the pods of '${selected.node.path}'. Remove one of the labels from those pods, or state in selectorOverlapJustification why the selectors overlap.`;
      this.addMessage(construct, describe(selectorRules.overlap, 'selector', shown(Object.entries(own.selector!)), fix));
    } else {
      const keys = requirements.map(({ key }) => key).filter(key => Object.hasOwn(labels, key));
      const shared = shown(keys.map(key => [key, labels[key]]));
      const fix = `The selector of '${construct.node.path}' also selects these pods. Change a label of the pods, or state in selectorOverlapJustification why the selectors overlap.`;
      this.addMessage(selected, describe(selectorRules.overlap, 'labels of the pods', shared, fix));
    }
  }
}

function selects({ construct, requirements }: Selecting, { construct: selected, labels }: Pods): boolean {
  return requirements.every(requirement => isFulfilled(requirement, labels)) && areInSamePlace(construct, selected);
}

/** Labels in the syntax of `kubectl get --selector`. */
function shown(labels: readonly (readonly string[])[]): string {
  return labels.map(([key, value]) => `${key}=${value}`).join(',');
}

/** The labels of the pods of an object that no declaration has generated. */
function labelsOfPods(object: ApiObject): Readonly<Record<string, string>> {
  const { kind, metadata, spec }: Json = object.toJson();
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  return (kind === 'Pod' ? metadata : template?.metadata)?.labels ?? {};
}

function namespaceOf(construct: IConstruct): string | undefined {
  return (ApiObject.isApiObject(construct) ? construct.metadata.namespace : undefined) ?? Chart.of(construct).namespace;
}

function keyOf(namespace: string | undefined, label: readonly string[]): string {
  return JSON.stringify([namespace, ...label]);
}
