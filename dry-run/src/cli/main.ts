import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLiveObjects } from '../input/live-objects';
import { readManifests, type DecodeFile } from '../input/manifests';
import { escaped, escapedLines } from '../messages/escaped';
import { applyManifests, decodeFile } from '../report/apply-manifests';
import { ServerDryRun } from '../server-dry-run';
import { HELP, readArguments, type Arguments } from './arguments';
import { readContext } from './context';
import { jsonOutput } from './json-output';
import { textOutput } from './text-output';

enum ExitCode { PASSED, FAILED, NOT_RUN }

/** Runs the command with the arguments of the process, and sets its exit code. */
export function main(): void {
  // The reader of the output has closed it, as `head` does. On Windows, the code is EOF in some versions of Node.js:
  // https://github.com/libuv/libuv/pull/4562
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') {
      throw error;
    }
  });
  try {
    process.exitCode = run(readArguments(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`kubernetes-dry-run: ${escapedLines((error as Error).message)}\n`);
    process.exitCode = ExitCode.NOT_RUN;
  }
}

function run(args: Arguments): ExitCode {
  if (args.help || args.version) {
    process.stdout.write(args.help ? HELP : `${packageVersion()}\n`);
    return ExitCode.PASSED;
  }
  const dryRun = new ServerDryRun(args.options);
  const decode: DecodeFile = (file, content) => decodeFile(dryRun, file, content);
  const live = readLiveObjects(args.live, args.recursive, decode);
  const { documents, emptyFiles } = readManifests(args.paths, args.recursive, decode);
  const context = readContext(args.context, decode);
  if (context.unreadable.length > 0) {
    const [first] = context.unreadable;
    const count = context.unreadable.length;
    const start = count === 1 ? '1 document cannot be read and is left out:' : `${count} documents cannot be read and are left out, such as`;
    process.stderr.write(`--context: ${start} ${escaped(first)}\n`);
  }
  [...live.emptyFiles, ...emptyFiles].forEach(file => process.stderr.write(`${escaped(file)}: the file contains no objects\n`));
  if (documents.length === 0) {
    throw new Error('the files contain no objects. Specify files that contain Kubernetes manifests.');
  }
  const answer = applyManifests(dryRun, documents, { live: live.documents, context: context.objects });
  process.stdout.write(args.output === 'json'
    ? jsonOutput(answer, documents, dryRun.kubernetesVersion)
    : textOutput(answer, documents, {
      kubernetesVersion: dryRun.kubernetesVersion, live: args.live.length > 0 ? live.documents.length : undefined, colors: usesColors(),
    }));
  return answer.passed ? ExitCode.PASSED : ExitCode.FAILED;
}

function usesColors(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf-8')).version;
}
