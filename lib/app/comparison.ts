import type { IConstruct } from 'constructs';
import { revisionOf, type CheckedAtSynth } from './checks-at-synth';

/**
 * A check that compares constructs of an app with each other. It runs once for each change of the app, however many constructs it reports messages for.
 *
 * @internal
 */
export abstract class Comparison implements CheckedAtSynth {
  private messages = new Map<IConstruct, string[]>();
  private revision?: number;

  constructor(protected readonly root: IConstruct) {}

  /** The messages for a construct. */
  public messagesAtSynth(construct: IConstruct): readonly string[] {
    if (this.revision !== revisionOf(this.root)) {
      this.messages = new Map();
      this.compare();
      this.revision = revisionOf(this.root);
    }
    return this.messages.get(construct) ?? [];
  }

  /** Compares the constructs of the app, and adds a message for each problem. */
  protected abstract compare(): void;

  protected addMessage(construct: IConstruct, message: string): void {
    this.messages.set(construct, [...this.messages.get(construct) ?? [], message]);
  }
}
