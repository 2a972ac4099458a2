import { items, text } from './fields';
import { isIn, specOf, type Entry, type Inventory } from './inventory';

/** The claims that StatefulSets create from their claim templates. Their names are known up to the ordinal of the pod. */
export class TemplateClaims {
  private readonly sets = new Map<string, Entry[]>();

  constructor(objects: Inventory) {
    for (const set of objects.everyOfKind('apps', 'StatefulSet')) {
      for (const template of items(specOf(set), 'volumeClaimTemplates')) {
        const prefix = `${text(template, 'metadata', 'name')}-${set.name}`;
        this.sets.set(prefix, [...this.sets.get(prefix) ?? [], set]);
      }
    }
  }

  public has({ namespace, name }: Pick<Entry, 'namespace' | 'name'>): boolean {
    return /-\d+$/.test(name) && (this.sets.get(name.replace(/-\d+$/, '')) ?? []).some(set => isIn(set, namespace));
  }
}
