import { join } from 'path';
import type { ManifestCommand } from './commands';
import type { AppShape } from '../app-model';
import { compiledPath } from '../measure/compile';
import type { SideName } from '../measure/side-process';

const APPLICATION = compiledPath('measure/application.ts');

/** The command line of cdk8s. */
const CDK8S = join(__dirname, '..', '..', 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

/** The sides that declare an app of cdk8s. */
type AppSide = Exclude<SideName, 'floor' | 'plain'>;

/** An application that runs without the command line of cdk8s. */
export function application(side: AppSide, shape: AppShape): ManifestCommand {
  return { name: side, command: [process.execPath, APPLICATION, side, 'shape.json'], files: { 'shape.json': JSON.stringify(shape) } };
}

/** The command `cdk8s synth` in the directory of an application. */
export function cdk8sSynth(side: AppSide, shape: AppShape): ManifestCommand {
  const app = `node ${JSON.stringify(APPLICATION)} ${side} shape.json`;
  return {
    name: side,
    command: [process.execPath, CDK8S, 'synth'],
    files: { 'shape.json': JSON.stringify(shape), 'cdk8s.yaml': JSON.stringify({ language: 'typescript', app }) },
  };
}
