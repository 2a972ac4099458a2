import { declareObjects, deployment, documentOf } from './declare';
import type { Document } from '../../src/document';

/** The names of the volumes that containers mount or have as a device. */
interface Uses {
  readonly own?: readonly string[];
  readonly other?: readonly string[];
  readonly init?: readonly string[];
  readonly devices?: readonly string[];
}

/** A workload whose pods have volumes, in this order. */
function withVolumes(names: readonly string[], { own = [], other = [], init = [], devices = [] }: Uses, claims: readonly string[] = []): Document {
  const object = deployment('web', { kind: claims.length > 0 ? 'StatefulSet' : 'Deployment' });
  const pod = object.spec.template.spec;
  const mounts = (mounted: readonly string[]) => mounted.map(name => ({ name, mountPath: `/${name}` }));
  Object.assign(pod.containers[0], { volumeMounts: mounts(own), volumeDevices: devices.map(name => ({ name, devicePath: `/dev/${name}` })) });
  pod.containers.push({ name: 'other', image: 'other:1', volumeMounts: mounts(other) });
  pod.securityContext = { fsGroup: 1000 };
  pod.initContainers = [{ name: 'init', image: 'init:1', volumeMounts: mounts(init) }];
  pod.volumes = names.map(name => ({ name, persistentVolumeClaim: { claimName: name, readOnly: false } }));
  if (claims.length > 0) {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    object.spec.volumeClaimTemplates = claims.map(name => ({ metadata: { name }, spec }));
  }
  return object;
}

/** The option `volumes` of the only workload of a program, and the names of the volumes of its pods. */
function declared(object: Document, inPlace: boolean): { readonly option?: string; readonly names: readonly string[] } {
  const { code, documents } = declareObjects([object], inPlace);
  const { volumes = [] } = documentOf(documents, object.kind).spec.template.spec;
  return { option: /^ {6}volumes: (.*),$/m.exec(code)?.[1], names: volumes.map(({ name }: Document) => name) };
}

describe('in place, the order of volumes is kept', () => {
  test.each<[string, string[], Uses, string | undefined]>([
    ['as the containers mount them', ['a', 'b', 'c', 'd'], { own: ['a', 'b', 'a'], other: ['b', 'c'], init: ['c', 'd'] }, undefined],
    ['in another order, by those at the beginning', ['b', 'a', 'c', 'd'], { own: ['a', 'b', 'c', 'd'] }, '[b]'],
    ['in another order, by those up to the last one that is too early', ['a', 'c', 'b', 'd'], { own: ['a', 'b'], init: ['c', 'd'] }, '[a, c]'],
    ['with a device before a mount', ['a', 'b'], { devices: ['a'], init: ['b'] }, '[a]'],
    ['with a device after the mounts', ['b', 'a'], { devices: ['a'], init: ['b'] }, undefined],
    ['with a volume at the end that no container mounts', ['a', 'b'], { own: ['a'] }, "[a, VolumeSource.claim('b', { volumeName: 'b' })]"],
    ['with a volume at the beginning that no container mounts', ['b', 'a'], { own: ['a'] }, "[VolumeSource.claim('b', { volumeName: 'b' })]"],
  ])('%s', (_, names, uses, option) => {
    expect(declared(withVolumes(names, uses), true)).toEqual({ option, names });
  });

  test('without the claims of a StatefulSet', () => {
    expect(declared(withVolumes(['b', 'a'], { own: ['data', 'a'], other: ['b'] }, ['data']), true)).toEqual({ option: '[b]', names: ['b', 'a'] });
  });
});

test('with the defaults of the library, only volumes that no container mounts are listed', () => {
  const { option } = declared(withVolumes(['b', 'a', 'c'], { own: ['a', 'b'] }), false);

  expect(option).toBe("[VolumeSource.claim('c', { volumeName: 'c' })]");
});

test.each([true, false])('optional: %s is kept as it is written', optional => {
  const object = deployment('web');
  const pod = object.spec.template.spec;
  const projected = { sources: [{ configMap: { name: 'c', optional } }, { clusterTrustBundle: { name: 't', path: 't', optional } }] };
  pod.volumes = [{ name: 'a', secret: { secretName: 'a', optional } }, { name: 'b', projected }];
  Object.assign(pod.containers[0], {
    volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/b' }],
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'a', optional } } }],
    envFrom: [{ configMapRef: { name: 'b', optional } }],
  });
  const { containers: [{ env, envFrom }], volumes } = documentOf(declareObjects([object], true).documents, 'Deployment').spec.template.spec;

  expect({ env, envFrom, volumes }).toEqual({ env: pod.containers[0].env, envFrom: pod.containers[0].envFrom, volumes: pod.volumes });
});
