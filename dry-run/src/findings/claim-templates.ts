import { items, text } from './fields';
import { specOf, type Entry, type Inventory } from './inventory';

/** The claims that StatefulSets create from their claim templates. Their names are known up to the ordinal of the pod. */
export class TemplateClaims {
  private readonly prefixes: ReadonlySet<string>;

  constructor(objects: Inventory) {
    this.prefixes = new Set(objects.ofKind('apps', 'StatefulSet').flatMap(set => items(specOf(set), 'volumeClaimTemplates')
      .map(template => `${set.namespace}/${text(template, 'metadata', 'name')}-${set.name}`)));
  }

  public has({ namespace, name }: Pick<Entry, 'namespace' | 'name'>): boolean {
    return /-\d+$/.test(name) && this.prefixes.has(`${namespace}/${name.replace(/-\d+$/, '')}`);
  }
}
