/**
 * Compiles the programs of a cluster, starts the cluster in its own Linux namespaces, runs the tests in `test/e2e/` there, and removes
 * everything.
 *
 * usage: ts-node test/e2e/harness/main.ts [PATTERN OF TEST FILES]...
 *
 * If no cluster can run on this machine, it prints the reason and exits with 0, unless the environment variable CLUSTER_TESTS is `required`.
 * If a test fails, the logs of the cluster are copied to test-reports/cluster-logs/.
 */
import { cpSync } from 'fs';
import { join } from 'path';
import { build, buildEnvironment, gatewayApi } from './build';
import { missingRequirement } from './requirements';
import { Sandbox } from './sandbox';

const ROOT = join(__dirname, '..', '..', '..');
const LOGS = join(ROOT, 'test-reports', 'cluster-logs');
const INSIDE = [process.execPath, '-r', 'ts-node/register/transpile-only', join(__dirname, 'inside.ts')];
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

async function main(): Promise<number> {
  const missing = missingRequirement();
  if (missing !== undefined) {
    console.log(`The cluster tests are skipped: ${missing}.`);
    return process.env.CLUSTER_TESTS === 'required' ? 1 : 0;
  }
  const programs = build();
  const definitions = gatewayApi();
  const sandbox = new Sandbox();
  let interrupted: number | undefined;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      interrupted = code;
      sandbox.end();
    });
  }
  try {
    const code = await sandbox.execute([...INSIDE, ...process.argv.slice(2)], {
      ...buildEnvironment(), TS_NODE_PROJECT: join(ROOT, 'tsconfig.dev.json'), CLUSTER_PROGRAMS: JSON.stringify(programs), CLUSTER_GATEWAY_API: definitions,
    });
    if (code !== 0) {
      cpSync(sandbox.logs, LOGS, { recursive: true, force: true });
    }
    return interrupted ?? code;
  } finally {
    sandbox.remove();
  }
}

main().then(code => (process.exitCode = code), error => {
  console.error(error);
  process.exitCode = 1;
});
