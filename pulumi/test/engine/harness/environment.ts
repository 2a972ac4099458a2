import ClusterEnvironment from '../../../../test/e2e/harness/environment';

/**
 * Gives tests the process itself. Jest replaces `process` with a copy, on which Pulumi would not notice an error in a promise that nothing waits for.
 * With `globalsCleanup`, which jest.config.json turns off, jest would replace properties of objects that Pulumi still uses after a test file.
 */
export default class extends ClusterEnvironment {
  constructor(...args: ConstructorParameters<typeof ClusterEnvironment>) {
    super(...args);
    this.global.process = process;
  }
}
