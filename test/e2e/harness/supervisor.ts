import { spawn } from 'child_process';
import { appendFileSync, openSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { eventually } from './eventually';

/** The delay before a program is restarted, so that a program that cannot start does not exhaust the machine. */
const RESTART_DELAY_MS = 200;

/**
 * The scheduling priority of the programs, which their child processes inherit. Other programs of the machine, such as the tests themselves, must
 * not take the processors from the programs of a node: kube-proxy would apply changes so late that requests are lost.
 */
const PRIORITY = -10;

/** How many lines of a program's log an error contains. */
const LOG_LINES = 20;

/** Starts the programs of a cluster, and restarts them when they exit, as the service manager of a node does. */
export class Supervisor {
  private readonly logs: string;

  constructor(private readonly directory: string) {
    this.logs = join(directory, 'logs');
  }

  /** Starts a program. Writes its process ID to `NAME.pid` and its output to `logs/NAME.log`. */
  public start(name: string, command: string, args: readonly string[]): void {
    const log = join(this.logs, `${name}.log`);
    const output = openSync(log, 'a');
    const child = spawn('nice', [`--adjustment=${PRIORITY}`, command, ...args], { stdio: ['ignore', output, output] });
    writeFileSync(join(this.directory, `${name}.pid`), String(child.pid));
    child.on('exit', (code, signal) => {
      appendFileSync(log, `${name} has exited: ${signal ?? `exit code ${code}`}\n`);
      setTimeout(() => this.start(name, command, args), RESTART_DELAY_MS);
    });
  }

  /** Waits until a program is ready. After a timeout, it throws an error with the end of the program's log. */
  public async ready(name: string, poll: Parameters<typeof eventually>[1]): Promise<void> {
    try {
      await eventually(`${name} is ready`, poll);
    } catch (error) {
      const log = readFileSync(join(this.logs, `${name}.log`), 'utf-8').split('\n').slice(-LOG_LINES).join('\n');
      throw new Error(`${(error as Error).message}\n${log}`);
    }
  }
}
