import { writeFileSync } from 'fs';
import { join } from 'path';
import { inDirectory } from './directories';
import { BASELINE, type PreparedRow, type Row } from './row';
import { readDocuments, requireEqual } from '../compare/compare';
import { problemOfCommands, runCommand } from '../measure/run-command';
import type { Sample } from '../measure/sample';

/** A command that writes manifests to its working directory. */
export interface ManifestCommand {
  readonly name: string;
  readonly command: readonly string[];
  /** The file for the standard output. */
  readonly output?: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** Files of the working directory, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The commands that are installed, and why others are not. The first command is the one that the others are compared to. */
export interface Commands {
  readonly installed: readonly ManifestCommand[];
  readonly missing?: PreparedRow['missing'];
}

/** A row for whole processes, from their start to their end, that write the same manifests. */
export function commandRow(id: string, workloads: number, rounds: number, commands: () => Commands, baseline = BASELINE): Row {
  return { id, baseline, workloads, rounds, prepare: directory => prepare(commands, directory) };
}

function prepare(commands: () => Commands, directory: string): PreparedRow {
  const problem = problemOfCommands();
  if (problem !== undefined) {
    return { sides: [], missing: { 'all sides': problem } };
  }
  const { installed, missing } = commands();
  const documents = installed.map(each => inDirectory(directory, output => {
    run(each, output);
    return readDocuments(output);
  }));
  installed.forEach(({ name }, index) => requireEqual(name, documents[index], documents[0]));
  return { sides: installed.map(each => ({ name: each.name, measure: () => inDirectory(directory, output => run(each, output)) })), missing };
}

function run({ command, env, output = 'output.txt', files = {} }: ManifestCommand, directory: string): Sample {
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(directory, name), text));
  return runCommand({ command, env, directory, output: join(directory, output) });
}
