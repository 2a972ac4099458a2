import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Controller, ExposedWorkload, Rollout, SecurityExemption, VolumeSource, type ExposedWorkloadProps, type Mount, type SecurityOptions,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const CLAIM = { name: 'data', mountPath: '/data', storage: '1Gi' };
const STATEFUL = { controller: Controller.statefulSet({ volumeClaims: [CLAIM] }) };
const RECREATED = Controller.deployment({ rollout: Rollout.recreate() });
const refused = ['volume-owner'];

const claimed = (chart: Chart, options: kplus.PersistentVolumeClaimVolumeOptions = {}) => {
  return kplus.Volume.fromPersistentVolumeClaim(chart, 'volume', kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'data'), options);
};
const mounting = (volume: kplus.Volume | VolumeSource, mount: Partial<Mount> = {}): Partial<ExposedWorkloadProps> => ({
  mounts: [{ path: '/data', source: volume instanceof VolumeSource ? volume : VolumeSource.fromVolume(volume), ...mount }], controller: RECREATED,
});

type Props = (chart: Chart) => Partial<ExposedWorkloadProps>;

/** The security context of the pods. */
function contextOf(kind: string, props: Props, later: (workload: ExposedWorkload, chart: Chart) => void = () => {}): Document {
  const chart = newChart();
  later(new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props(chart) }), chart);
  return find(synth(chart), kind).spec.template.spec.securityContext;
}

const group = (fsGroup: number) => ({ fsGroup, fsGroupChangePolicy: 'OnRootMismatch' });

describe('the group of volumes', () => {
  test.each<[string, SecurityOptions, number]>([
    ['the group of the pods', { user: 1000, group: 2000 }, 2000],
    ['the user of the pods if they have no group', { user: 1000 }, 1000],
    ['the root group if the pods have it', { user: 1000, group: 0 }, 0],
    ['the fsGroup that is set', { user: 1000, group: 2000, fsGroup: 3000 }, 3000],
    ['the fsGroup that is set, also with an exemption', { user: 1000, fsGroup: 3000, exemptions: [SecurityExemption.volumeOwner('NFS')] }, 3000],
  ])('is %s', (_, security, expected) => {
    expect(contextOf('StatefulSet', () => ({ ...STATEFUL, security }))).toMatchObject(group(expected));
  });

  test('is set for claims and disks that a Deployment or a DaemonSet mounts', () => {
    const security = { user: 1000 };

    expect(contextOf('Deployment', chart => ({ ...mounting(claimed(chart)), security }))).toMatchObject(group(1000));
    expect(contextOf('Deployment', chart => ({ ...mounting(kplus.Volume.fromGcePersistentDisk(chart, 'disk', 'disk')), security }))).toMatchObject(group(1000));
    expect(contextOf('DaemonSet', chart => ({ ...mounting(claimed(chart)), controller: Controller.daemonSet(), security }))).toMatchObject(group(1000));
  });

  test('is set for a claim that is mounted later, or only by an init container', () => {
    const later = contextOf('Deployment', () => ({ security: { user: 1000 }, controller: RECREATED }), (workload, chart) => {
      workload.container.mount('/data', claimed(chart));
    });
    const init = contextOf('Deployment', chart => ({
      security: { user: 1000 }, controller: RECREATED, initContainers: [{ name: 'init', image: 'init:1', mounts: [{ path: '/data', source: VolumeSource.fromVolume(claimed(chart)) }] }],
    }));

    expect([later, init]).toEqual([expect.objectContaining(group(1000)), expect.objectContaining(group(1000))]);
  });

  test('is that of the container that writes if the pods have none', () => {
    expect(contextOf('Deployment', chart => ({
      controller: RECREATED,
      security: { exemptions: [SecurityExemption.runAsRoot('opens raw sockets')] },
      sidecars: [{ name: 'proxy', image: 'proxy:1', security: { user: 65534 }, mounts: [{ path: '/data', source: VolumeSource.fromVolume(claimed(chart)) }] }],
    }))).toMatchObject(group(65534));
  });

  test.each<[string, Props]>([
    ['a mount that is read-only', chart => mounting(claimed(chart), { readOnly: true })],
    ['a volume that is read-only', chart => mounting(claimed(chart, { readOnly: true }))],
    ['an empty directory', chart => mounting(kplus.Volume.fromEmptyDir(chart, 'cache', 'cache'))],
    ['a directory of the node', chart => mounting(kplus.Volume.fromHostPath(chart, 'logs', 'logs', { path: '/var/log' }))],
    ['a volume of an NFS server', chart => mounting(kplus.Volume.fromNfs(chart, 'nfs', 'nfs', { server: 'nfs.example.com', path: '/data' }))],
    ['an exemption', () => ({ ...STATEFUL, security: { user: 1000, exemptions: [SecurityExemption.volumeOwner('the storage class sets the owner')] } })],
    ['pods that run as root', () => ({ ...STATEFUL, security: { exemptions: [SecurityExemption.runAsRoot('changes owners')] } })],
    ['pods of the user root', () => ({ ...STATEFUL, security: { user: 0, exemptions: [SecurityExemption.runAsRoot('changes owners')] } })],
  ])('is not set for %s', (_, props) => {
    const kind = props(newChart()).controller!._kind;
    const context = contextOf(kind, chart => ({ security: { user: 1000 }, ...props(chart) }));

    expect(context).not.toHaveProperty('fsGroup');
    expect(context).not.toHaveProperty('fsGroupChangePolicy');
  });
});

describe('pods without a known group', () => {
  test.each<[string, string[], Props]>([
    ['a claim of a StatefulSet', refused, () => STATEFUL],
    ['a claim of a Deployment', refused, chart => mounting(claimed(chart))],
    ['a claim that is read-only', [], chart => mounting(claimed(chart), { readOnly: true })],
    ['an empty directory', [], chart => mounting(kplus.Volume.fromEmptyDir(chart, 'cache', 'cache'))],
    ['a claim and an exemption', [], () => ({ ...STATEFUL, security: { exemptions: [SecurityExemption.volumeOwner('NFS')] } })],
    ['a claim and permission to run as root', [], () => ({ ...STATEFUL, security: { exemptions: [SecurityExemption.runAsRoot('changes owners')] } })],
  ])('and %s break the rules %j', (_, broken, props) => {
    expect(rulesBrokenBy(chart => web(chart, props(chart)))).toEqual(broken);
  });

  test('are refused with a message that names the exemption for an owner that the storage or an init container sets', () => {
    expect(messagesOf(chart => web(chart, STATEFUL))).toEqual([
      expect.stringMatching(/add SecurityExemption\.volumeOwner\('the reason'\) if the storage or an init container sets the owner\. \[volume-owner\]/),
    ]);
  });

  test('are accepted if a JSON patch sets the group, and refused if it adds the volume', () => {
    const patched = (props: Partial<ExposedWorkloadProps>, ...patches: JsonPatch[]) => rulesBrokenBy(chart => {
      ApiObject.of(web(chart, props)).addJsonPatch(...patches);
    });
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

    expect(patched(STATEFUL, JsonPatch.add('/spec/template/spec/securityContext/fsGroup', 1000))).toEqual([]);
    expect(patched(
      {},
      JsonPatch.add('/spec/template/spec/volumes/-', { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: claim } } }),
      JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/-', { name: 'scratch', mountPath: '/scratch' }),
    )).toEqual(refused);
  });
});
