import { Duration } from 'cdk8s';
import { deployClient } from './support/client';
import { expectLossless } from './support/lossless';
import { recordRequests } from './support/measurements';
import { testNamespace } from './support/namespace';
import { startLoad, type Place } from './support/places';
import { KINDS, REQUESTS, podsAre, release, rolloutAndScaleDown } from './support/release';
import { Controller, type ExposedWorkloadProps } from '../../lib';

const namespace = testNamespace('rollout');

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

test('with the defaults, no request is lost during a rollout and a scale-down', async () => {
  release(namespace, 'careful', 1, { replicas: 4 });
  const urls = { new: 'http://careful:8080', keepalive: 'http://careful:8080', grpc: 'grpc://careful:9090' };

  for (const [kind, summary] of await rolloutAndScaleDown(namespace, 'careful', {}, client, urls)) {
    expectLossless(summary, KINDS[kind]);
    expect(summary.sent).toBeGreaterThanOrEqual(REQUESTS);
    // None of the pods that answered first is left at the end, so several pods must have answered.
    expect(Object.keys(summary.byPod).length).toBeGreaterThan(1);
  }
});

test('without the shutdown delay, requests are lost, so the test above can detect a loss', async () => {
  const props = { shutdownDelay: Duration.seconds(0) };
  release(namespace, 'hasty', 1, { ...props, replicas: 4 });
  const [[, summary]] = await rolloutAndScaleDown(namespace, 'hasty', props, client, { new: 'http://hasty:8080' });
  recordRequests(summary, KINDS.new);

  expect(summary.failed).toBeGreaterThan(0);
});

test.each<[string, string, Partial<ExposedWorkloadProps>]>([
  ['a single pod is replaced without losing a request', 'single', { replicas: 1 }],
  ['a StatefulSet, which terminates each pod before it creates its replacement, loses no request while other pods serve', 'ordered', {
    replicas: 3, controller: Controller.statefulSet(),
  }],
])('%s', async (_, name, props) => {
  release(namespace, name, 1, props);
  const load = await startLoad(client, `http://${name}:8080`, '--kind=new', '--connections=8', '--rate=100');
  release(namespace, name, 2, props);
  await podsAre(namespace, name, props.replicas!);

  expectLossless(await load.stop());
});
