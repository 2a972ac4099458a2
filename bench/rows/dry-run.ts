import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { inDirectory } from './directories';
import { application } from './node-commands';
import type { PreparedRow, Row } from './row';
import type { AppShape } from '../app-model';
import { problemOfCommands, runCommand } from '../measure/run-command';

const DRY_RUN = join(__dirname, '..', '..', 'dry-run');
const COMMAND = [process.execPath, join(DRY_RUN, 'bin', 'kubernetes-dry-run'), '--pod-security', 'restricted', '--recursive'];

/** The number of objects of a workload: a Deployment and a Service. */
const OBJECTS = 2;

/** A row that compares the check of manifests with the application that writes them. */
export function dryRunRow(id: string, shape: AppShape, rounds: number): Row {
  return { id, baseline: 'ours', rounds, objects: OBJECTS * shape.size, prepare: directory => prepare(directory, shape) };
}

function prepare(directory: string, shape: AppShape): PreparedRow {
  const missing = problemOfCommands() ?? problemOfDryRun();
  if (missing !== undefined) {
    return { sides: [], missing: { 'all sides': missing } };
  }
  const { command, files } = application('ours', shape);
  const write = (target: string) => {
    Object.entries(files!).forEach(([name, text]) => writeFileSync(join(target, name), text));
    return runCommand({ command, directory: target, output: join(target, 'output.txt') });
  };
  const manifests = join(directory, 'manifests');
  mkdirSync(manifests);
  write(manifests);
  // The command fails if the server would refuse an object.
  const check = () => runCommand({ command: [...COMMAND, join(manifests, 'dist')], directory, output: join(directory, 'findings.txt') });
  check();
  return { sides: [{ name: 'ours', measure: () => inDirectory(directory, write) }, { name: 'dry run', measure: check }] };
}

function problemOfDryRun(): string | undefined {
  const built = ['lib', 'wasm'].every(name => existsSync(join(DRY_RUN, name)));
  return built ? undefined : 'dry-run/ is not built: run npx projen dry-run';
}
