import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'fs';
import { basename, join } from 'path';
import { makeCgroups, removeCgroups } from './cgroups';

/** The same for everyone, so that each run finds what another has left. */
const ROOT = '/tmp/cdk8s-service-patterns-cluster';

/** File in the directory of a run that is locked as long as a process of it is there, whatever its number is in which namespace. */
const LOCK = 'lock';

/** Ends the program with this process, even if that is killed. */
const WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];
const NAMESPACES = ['unshare', '--fork', '--kill-child=KILL', '--pid', '--mount', '--mount-proc', '--net', '--uts', '--ipc'];
/** The shell is the first process of the namespaces, and takes in whatever is orphaned there. */
const FIRST_PROCESS = ['sh', '-c', '"$@"; exit $?', 'sh'];

/**
 * Namespaces of processes, mounts, networks, host name and IPC, in which a cluster runs. The kernel ends every process and takes down every
 * mount and network in them when the first process ends, and that ends with this one, however it ends. All that can be left are a directory
 * and cgroups, which the next run removes.
 */
export class Sandbox {
  /** A directory for everything that the cluster writes. */
  public readonly directory: string;
  /** What its programs say. */
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

  /** Runs a program in the namespaces and gives its exit code. */
  public async execute(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
    const lock = ['flock', '--no-fork', join(this.directory, LOCK)];
    const [program, ...args] = [...WITH_PARENT, ...lock, ...NAMESPACES, ...FIRST_PROCESS, ...command];
    this.child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env, CLUSTER_DIRECTORY: this.directory, CLUSTER_RUN: this.name } });
    return new Promise((resolve, reject) => {
      this.child!.on('error', reject).on('exit', code => resolve(code ?? 1));
    });
  }

  /** Ends whatever runs in the namespaces. */
  public end(): void {
    this.child?.kill('SIGKILL');
  }

  /** Removes what the namespaces do not take with them. */
  public remove(): void {
    remove(this.name);
  }
}

/** Whether a run has begun, and nothing of it is there any more. */
function hasEnded(run: string): boolean {
  const lock = join(ROOT, run, LOCK);
  return existsSync(lock) && spawnSync('flock', ['--nonblock', lock, 'true']).status === 0;
}

function remove(run: string): void {
  removeCgroups(run);
  rmSync(join(ROOT, run), { recursive: true, force: true });
}
