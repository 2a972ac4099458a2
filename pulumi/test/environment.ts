import { TestEnvironment } from 'jest-environment-node';

/** Gives tests the process itself. Jest replaces `process` with a copy, which receives no events about promises that are rejected. */
export default class extends TestEnvironment {
  constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
    super(...args);
    (this.global as { hostProcess?: NodeJS.Process }).hostProcess = process;
  }
}
