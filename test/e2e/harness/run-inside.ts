import { cpSync } from 'fs';
import { join } from 'path';
import { build, type Programs } from './build';
import { buildEnvironment } from './go-build';
import { missingRequirement } from './requirements';
import { Sandbox } from './sandbox';

const ROOT = join(__dirname, '..', '..', '..');
const LOGS = join(ROOT, 'test-reports', 'cluster-logs');
const TS_NODE = [process.execPath, '-r', 'ts-node/register/transpile-only'];
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Compiles the programs of a cluster, runs a program in Linux namespaces of its own with the arguments of this process, and removes everything.
 * Sets the exit code of this process to that of the program.
 *
 * If no cluster can run on this machine, it prints the reason and the exit code is 0, unless the environment variable CLUSTER_TESTS is `required`.
 * If the program fails, the logs of the cluster are copied to test-reports/cluster-logs/.
 *
 * @param tests what the program runs, for messages
 * @param inside the path of the program
 * @param prepare builds what else the program needs, and returns environment variables for it
 */
export function runInside(tests: string, inside: string, prepare: () => Readonly<Record<string, string>>): void {
  execute(tests, inside, prepare).then(code => (process.exitCode = code), error => {
    console.error(error);
    process.exitCode = 1;
  });
}

async function execute(tests: string, inside: string, prepare: () => Readonly<Record<string, string>>): Promise<number> {
  const missing = missingRequirement();
  if (missing !== undefined) {
    console.log(`The ${tests} are skipped: ${missing}.`);
    return process.env.CLUSTER_TESTS === 'required' ? 1 : 0;
  }
  const programs: Programs = build();
  const prepared = prepare();
  const sandbox = new Sandbox();
  let interrupted: number | undefined;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      interrupted = code;
      sandbox.end();
    });
  }
  try {
    const code = await sandbox.execute([...TS_NODE, inside, ...process.argv.slice(2)], {
      ...buildEnvironment(), ...prepared, TS_NODE_PROJECT: join(ROOT, 'tsconfig.dev.json'), CLUSTER_PROGRAMS: JSON.stringify(programs),
    });
    if (code !== 0) {
      cpSync(sandbox.logs, LOGS, { recursive: true, force: true });
    }
    return interrupted ?? code;
  } finally {
    sandbox.remove();
  }
}
