import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim } from 'cdk8s-plus-28';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { declare, deploy, server } from './support/declare';
import { apply, get, kubectl, waitForRollouts } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { isReady, podsOf } from './support/pods';
import { provideDisks, provideVolumes } from './support/volumes';
import { Controller, ExposedWorkload, Port, Rollout, VolumeSource } from '../../lib';

const namespace = testNamespace('volumes');
provideVolumes(1, 'ReadWriteOncePod');
const DISK = 'disk-of-root';
provideDisks(DISK, 3);

/** Declares a server with a volume that only one pod at a time can use. */
function fill(release: string, controller?: Controller): Parameters<typeof declare>[1] {
  return chart => {
    const claim = new PersistentVolumeClaim(chart, 'data', {
      metadata: { name: 'data' }, accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE_POD], storage: Size.gibibytes(1),
    });
    const props = server('--http=:8080');
    new ExposedWorkload(chart, 'notes', {
      ...props,
      env: { RELEASE: release },
      ports: [Port.http(8080)],
      mounts: [{ path: '/data', source: VolumeSource.claim(claim.name) }],
      controller,
      security: { user: 1000 },
    });
  };
}

const recreate = () => Controller.deployment({ rollout: Rollout.recreate() });

test('a volume for one pod at a time is refused with a rolling update, which would wait indefinitely, and is accepted with the strategy Recreate', async () => {
  expect(() => declare(namespace, fill('1'))).toThrow(/rollout-single-writer/);
  deploy(namespace, fill('1', recreate()));
  deploy(namespace, fill('2', recreate()));
  const [old] = podsOf(namespace, 'deployment.notes');

  apply(declare(namespace, chart => {
    fill('3', recreate())(chart);
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
    ApiObject.of(chart.node.findChild('notes')).addJsonPatch(JsonPatch.replace('/spec/strategy', strategy));
  }));
  const waiting = await eventually('the new pod can\'t be scheduled', () => (
    podsOf(namespace, 'deployment.notes').flatMap(({ status }) => status.conditions ?? []).find(({ reason }: Document) => reason === 'Unschedulable')
  ));

  expect(waiting.message).toMatch(/ReadWriteOncePod/);
  expect(isReady(get(namespace, 'pod', old.metadata.name))).toBe(true);
  recordObservation('the new pod waits for the volume, and the old pod keeps serving');
});

/** Declares a server that stores its data in a volume of root, and does not run as root. */
function queue(name: string): Document[] {
  return declare(namespace, chart => {
    const claim = new PersistentVolumeClaim(chart, 'claim', {
      metadata: { name }, storageClassName: DISK, accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(1),
    });
    new ExposedWorkload(chart, name, {
      image: 'nats:2.12',
      args: ['--jetstream', '--store_dir=/data'],
      ports: [Port.tcp(4222, { name: 'nats' })],
      mounts: [{ path: '/data', source: VolumeSource.claim(claim.name) }],
      controller: recreate(),
      security: { user: 1000 },
    });
  });
}

test('a server that does not run as root cannot write to its new volume without fsGroup, and can write with the default', async () => {
  const ungrouped = queue('ungrouped');
  const { securityContext } = ungrouped.find(({ kind }) => kind === 'Deployment')!.spec.template.spec;
  expect(securityContext).toMatchObject({ fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' });
  delete securityContext.fsGroup;
  delete securityContext.fsGroupChangePolicy;
  apply(ungrouped);
  const failure = await eventually('the server has failed', () => (
    kubectl('--namespace', namespace, 'logs', 'deployment/ungrouped').split('\n').find(line => /permission denied/.test(line))
  ));
  recordObservation(failure);
  expect(podsOf(namespace, 'deployment.ungrouped').map(isReady)).toEqual([false]);

  const grouped = queue('grouped');
  apply(grouped);
  waitForRollouts(grouped);
  expect(podsOf(namespace, 'deployment.grouped').map(isReady)).toEqual([true]);
});

test('a StatefulSet that does not run as root writes to the new volume of its claim', () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'streams', {
    image: 'nats:2.12',
    args: ['--jetstream', '--store_dir=/data'],
    ports: [Port.tcp(4222, { name: 'nats' })],
    controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi', storageClassName: DISK }] }),
    security: { user: 1000 },
  }));

  expect(podsOf(namespace, 'statefulset.streams').map(isReady)).toEqual([true]);
  expect(get(namespace, 'persistentvolumeclaim', 'data-streams-0').status.phase).toBe('Bound');
});
