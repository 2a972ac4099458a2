import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HELP, PROGRAM, readArguments, type AdoptArguments } from './command-line';
import { escaped } from './escaped';
import { namespaceHints } from './input/namespace';
import { problemText } from './input/problem';
import { readInput } from './input/read-input';
import { checkOut, folderOf, writeFiles } from './output-files';
import { Progress, type ProgressStream } from './progress';
import type { Adopt } from './report/adoption';
import { jsonReport } from './report/json';
import { withoutSecrets } from './report/secrets';
import { textReport } from './report/text';
import { isSame } from './report/verdict';

/** The exit codes of the command. */
export enum ExitCode { SAME, DIFFERENT, NOT_RUN }

/** What the command uses. */
export interface Environment {
  readonly adopt: Adopt;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
  /** @default - reads the standard input of the process. */
  readonly readStdin?: () => Uint8Array;
}

/** Runs the command, and returns its exit code. Files are written last, after everything has been computed. */
export function runCommand(args: readonly string[], environment: Environment): ExitCode {
  const { stdout, stderr } = environment;
  try {
    const read = readArguments(args);
    if (typeof read === 'string') {
      stdout.write(read === 'help' ? HELP : `${packageVersion()}\n`);
      return ExitCode.SAME;
    }
    return runAdopt(read, environment);
  } catch (error) {
    (error as Error).message.split('\n').forEach((line, index) => stderr.write(`${index === 0 ? `${PROGRAM}: ` : '  '}${escaped(line)}\n`));
    return ExitCode.NOT_RUN;
  }
}

function runAdopt(options: AdoptArguments, environment: Environment): ExitCode {
  const { paths, out, inPlace, namespace, force, output, kubernetesVersion, quiet } = options;
  checkOut(out, force);
  const progress = new Progress(quiet ? undefined : environment.stderr);
  const onProgress = (text: string) => progress.show(text);
  try {
    const { documents, problems } = readInput(paths, { readStdin: environment.readStdin, onProgress, omittedFolder: folderOf(out), namespace });
    const inputProblems = problems.map(problemText);
    if (documents.length === 0) {
      throw new Error(['no objects were read.', ...inputProblems].join('\n'));
    }
    const adoption = environment.adopt(documents, { inPlace, out, kubernetesVersion, onProgress });
    const objects = documents.map(({ object }) => object);
    const complete = { ...adoption.report, inputProblems: [...inputProblems, ...adoption.report.inputProblems], hints: namespaceHints(objects) };
    const report = withoutSecrets({ ...complete, same: complete.same && isSame(complete, inPlace) }, objects);
    writeFiles(out, adoption.files);
    progress.end();
    environment.stdout.write(output === 'json' ? jsonReport(report, packageVersion()) : textReport(report, { folder: dirname(out), inPlace }));
    return report.same ? ExitCode.SAME : ExitCode.DIFFERENT;
  } finally {
    progress.end();
  }
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf-8')).version;
}
