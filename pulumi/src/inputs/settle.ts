import type * as pulumi from '@pulumi/pulumi';
import type { Settled } from './inputs';

/** Members of Outputs that @pulumi/pulumi does not declare (sdk/nodejs/output.ts of version 3.276.0). A test verifies that they exist. */
interface OutputState {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(): Promise<unknown>;
}

/** Waits until it is known whether an Output has a value in this preview or update. */
export async function settle(output: pulumi.Output<unknown>): Promise<Settled> {
  const state = output as unknown as OutputState;
  const [isKnown, isSecret] = await Promise.all([state.isKnown, state.isSecret]);
  return { isKnown, isSecret, value: isKnown ? await state.promise() : undefined };
}
