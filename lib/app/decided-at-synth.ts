import { Construct } from 'constructs';
import { decideAtSynth } from './checks-at-synth';

const NOTHING: readonly Construct[] = [];

/** What determines whether objects are part of the output. */
export interface Condition {
  /** Whether the objects are part of the output of the app as it is now. */
  readonly isGenerated: boolean;
}

/**
 * A construct whose objects are part of the output only if a condition holds, which depends on constructs that can be added until synth. The first
 * validation after a change of the app decides, before the checks: cdk8s validates an app before it renders it, and looks for the objects of a chart
 * after the validation.
 *
 * The objects themselves are not created or removed, so that JSON patches for them take effect whenever they are part of the output. The list of
 * children hides them. It has a plain value instead of an accessor, because cdk8s reads it once for each chart of the app.
 *
 * @internal
 */
export class DecidedAtSynth extends Construct {
  constructor(scope: Construct, id: string, private readonly condition: Condition) {
    super(scope, id);
    decideAtSynth(this);
  }

  /** Shows or hides the objects. Called when the app has changed. */
  public decide(): void {
    if (this.condition.isGenerated) {
      Reflect.deleteProperty(this.node, 'children');
    } else {
      Object.defineProperty(this.node, 'children', { value: NOTHING, configurable: true });
    }
  }
}
