import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { ExposedWorkload, Exposure, HealthCheck, Port } from '../../../lib';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';
import { API_PROXY, NODE } from '../harness/facts';
import { containerdSocket } from '../harness/node';
import { run } from '../harness/shell';
import { declare, server } from '../support/declare';
import { watchKubeProxy } from '../support/kube-proxy';
import { apply, get, waitForRollouts } from '../support/kubectl';
import { expectLossless } from '../support/lossless';
import { recordRequests } from '../support/measurements';
import { testNamespace } from '../support/namespace';
import { OUTSIDE_CLIENT, startLoad } from '../support/places';
import { isReady, podsOf } from '../support/pods';

const namespace = testNamespace('faults');
const directory = process.env.CLUSTER_DIRECTORY!;
const LOAD = ['--kind=new', '--connections=8', '--rate=200', '--at-least=2000'];

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

/** The process ID of a program of the cluster. */
function processOf(program: string): number {
  return Number(readFileSync(join(directory, `${program}.pid`), 'utf-8'));
}

/** Kills a program of the cluster and returns its process ID. */
function kill(program: string): number {
  const pid = processOf(program);
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Waits until a program is running with another process ID than before, and returns the new one. */
function restarted(program: string, before: number): Promise<number> {
  return eventually(`${program} is started again`, () => {
    const pid = processOf(program);
    return pid === before ? undefined : pid;
  });
}

test('no request is lost while the API server is restarted after a crash, nor during a rollout right after its restart', async () => {
  const load = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  await restarted('kube-apiserver', kill('kube-apiserver'));
  await eventually('the API server is ready again', async () => (await fetch(`${API_PROXY}/readyz`)).ok || undefined);
  const documents = declared('2');
  await eventually('the API server accepts manifests', () => apply(documents));
  waitForRollouts(documents);

  expectLossless(await load.stop());
});

test('no request is lost while kube-proxy is restarted after a crash, and it applies the changes that it missed', async () => {
  const load = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  await restarted('kube-proxy', kill('kube-proxy'));
  const documents = declared('3');
  apply(documents);
  waitForRollouts(documents);

  expectLossless(await load.stop());
});

test('a killed container loses only the requests that are sent to it before its pod leaves the Service', async () => {
  const [victim] = podsOf(namespace, 'deployment.web');
  const id = victim.status.containerStatuses[0].containerID.replace('containerd://', '');
  const during = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  run('ctr', ['--address', containerdSocket(directory), '--namespace', 'k8s.io', 'task', 'kill', '--signal', 'SIGKILL', id]);
  await eventually('the container is started again and ready', () => {
    const pod = get(namespace, 'pod', victim.metadata.name);
    return pod.status.containerStatuses[0].restartCount >= 1 && isReady(pod) || undefined;
  });
  const lost = await during.stop();
  const after = await (await startLoad(OUTSIDE_CLIENT, url, ...LOAD)).stop();

  recordRequests(lost, 'while the container is down');
  // The kernel closes the connections of the process and refuses new ones until kubelet and kube-proxy react. No manifest can prevent that.
  expect(lost.failed).toBeLessThan(lost.sent / 3);
  expectLossless(after, 'afterwards');
});

// The last test: for two minutes, a new connection from the port of one that got no answer would lead to the same pod, which has ended. The node
// tracks both as one connection.
test('a kube-proxy that does not run for longer than the shutdown delay loses requests, and the results show how late it applied the change', async () => {
  const old = podsOf(namespace, 'deployment.web').map(({ metadata }) => metadata.name);
  const load = await startLoad(OUTSIDE_CLIENT, url, ...LOAD);
  const slowestChange = await watchKubeProxy();
  const pid = processOf('kube-proxy');
  process.kill(pid, 'SIGSTOP');
  try {
    const documents = declared('4');
    apply(documents);
    waitForRollouts(documents);
    const names = () => get(namespace, 'pods').items.map(({ metadata }: Document) => metadata.name);
    await eventually('the old pods have ended', () => !names().some((name: string) => old.includes(name)) || undefined);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await eventually('kube-proxy has applied the change', async () => await slowestChange() > 0 || undefined);
  const lost = await load.stop();

  recordRequests(lost);
  expect(lost.failed).toBeGreaterThan(0);
  // The shutdown delay is 5 seconds.
  expect(lost.slowestChange).toBeGreaterThan(5);
});
