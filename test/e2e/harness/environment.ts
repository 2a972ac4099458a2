import { spawnSync } from 'child_process';
import { TestEnvironment } from 'jest-environment-node';

/** What is printed about the cluster if a test fails, before other tests change it. */
const STATE = [
  ['get', 'pods', '--all-namespaces', '--output=wide'],
  ['get', 'endpointslices', '--all-namespaces', '--output=custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,'
    + 'ADDRESSES:.endpoints[*].addresses,READY:.endpoints[*].conditions.ready'],
  ['get', 'events', '--all-namespaces', '--field-selector=type!=Normal', '--sort-by=.lastTimestamp'],
];
const LINES = 60;

/** The part of jest's events that is used here. */
interface TestEvent {
  readonly name: string;
  readonly test?: { readonly name: string };
  readonly hook?: { readonly type: string };
}

/** The environment of the tests in a cluster. It prints the state of the cluster if a test or a hook fails. */
export default class ClusterEnvironment extends TestEnvironment {
  public handleTestEvent({ name, test, hook }: TestEvent): void {
    if (name === 'test_fn_failure' || name === 'hook_failure') {
      process.stderr.write([`The cluster after the failure of '${test?.name ?? hook?.type}':`, ...STATE.map(printed), ''].join('\n'));
    }
  }
}

function printed(args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync('kubectl', [...args], { encoding: 'utf-8', timeout: 60_000 });
  return `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim().split('\n').slice(-LINES).join('\n');
}
