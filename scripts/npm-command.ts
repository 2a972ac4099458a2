/** A program with its arguments, for `spawnSync` of Node.js. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether a shell interprets `file`, which then contains the arguments. */
  readonly shell: boolean;
}

/**
 * The command that runs npm, npx or a program that npm has installed. On Windows, these are .cmd files, which only the shell can run:
 * https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
 */
export function npmCommand(program: string, args: readonly string[], platform = process.platform): Command {
  return platform === 'win32'
    ? { file: [program, ...args].map(quoted).join(' '), args: [], shell: true }
    : { file: program, args, shell: false };
}

/** Quotes a part of a command line for cmd.exe. Simple names must not be quoted: cmd.exe would not tell npm.cmd in which folder it is. */
function quoted(part: string): string {
  return /^[\w@.,:=/\\-]+$/.test(part) ? part : `"${part}"`;
}
