import type { DryRunAnswer } from '../answer';
import type { Manifest } from '../input/manifests';
import { escaped } from '../messages/escaped';
import { titleOf } from '../messages/title';
import { lineOf, problemOf, rankedBlocks, reportsOf, type Problem, type Report } from '../report/problems';

const RED = 31;
const YELLOW = 33;

/** What the text shows in addition to the answer. */
export interface TextOptions {
  readonly kubernetesVersion: string;
  /** The number of live objects. Undefined if none were specified. */
  readonly live?: number;
  readonly colors: boolean;
}

/** The answer as text, for people: each object that has problems, the most certain problems first, then a summary. */
export function textOutput(answer: DryRunAnswer, manifests: readonly Manifest[], options: TextOptions): string {
  const { reports, liveFindings } = reportsOf(answer, manifests.map(({ document }) => document));
  const blocks = rankedBlocks([
    ...reports.filter(({ problems }) => problems.length > 0)
      .map(report => ({ title: placeOf(report, manifests[report.index]), problems: report.problems })),
    ...liveFindings.map(finding => ({ title: `in the cluster: ${titleOf(finding)}`, problems: [problemOf(finding)] })),
  ]);
  const paragraphs = blocks.map(({ title, problems }) => [title, ...problems.map(problem => problemLine(problem, options.colors))].join('\n'));
  const problems = blocks.flatMap(block => block.problems);
  return `${[...paragraphs, [summary(reports, problems, options), ...hint(problems)].join('\n')].join('\n\n')}\n`;
}

function placeOf({ result }: Report, { file, line, document, error }: Manifest): string {
  return `${escaped(file)}:${line}: ${error === undefined ? titleOf(result, document) : 'unreadable document'}${result.accepted ? '' : ' refused'}`;
}

function problemLine(problem: Problem, colors: boolean): string {
  const [word, color] = problem.severity === 'error' ? ['error', RED] : ['warning', YELLOW];
  return `  ${colors ? `\x1b[${color}m${word}\x1b[0m` : word}: ${lineOf(problem)}`;
}

function summary(reports: readonly Report[], problems: readonly Problem[], { kubernetesVersion, live }: TextOptions): string {
  const of = (severity: string) => problems.filter(problem => problem.severity === severity).length;
  const refused = reports.filter(({ result }) => !result.accepted).length;
  const parts = [count(reports.length, 'object'), `${refused} refused`, count(of('error'), 'error'), count(of('warning'), 'warning')];
  const unchecked = reports.filter(({ result }) => result.definitionMissing).length;
  if (unchecked > 0) {
    parts.push(`${unchecked} without a definition`);
  }
  if (live !== undefined) {
    parts.push(`compared with ${count(live, 'live object')}`);
  }
  return `Kubernetes ${kubernetesVersion}: ${parts.join(', ')}`;
}

/** The findings about objects that may exist although they are not in the manifests. */
const LOOKED_UP = /(?<!^definition)-missing$|-selects-none$|-without-endpoints$/;

function hint(problems: readonly Problem[]): string[] {
  const elsewhere = problems.filter(({ severity, rule }) => severity === 'warning' && LOOKED_UP.test(rule)).length;
  if (elsewhere === 0) {
    return [];
  }
  const start = `${count(elsewhere, 'warning')} ${elsewhere === 1 ? 'is' : 'are'} about objects that are not in the manifests`;
  return [`${start}, but may exist. --context PATH looks them up in other files.`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
