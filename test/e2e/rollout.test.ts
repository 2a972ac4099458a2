import { Duration } from 'cdk8s';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { balancerAddress } from './support/balancer';
import { deployClient } from './support/client';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { get } from './support/kubectl';
import { expectLossless } from './support/lossless';
import { recordRequests } from './support/measurements';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, startLoad, type LoadSummary, type Place } from './support/places';
import { podsOf } from './support/pods';
import { Controller, ExposedWorkload, Exposure, HealthCheck, Port, type ExposedWorkloadProps } from '../../lib';

const namespace = testNamespace('rollout');
/** The minimum number of requests of each kind of load. */
const REQUESTS = 5_000;
const LIMIT = '--at-most=170s';

const KINDS = { new: 'new connections', keepalive: 'keep-alive', grpc: 'gRPC' };
type Kind = keyof typeof KINDS;

jest.setTimeout(240_000);

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

/** Deploys a release of a server of HTTP and gRPC that finishes its open requests when it receives SIGTERM. */
function release(name: string, number: number, props: Partial<ExposedWorkloadProps>): void {
  deploy(namespace, chart => {
    const rest = server('--http=:8080', '--grpc=:9090');
    new ExposedWorkload(chart, name, { ...rest, ports: [Port.http(8080), Port.grpc(9090)], env: { RELEASE: String(number) }, ...props });
  });
}

/** Waits until this many pods are left, that is, until the replaced or removed pods are terminated. */
async function podsAre(name: string, count: number): Promise<void> {
  await eventually(`${count} pods of ${name} are left`, 120, () => {
    const pods: Document[] = get(namespace, 'pods').items.filter(({ metadata }: Document) => metadata.name.startsWith(`${name}-`));
    return pods.length === count || undefined;
  });
}

/** Sends requests of each kind while a rollout replaces all pods and a scale-down then removes half of them, and returns the results. */
async function rolloutAndScaleDown(
  name: string, props: Partial<ExposedWorkloadProps>, place: Place, urls: Readonly<Partial<Record<Kind, string>>>,
): Promise<[Kind, LoadSummary][]> {
  const flags = ['--connections=8', '--rate=200', `--at-least=${REQUESTS}`, LIMIT];
  const loads = await Promise.all(Object.entries(urls).map(async ([kind, url]) => [kind as Kind, await startLoad(place, url, `--kind=${kind}`, ...flags)] as const));
  for (const replicas of [4, 2]) {
    release(name, 2, { ...props, replicas });
    await podsAre(name, replicas);
  }
  return Promise.all(loads.map(async ([kind, load]) => [kind, await load.stop()] as [Kind, LoadSummary]));
}

test('with the defaults, no request is lost during a rollout and a scale-down', async () => {
  release('careful', 1, { replicas: 4 });
  const urls = { new: 'http://careful:8080', keepalive: 'http://careful:8080', grpc: 'grpc://careful:9090' };

  for (const [kind, summary] of await rolloutAndScaleDown('careful', {}, client, urls)) {
    expectLossless(summary, KINDS[kind]);
    expect(summary.sent).toBeGreaterThanOrEqual(REQUESTS);
    // None of the pods that answered first is left at the end, so several pods must have answered.
    expect(Object.keys(summary.byPod).length).toBeGreaterThan(1);
  }
});

test('behind a load balancer, no request is lost during a rollout and a scale-down', async () => {
  const props = { exposure: Exposure.loadBalancer() };
  release('balanced', 1, { ...props, replicas: 4 });
  const address = await balancerAddress(namespace, 'balanced');
  const urls = { new: `http://${address}:8080`, keepalive: `http://${address}:8080`, grpc: `grpc://${address}:9090` };

  for (const [kind, summary] of await rolloutAndScaleDown('balanced', props, OUTSIDE_CLIENT, urls)) {
    expectLossless(summary, KINDS[kind]);
    expect(summary.sent).toBeGreaterThanOrEqual(REQUESTS);
  }
});

test('without the shutdown delay, requests are lost, so the tests above can detect a loss', async () => {
  const props = { shutdownDelay: Duration.seconds(0) };
  release('hasty', 1, { ...props, replicas: 4 });
  const [[, summary]] = await rolloutAndScaleDown('hasty', props, client, { new: 'http://hasty:8080' });
  recordRequests(summary, KINDS.new);

  expect(summary.failed).toBeGreaterThan(0);
});

test('a long request finishes within the grace period, which includes the shutdown delay', async () => {
  const props = { replicas: 1, readiness: HealthCheck.http('/ready') };
  release('patient', 1, props);
  const [old] = podsOf(namespace, 'deployment.patient');
  // Longer than the shutdown delay, so that the server receives SIGTERM while it handles the request.
  const flags = ['--kind=new', '--connections=10', '--delay=12s', '--timeout=40s', '--at-least=10', LIMIT];
  const load = startLoad(client, 'http://patient:8080', ...flags);
  await eventually('the server has all requests', 30, async () => {
    const { http } = await (await fetch(`http://${old.status.podIP}:${CONTROL_PORT}/stats`)).json() as { http: number };
    return http > 10 || undefined;
  });
  release('patient', 2, props);
  const summary = await (await load).stop();

  expectLossless(summary);
  expect(summary.byPod[old.metadata.name]).toBeGreaterThanOrEqual(10);
});

test.each<[string, string, Partial<ExposedWorkloadProps>]>([
  ['a single pod is replaced without losing a request', 'single', { replicas: 1 }],
  ['a StatefulSet, which terminates each pod before it creates its replacement, loses no request while other pods serve', 'ordered', {
    replicas: 3, controller: Controller.statefulSet(),
  }],
])('%s', async (_, name, props) => {
  release(name, 1, props);
  const load = await startLoad(client, `http://${name}:8080`, '--kind=new', '--connections=8', '--rate=100', LIMIT);
  release(name, 2, props);
  await podsAre(name, props.replicas!);

  expectLossless(await load.stop());
});
