/**
 * Runs commands at the same time, and fails if one of them fails. It prints the output of each command when the command ends, so that the
 * outputs do not mix.
 *
 * usage: ts-node scripts/in-parallel.ts COMMAND...   each command is one argument, such as "projen lint"
 */
import { spawn } from 'child_process';
import { join } from 'path';

const ROOT = join(__dirname, '..');

/** Runs a command, prints its output when it ends, and returns whether it succeeded. */
function run(command: string): Promise<boolean> {
  const start = Date.now();
  const output: Buffer[] = [];
  return new Promise(resolve => {
    const child = spawn(command, { cwd: ROOT, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    [child.stdout, child.stderr].forEach(stream => stream.on('data', (chunk: Buffer) => output.push(chunk)));
    child.on('error', error => output.push(Buffer.from(`${error.message}\n`)));
    child.on('close', code => {
      process.stdout.write(Buffer.concat(output));
      console.log(`${code === 0 ? 'Passed' : 'Failed'} in ${Math.round((Date.now() - start) / 1000)} s: ${command}\n`);
      resolve(code === 0);
    });
  });
}

async function main(commands: readonly string[]): Promise<void> {
  console.log(`Running at the same time:\n${commands.map(command => `  ${command}\n`).join('')}`);
  const results = await Promise.all(commands.map(run));
  const failed = commands.filter((_, index) => !results[index]);
  if (failed.length > 0) {
    console.error(`Failed:\n${failed.map(command => `  ${command}`).join('\n')}`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
