import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { readdirSync, rmSync } from 'fs';
import { delimiter, join } from 'path';
import type { Commands, ManifestCommand } from './commands';
import { cacheDirectory, cached } from '../../dry-run/scripts/cache';
import { appModel, type AppShape } from '../app-model';
import { PYTHON } from '../measure/run-command';
import { version } from '../report/versions';
import { VALUES } from '../sides/values';

const ROOT = join(__dirname, '..', '..');
const PROGRAMS = join(ROOT, 'bench', 'python');
const OUTPUT = join(ROOT, 'dist', 'bench', 'python');

/** The same versions as in Node.js. */
const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs'].map(name => `${name}==${version(name)}`);

/** Programs in Python that declare an app with this library and with only cdk8s-plus. jsii passes each call and each value to Node.js. */
export function pythonPrograms(shape: AppShape): Commands {
  try {
    const [packages, library] = [installPackages(), buildLibrary()];
    const env = { PYTHONPATH: [library, packages].join(delimiter) };
    const program = (name: string, file: string): ManifestCommand => ({
      name,
      command: [PYTHON, join(PROGRAMS, file), 'app.json'],
      env,
      files: { 'app.json': JSON.stringify({ ...appModel(shape), values: VALUES }) },
    });
    return { installed: [program('cdk8s-plus, Python', 'by_hand.py'), program('ours, Python', 'ours.py')] };
  } catch (error) {
    return { installed: [], missing: { Python: (error as Error).message.split('\n')[0] } };
  }
}

/** Installs what the wheel of this library depends on in the cache. */
function installPackages(): string {
  const name = `python-${createHash('sha256').update(PACKAGES.join(' ')).digest('hex').slice(0, 16)}`;
  return cached(cacheDirectory('bench'), name, directory => run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--target', directory, ...PACKAGES]));
}

/** Builds the wheel of the compiled library and unpacks it. */
function buildLibrary(): string {
  const [wheels, unpacked] = [join(OUTPUT, 'wheels'), join(OUTPUT, 'library')];
  rmSync(OUTPUT, { recursive: true, force: true });
  run(process.execPath, [join(ROOT, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak'), '--target', 'python', '--outdir', wheels]);
  const wheel = readdirSync(join(wheels, 'python')).find(name => name.endsWith('.whl'))!;
  run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', unpacked, join(wheels, 'python', wheel)]);
  return unpacked;
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
}
