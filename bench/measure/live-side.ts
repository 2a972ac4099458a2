import { spawn, type ChildProcessByStdio } from 'child_process';
import { createInterface } from 'readline';
import type { Readable, Writable } from 'stream';
import { compiledPath } from './compile';
import type { Sample } from './sample';
import type { SideResult, SideRun } from './side-process';

/** A side in a process of its own that continues to run, so that its functions have been compiled when a round measures it. */
export class LiveSide {
  private process?: ChildProcessByStdio<Writable, Readable, null>;
  private results?: AsyncIterator<string>;

  /** @param clone the clone with the measured library, if it is not this one */
  constructor(private readonly run: SideRun, private readonly clone?: string) {}

  /** Declares and synthesizes the app. The first call starts the process. */
  public async measure(): Promise<Sample> {
    this.process ??= spawn(process.execPath, [compiledPath('measure/side-process.ts', this.clone), JSON.stringify(this.run), 'live'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.results ??= createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.process.stdin.write('\n');
    const { done, value } = await this.results.next();
    if (done) {
      throw new Error('the process of a side exited. The lines above say why.');
    }
    return (JSON.parse(value) as SideResult).used;
  }

  public close(): void {
    this.process?.stdin.end();
  }
}
