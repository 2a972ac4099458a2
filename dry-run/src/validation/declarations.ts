import type { ValidationContext } from './context';

/** The place in the application where an object is declared. */
export interface Declaration {
  /** The name by which cdk8s-cli finds the construct for its report. If it could find a wrong construct, a name that matches no construct. */
  readonly resourceName: string;
  /** The construct, for a message. */
  readonly construct: string;
}

/** Finds declarations by object name. cdk8s-cli has no other information about them. */
export class Declarations {
  private readonly named = new Map<string, number>();

  constructor(private readonly metadata: ValidationContext['metadata'], names: readonly string[]) {
    names.forEach(name => this.named.set(name, (this.named.get(name) ?? 0) + 1));
  }

  of({ kind, name }: { readonly kind: string; readonly name: string }): Declaration {
    const path = this.metadata[name]?.path;
    const namesakes = this.named.get(name) ?? 0;
    if (path === undefined) {
      return { resourceName: name || kind, construct: 'its construct' };
    }
    const others = `${namesakes} objects are named ${name}, and the construct of the last one is ${path}`;
    return namesakes > 1
      ? { resourceName: `${kind}/${name}`, construct: `the construct of this ${kind} (${others})` }
      : { resourceName: name, construct: `construct ${path}` };
  }
}
