import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { ExposedWorkload, Exposure, HealthCheck, Port } from '../../lib';
import { eventually } from './harness/eventually';
import { API_PROXY, NODE } from './harness/facts';
import { containerdSocket } from './harness/node';
import { run } from './harness/shell';
import { declare, server } from './support/declare';
import { counted } from './support/figures';
import { apply, get, waitForRollouts } from './support/kubectl';
import { expectLossless } from './support/lossless';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, startLoad } from './support/places';
import { isReady, podsOf } from './support/pods';

const namespace = testNamespace('faults');
const directory = process.env.CLUSTER_DIRECTORY!;
const LOAD = ['--kind=new', '--connections=8', '--rate=200', '--at-least=2000', '--at-most=170s'];

const declared = (release: string) => declare(namespace, chart => {
  const props = server('--http=:8080');
  new ExposedWorkload(chart, 'web', {
    ...props,
    env: { RELEASE: release },
    ports: [Port.http(8080)],
    exposure: Exposure.nodePort({ nodePorts: { http: 30090 } }),
    readiness: HealthCheck.tcp({ period: Duration.seconds(1), failureThreshold: 1 }),
    replicas: 3,
  });
});
const url = `http://${NODE.ipv4}:30090`;

beforeAll(() => {
  const documents = declared('1');
  apply(documents);
  waitForRollouts(documents);
});

/** Ends a program of the cluster at once, and gives its number. */
function kill(program: string): number {
  const pid = Number(readFileSync(join(directory, `${program}.pid`), 'utf-8'));
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** The number of a program that was started again after it had the given one. */
function restarted(program: string, before: number): Promise<number> {
  return eventually(`${program} is started again`, 30, () => {
    const pid = Number(readFileSync(join(directory, `${program}.pid`), 'utf-8'));
    return pid === before ? undefined : pid;
  });
}

test('the API server is killed: requests go on, and a rollout begun after its restart loses none', async () => {
  const load = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  await restarted('kube-apiserver', kill('kube-apiserver'));
  await eventually('the API server is ready again', 60, async () => (await fetch(`${API_PROXY}/readyz`)).ok || undefined);
  const documents = declared('2');
  await eventually('the API server takes manifests', 30, () => apply(documents));
  waitForRollouts(documents);

  expectLossless(await load.stop());
});

test('kube-proxy is killed: requests go on, and what changes meanwhile is caught up with', async () => {
  const load = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  await restarted('kube-proxy', kill('kube-proxy'));
  const documents = declared('3');
  apply(documents);
  waitForRollouts(documents);

  expectLossless(await load.stop());
});

test('a container is killed: what it was asked is lost, and nothing once its pod is out of the Service', async () => {
  const [victim] = podsOf(namespace, 'deployment.web');
  const id = victim.status.containerStatuses[0].containerID.replace('containerd://', '');
  const during = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  run('ctr', ['--address', containerdSocket(directory), '--namespace', 'k8s.io', 'task', 'kill', '--signal', 'SIGKILL', id]);
  await eventually('the container is started again and ready', 60, () => {
    const pod = get(namespace, 'pod', victim.metadata.name);
    return pod.status.containerStatuses[0].restartCount === 1 && isReady(pod) || undefined;
  });
  const lost = await during.stop();
  const after = await (await startLoad(OUTSIDE_CLIENT, url, ...LOAD)).stop();

  counted(lost, 'while it is away');
  // No manifest can keep a connection that the kernel has closed: refused until kubelet and kube-proxy have noticed.
  expect(lost.failed).toBeLessThan(lost.sent / 3);
  expectLossless(after, 'afterwards');
});
