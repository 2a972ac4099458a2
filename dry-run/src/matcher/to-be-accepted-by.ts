import type { DryRunAnswer } from '../answer';
import type { ServerDryRunOptions } from '../options';
import { lineOf, problemOf, reportsOf, titleOf } from '../report/problems';
import { ServerDryRun } from '../server-dry-run';
import type { KubernetesVersion } from '../versions';

/** What the matcher gives to the test runner. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * A matcher for `expect.extend` of Jest and Vitest: whether an API server would accept Kubernetes objects as they are, with nothing
 * dropped, and without a finding that is an error.
 *
 * @param received one Kubernetes object or a list of them, such as `Testing.synth(chart)` of cdk8s gives
 * @param cluster the version of Kubernetes, or all options of a `ServerDryRun`
 */
export function toBeAcceptedBy(received: unknown, cluster: KubernetesVersion | ServerDryRunOptions): MatcherResult {
  if (typeof received !== 'object' || received === null) {
    throw new Error(`toBeAcceptedBy takes a Kubernetes object or a list of them, as Testing.synth(chart) gives, not ${received === null ? 'null' : typeof received}`);
  }
  const dryRun = new ServerDryRun(typeof cluster === 'string' ? { kubernetesVersion: cluster } : cluster);
  const documents = Array.isArray(received) ? received : [received];
  const answer = dryRun.apply(documents);
  const server = `Kubernetes ${dryRun.kubernetesVersion}`;
  return {
    pass: answer.passed,
    message: () => answer.passed
      ? `${server} accepts ${documents.length === 1 ? 'the object' : `all ${documents.length} objects`}, against the expectation`
      : `${server} does not accept ${documents.length === 1 ? 'the object as it is' : 'the objects as they are'}:\n\n${problemList(answer, documents)}`,
  };
}

function problemList(answer: DryRunAnswer, documents: readonly unknown[]): string {
  const { reports, elsewhere } = reportsOf(answer, documents);
  const blocks = [
    ...reports.map(({ index, result, problems }) => ({ title: titleOf(result, documents[index]), problems })),
    ...elsewhere.map(finding => ({ title: titleOf(finding), problems: [problemOf(finding)] })),
  ];
  return blocks.map(({ title, problems }) => ({ title, errors: problems.filter(({ severity }) => severity === 'error') }))
    .filter(({ errors }) => errors.length > 0)
    .map(({ title, errors }) => [title, ...errors.map(problem => `  ${lineOf(problem)}`)].join('\n'))
    .join('\n');
}
