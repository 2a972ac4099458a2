import type { IConstruct } from 'constructs';
import { libraryRules, versionFix } from '../rules/library';
import { throwProblem } from '../rules/rule';
import { PROTOCOL } from '../values/protocol';

/** Registered, because an app can load several copies of this library, which share the state. */
const STATE = Symbol.for('cdk8s-service-patterns.state');

/** All state of the library on one construct. It is plain data, so that all copies of this library can read the protocol. */
interface Stored {
  /** The `PROTOCOL` of the copy that created the state. */
  readonly protocol: number;
  readonly values: Record<string, unknown>;
}

/**
 * State of one kind that the library keeps on constructs: on a declaration, on a scope, or on the root for the whole app. All copies of this library in
 * an app share it.
 *
 * All methods throw an error of the rule `library-version` if the construct has state of a copy with another protocol.
 *
 * @internal
 */
export class ConstructState<T> {
  /** @param name name of the state, different from those of all other states */
  constructor(private readonly name: string) {}

  /** The state of a construct; undefined if it has none. */
  public of(construct: IConstruct): T | undefined {
    return stored(construct)?.values[this.name] as T | undefined;
  }

  /** Sets the state of a construct. */
  public set(construct: IConstruct, value: T): void {
    if (!stored(construct)) {
      const created: Stored = { protocol: PROTOCOL, values: {} };
      Object.defineProperty(construct, STATE, { value: created });
    }
    stored(construct)!.values[this.name] = value;
  }

  /** The state of a construct, which is created first if the construct has none. */
  public ofOrCreated(construct: IConstruct, create: () => T): T {
    const existing = this.of(construct);
    if (existing !== undefined) {
      return existing;
    }
    const created = create();
    this.set(construct, created);
    return created;
  }
}

function stored(construct: IConstruct): Stored | undefined {
  const found = (construct as IConstruct & { [STATE]?: Stored })[STATE];
  if (found && found.protocol !== PROTOCOL) {
    throwProblem(construct, libraryRules.version, 'cdk8s-service-patterns', `protocol ${found.protocol}`, versionFix(found.protocol));
  }
  return found;
}
