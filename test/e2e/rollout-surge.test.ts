import type { Chart } from 'cdk8s';
import type { Deployment } from 'cdk8s-plus-28';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { declare, deploy, server } from './support/declare';
import { apply, get } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { isReady, podsOf } from './support/pods';
import { Controller, ExposedWorkload, PodCount, Port, Rollout } from '../../lib';

const namespace = testNamespace('rollout-surge');

/** Declares a server of which each node can run only one pod. The cluster has one node. */
function release(number: number, rollout?: Rollout): (chart: Chart) => void {
  return chart => {
    const controller = Controller.deployment({ rollout });
    const props = { ...server('--http=:8080'), ports: [Port.http(8080)], env: { RELEASE: String(number) }, controller };
    (new ExposedWorkload(chart, 'spread', props).workload as Deployment).scheduling.spread();
  };
}

test('a rollout that needs a free node waits indefinitely if there is none, and completes with Rollout.recreate()', async () => {
  const waiting = Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(0) });
  deploy(namespace, release(1, waiting));
  const [old] = podsOf(namespace, 'deployment.spread');
  apply(declare(namespace, release(2, waiting)));
  const unscheduled = await eventually('the new pod can\'t be scheduled', () => (
    podsOf(namespace, 'deployment.spread').flatMap(({ status }) => status.conditions ?? []).find(({ reason }: Document) => reason === 'Unschedulable')
  ));

  expect(unscheduled.message).toMatch(/anti-affinity/);
  expect(isReady(get(namespace, 'pod', old.metadata.name))).toBe(true);
  recordObservation(unscheduled.message);

  expect(() => declare(namespace, release(3))).toThrow(/rollout-surge/);
  deploy(namespace, release(3, Rollout.recreate()));
});
