import type * as adoption from './adopt';
import { runCommand } from './command';
import { missingLibraries } from './modules';
import type { Adopt } from './report/adoption';

/** Loads the library only if it is used: the explanation of the options needs no library. */
const adopt: Adopt = (...args) => {
  const missing = missingLibraries();
  if (missing.length > 0) {
    throw new Error(`${missing.join(' and ')} cannot be found. Install what the program needs: npm install ${missing.join(' ')}`);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('./adopt') as typeof adoption).adopt(...args);
};

/** Runs the command with the arguments of the process, and sets its exit code. */
export function main(): void {
  // The reader of the output has closed it, as `head` does. On Windows, the code is EOF in some versions of Node.js:
  // https://github.com/libuv/libuv/pull/4562
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') {
      throw error;
    }
  });
  process.exitCode = runCommand(process.argv.slice(2), { adopt, stdout: process.stdout, stderr: process.stderr });
}
