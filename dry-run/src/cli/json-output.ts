import type { DryRunAnswer } from '../answer';
import type { Manifest } from '../input/manifests';
import { escapedJson } from '../messages/escaped';
import { documentFinder } from '../report/problems';

/** The answer as JSON, for programs: the answer of `ServerDryRun.apply` with the file and line of each object. */
export function jsonOutput(answer: DryRunAnswer, manifests: readonly Manifest[], kubernetesVersion: string): string {
  const place = (index: number | undefined) => index === undefined ? {} : { file: manifests[index].file, line: manifests[index].line };
  const indexOf = documentFinder(answer.results, manifests.map(({ document }) => document));
  const output = {
    kubernetesVersion,
    passed: answer.passed,
    results: answer.results.map((result, index) => ({ ...place(index), ...result })),
    findings: answer.findings.map(finding => ({ ...place(indexOf(finding)), ...finding })),
  };
  return `${escapedJson(JSON.stringify(output, undefined, 2))}\n`;
}
