import { spawn } from 'child_process';
import { appendFileSync, openSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { eventually } from './eventually';

/** Time before a program that has ended is started again, so that one that can't start does not fill the machine. */
const RESTART_DELAY_MS = 200;

/** How many lines of a program's log tell why it is not ready. */
const LAST_WORDS = 20;

/** Starts the programs of a cluster, and starts them again when they end, as the service manager of a node does. */
export class Supervisor {
  private readonly logs: string;

  constructor(private readonly directory: string) {
    this.logs = join(directory, 'logs');
  }

  /** Starts a program; its number is in `NAME.pid`, and what it says in `logs/NAME.log`. */
  public start(name: string, command: string, args: readonly string[]): void {
    const log = join(this.logs, `${name}.log`);
    const output = openSync(log, 'a');
    const child = spawn(command, [...args], { stdio: ['ignore', output, output] });
    writeFileSync(join(this.directory, `${name}.pid`), String(child.pid));
    child.on('exit', (code, signal) => {
      appendFileSync(log, `${name} has ended: ${signal ?? `exit code ${code}`}\n`);
      setTimeout(() => this.start(name, command, args), RESTART_DELAY_MS);
    });
  }

  /** Waits until a program does what it is for; if it doesn't in time, the error has the end of what it said. */
  public async ready(name: string, seconds: number, ask: Parameters<typeof eventually>[2]): Promise<void> {
    try {
      await eventually(`${name} is ready`, seconds, ask);
    } catch (error) {
      const said = readFileSync(join(this.logs, `${name}.log`), 'utf-8').split('\n').slice(-LAST_WORDS).join('\n');
      throw new Error(`${(error as Error).message}\n${said}`);
    }
  }
}
