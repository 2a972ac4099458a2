import { isFulfilled, requirementsOf, type LabelRequirement } from './label-selector';
import { objectOf } from './parts';
import { byRarestKey } from '../values/by-rarest-key';

/** An item with the label selector of a document. */
export interface Selecting<T> {
  readonly item: T;
  readonly namespace: string | undefined;
  readonly selector: unknown;
}

/** An item with the requirements of its selector. */
export interface Selected<T> {
  readonly item: T;
  readonly requirements: readonly LabelRequirement[];
}

/** In place of a label: for selectors that require no label with a certain value. */
const ANY_LABELS: readonly string[] = [];

/**
 * Items by their namespace, and in it by one of the labels that their selectors require. Items with a selector that the API server refuses are left out.
 * Items of charts without a namespace are in the same one, because one command can apply them.
 *
 * @internal
 */
export class SelectorIndex<T> {
  private readonly byLabel: ReadonlyMap<string, readonly Selected<T>[]>;

  constructor(all: readonly Selecting<T>[]) {
    this.byLabel = byRarestKey(all.flatMap(({ item, namespace, selector }) => {
      const requirements = requirementsOf(selector);
      const keys = Object.entries<string>(objectOf(objectOf(selector).matchLabels)).map(label => keyOf(namespace, label));
      return requirements ? [{ item: { item, requirements }, keys: keys.length > 0 ? keys : [keyOf(namespace, ANY_LABELS)] }] : [];
    }));
  }

  /** The items whose selectors select objects with these labels in a namespace. */
  public selecting(namespace: string | undefined, labels: Readonly<Record<string, string>>): readonly Selected<T>[] {
    const candidates = [ANY_LABELS, ...Object.entries(labels)].flatMap(label => this.byLabel.get(keyOf(namespace, label)) ?? []);
    return candidates.filter(({ requirements }) => requirements.every(requirement => isFulfilled(requirement, labels)));
  }
}

function keyOf(namespace: string | undefined, label: readonly string[]): string {
  return JSON.stringify([namespace, ...label]);
}
