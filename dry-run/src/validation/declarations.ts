import type { ValidationContext } from './context';

/** Where in the application an object is declared. */
export interface Declaration {
  /** The name by which cdk8s-cli finds the construct for its report, or one by which it finds none rather than the wrong one. */
  readonly resourceName: string;
  /** The construct, in words. */
  readonly construct: string;
}

/** Finds declarations by the names of objects, which is all that cdk8s-cli knows them by. */
export class Declarations {
  private readonly named = new Map<string, number>();

  constructor(private readonly metadata: ValidationContext['metadata'], names: readonly string[]) {
    names.forEach(name => this.named.set(name, (this.named.get(name) ?? 0) + 1));
  }

  of({ kind, name }: { readonly kind: string; readonly name: string }): Declaration {
    const path = this.metadata[name]?.path;
    const namesakes = this.named.get(name) ?? 0;
    if (path === undefined) {
      return { resourceName: name || kind, construct: 'the construct that declares it' };
    }
    return namesakes > 1
      ? { resourceName: `${kind}/${name}`, construct: `construct ${path} or one near it (${namesakes} objects are named ${name})` }
      : { resourceName: name, construct: `construct ${path}` };
  }
}
