/**
 * The first program in the namespaces of a cluster: starts the cluster, runs the tests and prints their measurements. All other programs in the
 * namespaces are terminated when it exits.
 *
 * usage: ts-node inside.ts [PATTERN OF TEST FILES]...
 */
import { spawn } from 'child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { join } from 'path';
import type { Programs } from './build';
import { cgroupOf } from './cgroups';
import { startControlPlane } from './control-plane';
import { Credentials } from './credentials';
import { dns } from './dns';
import { startEnforcer } from './enforcer';
import { eventually } from './eventually';
import { NODE } from './facts';
import { IMAGES, importImages } from './images';
import { assignAddresses } from './load-balancer';
import { measurementsFile, printMeasurements } from './measurements';
import { isolateMounts } from './mounts';
import { connect } from './network';
import { containerdSocket, startContainerd, startNode } from './node';
import { startOutsideServers } from './outside-servers';
import { run } from './shell';
import { Supervisor } from './supervisor';

const ROOT = join(__dirname, '..', '..', '..');
const REPORTS = join(ROOT, 'test-reports');
/** The reports of the two parts of a run. */
const ALL_REPORTS = ['cluster.json', 'cluster-exclusive.json'] as const;
/** The arguments. npm and projen may pass the separator `--` too. */
const PATTERNS = process.argv.slice(2).filter(argument => argument !== '--');
/** The folder of tests that disturb all others, for example because they kill a program of the cluster. They run one after the other, at the end. */
const EXCLUSIVE = '/exclusive/';
/** The number of other test files that run at the same time. They wait most of the time, for pods and for loads with a fixed rate. */
const WORKERS = 3;
/** Names of the programs that the Kubernetes binary contains. It selects one by the name that it is called with. */
const KUBERNETES_PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet', 'kubectl'];

/** The inputs from the program outside the namespaces. */
interface Inputs {
  readonly directory: string;
  readonly run: string;
  readonly programs: Programs;
}

function readInputs(): Inputs {
  const { CLUSTER_DIRECTORY, CLUSTER_RUN, CLUSTER_PROGRAMS } = process.env;
  return { directory: CLUSTER_DIRECTORY!, run: CLUSTER_RUN!, programs: JSON.parse(CLUSTER_PROGRAMS!) };
}

/** Starts the cluster, and returns the environment variables with which tests find it. */
async function startCluster({ directory, run: name, programs: compiled }: Inputs): Promise<NodeJS.ProcessEnv> {
  const { kubernetes, traefik, enforcer, 'policy-engine': policyEngine, ...servers } = compiled;
  isolateMounts(directory);
  connect();
  const programs = join(directory, 'bin');
  mkdirSync(programs);
  KUBERNETES_PROGRAMS.forEach(program => symlinkSync(kubernetes, join(programs, program)));
  const supervisor = new Supervisor(directory);
  const credentials = new Credentials(directory);

  startOutsideServers(supervisor, servers.agent);
  startContainerd(supervisor, directory);
  await startControlPlane(supervisor, directory, programs, credentials);
  await supervisor.ready('containerd', () => run('ctr', ['--address', containerdSocket(directory), 'version']));
  importImages(containerdSocket(directory), directory, servers, IMAGES);
  startNode(supervisor, directory, programs, credentials, cgroupOf(name));
  startEnforcer(supervisor, directory, enforcer, credentials);
  void assignAddresses();
  const kubectl = (args: string[], input?: string) => run(join(programs, 'kubectl'), ['--kubeconfig', credentials.kubeconfig('admin'), ...args], input);
  kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: dns(directory, credentials) }));
  await supervisor.ready('kubelet', () => kubectl(['wait', '--for=condition=Ready', `node/${NODE.name}`, '--timeout=1s']));
  await eventually('DNS answers', () => kubectl(['--namespace', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=1s']));
  return {
    PATH: `${programs}:${process.env.PATH}`,
    KUBECONFIG: credentials.kubeconfig('admin'),
    AGENT: servers.agent,
    TRAEFIK: traefik,
    POLICY_ENGINE: policyEngine,
  };
}

async function main(): Promise<number> {
  const { directory, ...rest } = readInputs();
  // This setting is for the compiler. The programs of the cluster would need more memory with it.
  delete process.env.GOGC;
  const start = Date.now();
  const env = await startCluster({ directory, ...rest });
  console.log(`The cluster is ready after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  mkdirSync(REPORTS, { recursive: true });
  ALL_REPORTS.forEach(report => rmSync(join(REPORTS, report), { force: true }));
  const results = [
    await runTests(ALL_REPORTS[0], env, [`--maxWorkers=${WORKERS}`, '--testPathIgnorePatterns', EXCLUSIVE]),
    await runTests(ALL_REPORTS[1], env, ['--runInBand', '--testPathIgnorePatterns', `^(?!.*${EXCLUSIVE})`]),
  ];
  printMeasurements(measurementsFile(directory));
  if (results.every(({ files }) => files === 0)) {
    console.error(`No test file matches ${PATTERNS.join(' ')}`);
    return 1;
  }
  return Math.max(...results.map(({ code }) => code));
}

/** Runs some of the test files, and returns their number and the exit code of jest. */
async function runTests(report: string, env: NodeJS.ProcessEnv, options: readonly string[]): Promise<{ files: number; code: number }> {
  const output = join(REPORTS, report);
  const jest = spawn(process.execPath, [
    require.resolve('jest/bin/jest'), '--ci', '--passWithNoTests', '--config', join(__dirname, '..', 'jest.config.json'),
    '--json', '--outputFile', output, ...options, '--', ...PATTERNS,
  ], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  const code = await new Promise<number>((resolve, reject) => jest.on('error', reject).on('exit', exit => resolve(exit ?? 1)));
  return { files: JSON.parse(readFileSync(output, 'utf-8')).numTotalTestSuites, code };
}

main().then(code => process.exit(code), error => {
  console.error(error);
  process.exit(1);
});
