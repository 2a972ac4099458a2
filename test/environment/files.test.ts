import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, Controller, EnvVarSource, VolumeSource, type ExposedWorkloadProps } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

const { fileKey, secretKey } = EnvVarSource;
type Props = Partial<ExposedWorkloadProps>;
const writer = (source: VolumeSource) => ({ name: 'init', image: 'registry.example.com/init:2', mounts: [{ path: '/settings', source }] });
const declaring = (props: Props): Declaration => chart => web(chart, props);
const podOf = (props: Props) => find(synthOf(declaring(props)), 'Deployment').spec.template.spec;
const reference = (facts: object) => ({ fileKeyRef: { volumeName: 'settings', path: 'web.env', ...facts } });

test('the variables refer to the volume that another container mounts', () => {
  const settings = VolumeSource.emptyDir();
  const { containers, initContainers, volumes } = podOf({
    env: { MODE: '$(REGION)' },
    envValueFrom: { ZONE: fileKey(settings, 'web.env', 'zone', { optional: true }), REGION: fileKey(settings, 'web.env', 'REGION') },
    initContainers: [writer(settings)],
    additionalContainers: [{ name: 'proxy', image: 'proxy:1', envValueFrom: { REGION: fileKey(settings, 'a/b.env', 'REGION', { optional: false }) } }],
  });

  expect(containers[0].env).toEqual([
    { name: 'REGION', valueFrom: reference({ key: 'REGION' }) },
    { name: 'MODE', value: '$(REGION)' },
    { name: 'ZONE', valueFrom: reference({ key: 'zone', optional: true }) },
  ]);
  expect(containers[1].env).toEqual([{ name: 'REGION', valueFrom: reference({ path: 'a/b.env', key: 'REGION', optional: false }) }]);
  expect(volumes.filter(({ name }: any) => !name.startsWith('tmp'))).toEqual([{ name: 'settings', emptyDir: {} }]);
  expect(containers[0].volumeMounts.map(({ name }: any) => name)).toEqual(['tmp']);
  expect(initContainers[0].volumeMounts[0]).toEqual({ name: 'settings', mountPath: '/settings' });
});

test('a volume that no container mounts is added to the pod, in an order that does not depend on the map', () => {
  const [a, b] = ['a', 'b'].map(volumeName => VolumeSource.emptyDir({ volumeName }));
  const pods = [{ A: fileKey(a, 'x', 'A'), B: fileKey(b, 'x', 'B') }, { B: fileKey(b, 'x', 'B'), A: fileKey(a, 'x', 'A') }]
    .map(envValueFrom => podOf({ envValueFrom, volumes: [b] }));

  expect(pods[0].volumes.map(({ name }: any) => name)).toEqual(['b', 'a', 'tmp']);
  expect(pods[1]).toEqual(pods[0]);
});

test('a volume of cdk8s-plus is used as it is', () => {
  const chart = newChart();
  const volume = VolumeSource.fromVolume(kplus.Volume.fromEmptyDir(chart, 'volume', 'settings'));
  web(chart, { envValueFrom: { MODE: fileKey(volume, 'web.env', 'MODE') }, initContainers: [writer(volume)] });
  const { containers, volumes } = find(synth(chart), 'Deployment').spec.template.spec;

  expect(containers[0].env).toEqual([{ name: 'MODE', valueFrom: reference({ key: 'MODE' }) }]);
  expect(volumes.map(({ name }: any) => name)).toContain('settings');
});

test('a container of cdk8s-plus can have the same variable', () => {
  const chart = newChart();
  const settings = VolumeSource.emptyDir();
  const { workload, container } = web(chart, { envValueFrom: { MODE: fileKey(settings, 'web.env', 'MODE') }, initContainers: [writer(settings)] });
  workload.addContainer({ name: 'added', image: 'added:1', envVariables: container.env.variables, securityContext: { user: 1000 } });

  expect(find(synth(chart), 'Deployment').spec.template.spec.containers[1].env).toEqual([{ name: 'MODE', valueFrom: reference({ key: 'MODE' }) }]);
});

test('a method of cdk8s-plus can replace the variable', () => {
  const chart = newChart();
  const settings = VolumeSource.emptyDir();
  const { container } = web(chart, { envValueFrom: { MODE: fileKey(settings, 'web.env', 'MODE') }, initContainers: [writer(settings)] });
  container.env.addVariable('MODE', kplus.EnvValue.fromValue('fast'));

  expect(find(synth(chart), 'Deployment').spec.template.spec.containers[0].env).toEqual([{ name: 'MODE', value: 'fast' }]);
});

describe('refused', () => {
  const named = VolumeSource.emptyDir({ volumeName: 'settings' });

  test.each<[string, EnvVarSource, string]>([
    ['a Secret', fileKey(VolumeSource.secret('login'), 'web.env', 'MODE'), 'source VolumeSource|env-file'],
    ['a volume without a name that no container mounts', fileKey(VolumeSource.emptyDir(), 'web.env', 'MODE'), 'source.volumeName (not set)|claim-name'],
    ['a path that begins with a slash', fileKey(named, '/web.env', 'MODE'), 'filePath "/web.env"|env-file'],
    ['a path that leaves the volume', fileKey(named, 'a/../../b', 'MODE'), 'filePath "a/../../b"|env-file'],
    ['an empty path', fileKey(named, '', 'MODE'), 'filePath ""|env-file'],
    ['an empty key', fileKey(named, 'web.env', ''), 'key ""|env-file'],
    ['a line as the key', fileKey(named, 'web.env', 'MODE=fast'), 'key "MODE=fast"|env-file'],
  ])('%s', (_, source, expected) => {
    expect(messagesOf(declaring({ envValueFrom: { A: source } })).map(message => (
      message.replace(/^shop\/web: envValueFrom\['A'\]\.(.*?): .*#([a-z-]+)$/, '$1|$2')
    ))).toEqual([expected]);
  });

  test('the volume of a claim of a StatefulSet', () => {
    const controller = Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi' }] });
    const envValueFrom = { A: fileKey(VolumeSource.volumeClaim('data'), 'web.env', 'MODE') };

    expect(rulesBrokenBy(declaring({ controller, envValueFrom, security: { user: 1000 } }))).toEqual(['env-file']);
  });

  test.each([['1.34', ['version-too-old']], ['1.35', []]])('in Kubernetes %s', (kubernetesVersion, rules) => {
    expect(rulesBrokenBy(chart => {
      ClusterProfile.set(chart, { kubernetesVersion });
      web(chart, { envValueFrom: { A: fileKey(named, 'web.env', 'MODE'), B: secretKey('login', 'password') } });
    })).toEqual(rules);
  });
});
