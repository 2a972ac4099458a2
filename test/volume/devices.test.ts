import { Controller, VolumeMode, VolumeSource, Worker, type BlockDevice, type WorkerProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { newChart, synth, type Document } from '../support';

const BLOCK = { storage: '1Gi', volumeMode: VolumeMode.BLOCK };
const store = (props: Partial<WorkerProps>) => (chart: ReturnType<typeof newChart>) => new Worker(chart, 'store', { image: 'registry.example.com/store:4', security: { user: 1000 }, ...props });
const claiming = (volumeMode?: VolumeMode) => Controller.statefulSet({ volumeClaims: [{ name: 'disk', storage: '1Gi', volumeMode }] });
const at = (path: string, source: VolumeSource): BlockDevice => ({ path, source });
const DISK = VolumeSource.volumeClaim('disk');

function podOf(props: Partial<WorkerProps>): Document {
  const chart = newChart();
  store(props)(chart);
  return synth(chart).find(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment')!.spec.template.spec;
}

describe('a block device', () => {
  test('is the volume of a claim of the StatefulSet', () => {
    const { containers: [container], volumes } = podOf({ controller: claiming(VolumeMode.BLOCK), devices: [at('/dev/store', DISK)] });

    expect(container.volumeDevices).toEqual([{ name: 'disk', devicePath: '/dev/store' }]);
    expect(container.volumeMounts.map(({ mountPath }: Document) => mountPath)).toEqual(['/tmp']);
    expect(volumes.map(({ name }: Document) => name)).toEqual(['tmp']);
  });

  test('is a volume of the pod, once for all containers', () => {
    const source = VolumeSource.ephemeral(BLOCK);
    const { containers, initContainers: [init], volumes } = podOf({
      devices: [at('/dev/store', source)], initContainers: [{ name: 'format', image: 'registry.example.com/format:1', devices: [at('/dev/new', source)] }],
    });

    expect(containers[0].volumeDevices).toEqual([{ name: 'dev-store', devicePath: '/dev/store' }]);
    expect(init.volumeDevices).toEqual([{ name: 'dev-store', devicePath: '/dev/new' }]);
    expect(volumes.map(({ name }: Document) => name)).toEqual(['dev-store', 'tmp', 'tmp-format']);
    expect(volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode).toBe('Block');
  });

  test('is an existing claim, which volumes can also list', () => {
    const source = VolumeSource.claim('archive');
    const { volumes } = podOf({ devices: [at('/dev/archive', source)], volumes: [source] });

    expect(volumes.map(({ name }: Document) => name)).toEqual(['pvc-archive', 'tmp']);
  });
});

describe('refused is', () => {
  test.each<[string, Partial<WorkerProps>, string[]]>([
    ['a path that is empty', { devices: [at('', VolumeSource.claim('a'))] }, ['devices[0].path ""']],
    ['a path with ..', { devices: [at('/dev/../a', VolumeSource.claim('a'))] }, ['devices[0].path "/dev/../a"']],
    ['the path of another device', { devices: [at('/dev/a', VolumeSource.claim('a')), at('/dev/a', VolumeSource.claim('b'))] }, ['devices[1].path "/dev/a"']],
    ['the path of a mount', { mounts: [at('/a', VolumeSource.emptyDir())], devices: [at('/a', VolumeSource.claim('a'))] }, ['devices[0].path "/a"']],
    ['a volume that the container already has', { controller: claiming(VolumeMode.BLOCK), devices: [at('/dev/a', DISK), at('/dev/b', VolumeSource.volumeClaim('disk'))] },
      ['devices[1].source "disk"']],
    ['a claim with a file system', { controller: claiming(), devices: [at('/dev/a', DISK)] }, ['devices[0].source "disk"']],
    ['an ephemeral volume with a file system', { devices: [at('/dev/a', VolumeSource.ephemeral({ storage: '1Gi' }))] }, ['devices[0].source (not set)']],
    ['a volume that is no claim', { sidecars: [{ name: 'a', image: 'a', devices: [at('/dev/a', VolumeSource.emptyDir())] }] }, ['sidecars[0].devices[0].source (not set)']],
  ])('%s', (_, props, begins) => {
    const messages = messagesOf(store(props));

    expect(messages.map(message => message.slice('shop/store: '.length).split(': ')[0])).toEqual(begins);
    expect(messages.every(message => message.includes('[block-device]'))).toBe(true);
  });

  test('a claim that is a device and a mount, for both reasons', () => {
    const messages = messagesOf(store({ controller: claiming(VolumeMode.BLOCK), mounts: [at('/data', DISK)], devices: [at('/dev/data', DISK)] }));

    expect(messages.map(message => /\[([a-z-]+)\]/.exec(message)![1])).toEqual(['block-device', 'volume-block']);
  });

  test('a user namespace', () => {
    const [message] = messagesOf(store({ podNamespaces: { hostUsers: false }, devices: [at('/dev/a', VolumeSource.claim('a'))] }));

    expect(message).toContain('podNamespaces.hostUsers false: ');
    expect(message).toContain('[pod-namespaces]');
  });
});
