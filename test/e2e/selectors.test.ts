import { Construct } from 'constructs';
import { Controller, ExposedWorkload, Port, type ExposedWorkloadProps } from '../../lib';
import type { Document } from '../support';
import { deployClient } from './support/client';
import { declare, deploy, server } from './support/declare';
import { apply, get, waitForRollouts } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { answeredBy, type Place } from './support/places';

const namespace = testNamespace('selectors');
/** Common labels, the same on all workloads. */
const podMetadata = { labels: { 'app': 'web', 'app.kubernetes.io/name': 'web' } };
const common = { ...server('--http=:8080'), ports: [Port.http(8080)], podMetadata };

/** Workloads with similar names, by the name of the Service. */
const SIMILAR: Readonly<Record<string, Partial<ExposedWorkloadProps>>> = {
  'web': {},
  'web-2': {},
  'web-web': {},
  // The same workload name as the Deployment, but another kind.
  'web-set': { workloadName: 'web', controller: Controller.statefulSet() },
  'web-agent': { workloadName: 'web', controller: Controller.daemonSet() },
};

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

/** Kind and name of the workload that created a pod. */
function ownerOf({ metadata }: Document): string {
  const { kind, name } = metadata.ownerReferences[0];
  return kind === 'ReplicaSet' ? `Deployment ${name.replace(/-[a-z0-9]+$/, '')}` : `${kind} ${name}`;
}

test('workloads with similar names and the same common labels never get requests of each other', async () => {
  deploy(namespace, chart => Object.entries(SIMILAR).forEach(([name, props]) => new ExposedWorkload(chart, name, { ...common, ...props })));
  const pods: Document[] = get(namespace, 'pods').items;

  for (const [service, { workloadName = service, controller }] of Object.entries(SIMILAR)) {
    const own = pods.filter(pod => ownerOf(pod) === `${controller?._kind ?? 'Deployment'} ${workloadName}`);

    expect(own).toHaveLength(1);
    await answeredBy(own.map(({ metadata }) => metadata.name), client, `http://${service}:8080`);
  }
});

test('a rollout replaces all pods of each workload and leaves none of the previous release', () => {
  const release = (number: string) => declare(namespace, chart => Object.entries(SIMILAR).forEach(([name, props]) => (
    new ExposedWorkload(chart, name, { ...common, ...props, podMetadata: { labels: { ...podMetadata.labels, release: number } } })
  )));
  for (const number of ['1', '2']) {
    const documents = release(number);
    apply(documents);
    waitForRollouts(documents);
  }
  const pods: Document[] = get(namespace, 'pods').items.filter(({ metadata }: Document) => metadata.labels.app === 'web' && !metadata.deletionTimestamp);

  expect(pods.map(ownerOf).sort()).toEqual(['DaemonSet web', 'Deployment web', 'Deployment web-2', 'Deployment web-web', 'StatefulSet web']);
  expect(pods.filter(({ metadata }) => metadata.labels.release !== '2')).toEqual([]);
});

test('a declaration that moves in the construct tree keeps its pods', () => {
  const named = { ...common, ports: [Port.http(8080)] };
  deploy(namespace, chart => new ExposedWorkload(chart, 'moved', named));
  const before = podNames();
  deploy(namespace, chart => new ExposedWorkload(new Construct(chart, 'inner'), 'moved', named));

  expect(podNames()).toEqual(before);
});

function podNames(): string[] {
  return get(namespace, 'pods').items.map(({ metadata }: Document) => metadata.name).filter((name: string) => name.startsWith('moved-'));
}
