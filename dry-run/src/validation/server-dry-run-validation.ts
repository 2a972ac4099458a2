import { readFileSync } from 'node:fs';
import type { Manifest } from '../input/manifests';
import { escaped, escapedLines } from '../messages/escaped';
import { nameOf, titleOf } from '../messages/title';
import type { ServerDryRunOptions } from '../options';
import { applyManifests, decodeFile } from '../report/apply-manifests';
import { problemOf, rankedBlocks, reportsOf, textOf, type Problem } from '../report/problems';
import { ServerDryRun } from '../server-dry-run';
import type { ValidationContext, Violation } from './context';
import { Declarations, type Declaration } from './declarations';
import { pathsOf, readLive } from './live';

/** The properties of the plugin in `cdk8s.yaml`. */
export interface ServerDryRunValidationProperties extends ServerDryRunOptions {
  /**
   * The objects that exist in the cluster: the path of a file or directory, or a list of paths. The manifests are then updates of these
   * objects, as with the option `--live` of the command. The files are read at each validation, and directories with their subdirectories.
   * Paths are relative to the directory in which `cdk8s synth` runs.
   *
   * @default - none: the server creates all objects
   */
  readonly live?: string | readonly string[];
}

/**
 * A validation plugin for cdk8s-cli. `cdk8s synth` fails if the API server would refuse an object, if it would drop fields, or if a
 * finding is an error. The properties of the plugin in `cdk8s.yaml` are the `ServerDryRunValidationProperties`.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class ServerDryRunValidation {
  constructor(private readonly properties: ServerDryRunValidationProperties) {}

  /** Called by cdk8s-cli. Invalid properties are also reported as a violation, because cdk8s-cli always expects a report. */
  async validate(context: ValidationContext): Promise<void> {
    try {
      this.report(context);
    } catch (error) {
      context.report.addViolation({
        ruleName: 'dry-run-failed',
        recommendation: escapedLines((error as Error).message),
        fix: 'Correct the properties of ServerDryRunValidation in cdk8s.yaml, or the installation of kubernetes-dry-run',
        violatingResources: [],
      });
      context.report.submit('failure');
    }
  }

  private report({ manifests, metadata, logger, report }: ValidationContext): void {
    const { live: paths, ...options } = this.properties;
    const { kubernetesVersion } = options;
    // YAML reads 1.35 as a number.
    const dryRun = new ServerDryRun({ ...options, kubernetesVersion: String(kubernetesVersion) as typeof kubernetesVersion });
    const live = readLive(pathsOf(paths), (file, content) => decodeFile(dryRun, file, content));
    const documents = manifests.flatMap(file => decodeFile(dryRun, file, readFileSync(file)));
    const answer = applyManifests(dryRun, documents, { live });
    const { reports, liveFindings } = reportsOf(answer, documents.map(({ document }) => document));
    const declarations = new Declarations(metadata, reports.map(({ result, index }) => nameOf(result, documents[index].document)));
    for (const { index, result, problems } of rankedBlocks(reports.filter(each => each.problems.length > 0))) {
      const title = documents[index].error === undefined ? titleOf(result, documents[index].document) : 'unreadable document';
      const declaration = declarations.of({ kind: result.kind, name: nameOf(result, documents[index].document) });
      for (const problem of problems) {
        if (problem.severity === 'warning') {
          logger.log(`warning: ${title}: ${escaped(textOf(problem))}`);
        } else {
          report.addViolation(violationOf(problem, title, declaration, documents[index]));
        }
      }
    }
    // All findings about live objects that no manifest declares are warnings.
    liveFindings.forEach(finding => logger.log(`warning: live ${titleOf(finding)}: ${escaped(textOf(problemOf(finding)))}`));
    report.submit(answer.passed ? 'success' : 'failure', { Kubernetes: dryRun.kubernetesVersion, Objects: String(reports.length) });
  }
}

function violationOf(problem: Problem, title: string, { resourceName, construct }: Declaration, { file, line }: Manifest): Violation {
  const field = escaped(problem.field);
  return {
    ruleName: problem.rule,
    recommendation: `${title}: ${escaped(textOf(problem))}`,
    fix: `Change ${field || 'it'} where ${escaped(construct)} is declared`,
    violatingResources: [{ resourceName: escaped(resourceName), locations: [`${field || 'object'} (line ${line})`], manifestPath: escaped(file) }],
  };
}
