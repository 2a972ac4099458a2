import { ApiObject, Duration } from 'cdk8s';
import { eventually } from './harness/eventually';
import { API_PROXY } from './harness/facts';
import { deployClient } from './support/client';
import { declare, deploy, server } from './support/declare';
import { apply } from './support/kubectl';
import { expectLossless } from './support/lossless';
import { recordObservation, recordRequests } from './support/measurements';
import { testNamespace } from './support/namespace';
import { startLoad, type LoadSummary, type Place } from './support/places';
import { isReady, podsOf } from './support/pods';
import { DisruptionBudget, ExposedWorkload, HealthCheck, Port, type ExposedWorkloadProps } from '../../lib';

const namespace = testNamespace('disruption');
const LOAD = ['--kind=new', '--connections=8', '--rate=200', '--at-least=2000'];

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

/** Two pods that need longer to become ready than the shutdown delay of the old ones. */
function deployServer(name: string, props: Partial<ExposedWorkloadProps> = {}): void {
  deploy(namespace, chart => new ExposedWorkload(chart, name, {
    ...server('--http=:8080'), ports: [Port.http(8080)], replicas: 2, readiness: HealthCheck.tcp({ initialDelay: Duration.seconds(10) }), ...props,
  }));
}

const namesOf = (name: string): string[] => podsOf(namespace, `deployment.${name}`).map(({ metadata }) => metadata.name);

/** Asks for the eviction of a pod as `kubectl drain` does, and returns the status code of the answer. */
async function evict(pod: string): Promise<number> {
  const { status } = await fetch(`${API_PROXY}/api/v1/namespaces/${namespace}/pods/${pod}/eviction`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } }),
  });
  return status;
}

/** Evicts all pods of a server at the same time, and again if the API server refuses, until all are evicted and replaced. Returns how often it refused. */
async function drain(name: string): Promise<number> {
  let refused = 0;
  await Promise.all(namesOf(name).map(pod => eventually(`${pod} is evicted`, async () => {
    const status = await evict(pod);
    refused += status === 429 ? 1 : 0;
    // 404: it was evicted, and is gone
    return status === 201 || status === 404 || undefined;
  })));
  await eventually(`the pods of ${name} are replaced`, () => {
    const pods = podsOf(namespace, `deployment.${name}`);
    return (pods.length === 2 && pods.every(isReady)) || undefined;
  });
  return refused;
}

async function drainUnderLoad(name: string): Promise<LoadSummary> {
  const load = await startLoad(client, `http://${name}:8080`, ...LOAD);
  const before = namesOf(name);
  const start = Date.now();
  const refused = await drain(name);
  recordObservation(`drain of ${name}: ${Math.round((Date.now() - start) / 1000)} s until both pods are replaced, ${refused} evictions refused with 429`);
  expect(namesOf(name).filter(pod => before.includes(pod))).toEqual([]);
  return load.stop();
}

test('the drain of all pods of a Deployment with two replicas loses no request, and ends', async () => {
  deployServer('budgeted');

  expectLossless(await drainUnderLoad('budgeted'));
});

test('without a budget, the drain loses requests, so the test above can detect a loss', async () => {
  deployServer('unbudgeted', { disruption: DisruptionBudget.none() });
  const summary = await drainUnderLoad('unbudgeted');
  recordRequests(summary);

  expect(summary.failed).toBeGreaterThan(0);
});

test('a second budget makes each eviction fail with 500, and is refused', async () => {
  deployServer('twice');
  const another = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'another', namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'cdk8s-service-patterns/workload': 'deployment.twice' } } },
  };
  apply([another]);

  // The API server finds budgets in a cache.
  await eventually('the eviction fails', async () => await evict(namesOf('twice')[0]) === 500 || undefined);
  expect(() => declare(namespace, chart => {
    new ExposedWorkload(chart, 'twice', { ...server(), ports: [Port.http(8080)], disruption: DisruptionBudget.none() });
    new ApiObject(chart, 'one', another);
    new ApiObject(chart, 'two', { ...another, metadata: { name: 'two', namespace } });
  })).toThrow('[disruption-overlap]');
});
