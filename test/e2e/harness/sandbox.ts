import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'fs';
import { basename, join } from 'path';
import type { Duplex } from 'stream';
import { makeCgroups, removeCgroups } from './cgroups';

/** The same directory for all users, so that a run finds the remains of previous runs. */
const ROOT = '/tmp/cdk8s-service-patterns-cluster';

/** A file in the directory of a run. It is locked as long as a process of the run exists, in any PID namespace. */
const LOCK = 'lock';

/** Terminates the program when this process exits, even if this process is killed. */
const WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];
const NAMESPACES = ['unshare', '--fork', '--kill-child=KILL', '--pid', '--mount', '--mount-proc', '--net', '--uts', '--ipc'];
/**
 * The shell is the first process of the namespaces, and adopts orphaned processes. If unshare is killed after it has forked the shell and before
 * the shell's request for a signal (`--kill-child`), no signal arrives. So the shell asks this process, on file descriptor 3, whether to continue.
 * It exits if it gets no answer.
 */
const FIRST_PROCESS = ['sh', '-c', 'echo started >&3; read -r answer <&3 || exit 1; exec 3>&-; "$@"; exit $?', 'sh'];

/**
 * Namespaces of processes, mounts, networks, host name and IPC, in which a cluster runs. When the first process in them exits, the kernel kills
 * all their processes and removes all their mounts and networks. The first process is killed when this process exits, for whatever reason.
 * Only a directory and cgroups can remain, and the next run removes them.
 */
export class Sandbox {
  /** A directory for everything that the cluster writes. */
  public readonly directory: string;
  /** The directory of the programs' logs. */
  public readonly logs: string;
  /** Name of the run. */
  public readonly name: string;
  private child?: ChildProcess;

  constructor() {
    mkdirSync(ROOT, { recursive: true });
    readdirSync(ROOT).filter(hasEnded).forEach(remove);
    this.directory = mkdtempSync(join(ROOT, 'run-'));
    this.name = basename(this.directory);
    this.logs = join(this.directory, 'logs');
    mkdirSync(this.logs);
    makeCgroups(this.name);
  }

  /** Runs a program in the namespaces and returns its exit code. */
  public async execute(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
    const lock = ['flock', '--no-fork', join(this.directory, LOCK)];
    const [program, ...args] = [...WITH_PARENT, ...lock, ...NAMESPACES, ...FIRST_PROCESS, ...command];
    const stdio: StdioOptions = ['inherit', 'inherit', 'inherit', 'pipe'];
    const child = spawn(program, args, { stdio, env: { ...process.env, ...env, CLUSTER_DIRECTORY: this.directory, CLUSTER_RUN: this.name } });
    this.child = child;
    const questions = child.stdio[3] as Duplex;
    questions.once('data', () => questions.write('continue\n'));
    return new Promise((resolve, reject) => {
      questions.on('error', reject);
      child.on('error', reject).on('exit', code => resolve(code ?? 1));
    });
  }

  /** Kills all processes in the namespaces. */
  public end(): void {
    this.child?.stdio[3]?.destroy();
    this.child?.kill('SIGKILL');
  }

  /** Removes the directory and the cgroups of the run. */
  public remove(): void {
    remove(this.name);
  }
}

/** Whether a run was started and none of its processes is left. */
function hasEnded(run: string): boolean {
  const lock = join(ROOT, run, LOCK);
  return existsSync(lock) && spawnSync('flock', ['--nonblock', lock, 'true']).status === 0;
}

function remove(run: string): void {
  removeCgroups(run);
  rmSync(join(ROOT, run), { recursive: true, force: true });
}
