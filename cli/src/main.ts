import { adopt } from './adopt';
import { runCommand } from './command';

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
