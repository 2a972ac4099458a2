import type { IConstruct } from 'constructs';
import { revisionOf } from './checks-at-synth';
import { ConstructState } from './construct-state';

/** A result, and the revision of the app from which it was computed. */
interface Known<T> {
  readonly revision: number;
  readonly result: T;
}

/**
 * A result that several checks use, kept on a construct. It is computed again when the app has changed between two validations.
 *
 * @internal
 */
export class PerRevision<T> {
  private readonly state: ConstructState<Known<T>>;

  /**
   * @param name name of the state, different from those of all other states
   * @param compute returns the result for a construct
   */
  constructor(name: string, private readonly compute: (construct: IConstruct) => T) {
    this.state = new ConstructState(name);
  }

  /** The result for a construct in the current validation. */
  public of(construct: IConstruct): T {
    const revision = revisionOf(construct);
    const known = this.state.of(construct);
    if (known?.revision === revision) {
      return known.result;
    }
    const result = this.compute(construct);
    this.state.set(construct, { revision, result });
    return result;
  }
}
