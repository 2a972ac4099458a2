import type { DryRunAnswer } from '../answer';
import { titleOf } from '../messages/title';
import { typeNameOf } from '../messages/type-name';
import type { ServerDryRunOptions } from '../options';
import { lineOf, problemOf, rankedBlocks, reportsOf } from '../report/problems';
import { ServerDryRun } from '../server-dry-run';
import type { KubernetesVersion } from '../versions';

/** The result that the matcher returns to the test runner. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * A matcher for `expect.extend` of Jest and Vitest. It checks that an API server would accept Kubernetes objects. It fails if an object
 * is refused, if a field is dropped, or if a finding is an error. It shows no warnings. Of custom resources without a definition, only the
 * metadata is checked. Use `unknownKinds: 'refuse'` or `crds`.
 *
 * @param received a Kubernetes object or a list of objects, such as `Testing.synth(chart)` of cdk8s returns
 * @param cluster the version of Kubernetes, or the options of `ServerDryRun`
 */
export function toBeAcceptedBy(received: unknown, cluster: KubernetesVersion | ServerDryRunOptions): MatcherResult {
  if (typeof received !== 'object' || received === null) {
    throw new Error(`toBeAcceptedBy: the received value must be a Kubernetes object or a list of objects, not ${typeNameOf(received)}. `
      + 'Pass a value such as Testing.synth(chart).');
  }
  if (Array.isArray(received) && received.length === 0) {
    throw new Error('toBeAcceptedBy: the list of objects is empty, so there is nothing to check. Pass at least one object.');
  }
  const dryRun = new ServerDryRun(typeof cluster === 'string' ? { kubernetesVersion: cluster } : cluster);
  const documents = Array.isArray(received) ? received : [received];
  const answer = dryRun.apply(documents);
  const server = `Kubernetes ${dryRun.kubernetesVersion}`;
  const [all, unchanged] = documents.length === 1
    ? ['the object', 'the object as it is']
    : [`all ${documents.length} objects`, 'the objects as they are'];
  return {
    pass: answer.passed,
    message: () => answer.passed
      ? `${server} accepts ${all}, but the test expects a refusal`
      : `${server} does not accept ${unchanged}:\n\n${problemList(answer, documents)}`,
  };
}

function problemList(answer: DryRunAnswer, documents: readonly unknown[]): string {
  const { reports, liveFindings } = reportsOf(answer, documents);
  const blocks = [
    ...reports.map(({ index, result, problems }) => ({ title: titleOf(result, documents[index]), problems })),
    ...liveFindings.map(finding => ({ title: titleOf(finding), problems: [problemOf(finding)] })),
  ];
  const failing = blocks.map(({ title, problems }) => ({ title, problems: problems.filter(({ severity }) => severity === 'error') }))
    .filter(({ problems }) => problems.length > 0);
  return rankedBlocks(failing)
    .map(({ title, problems }) => [title, ...problems.map(problem => `  ${lineOf(problem)}`)].join('\n'))
    .join('\n');
}
