import { Size } from 'cdk8s';
import {
  ConfigMap, Container, Cpu, DeploymentStrategy, EnvValue, Handler, PercentOrAbsolute, Probe, Volume, type Workload,
} from 'cdk8s-plus-28';
import {
  AccessMode, Controller, ExposedWorkload, LifecycleHandler, PodCount, Rollout, Seccomp, SecurityExemption, VolumeSource, type ExposedWorkloadProps,
  type PodManagement, type RollingUpdateOptions,
} from '../../lib';
import { messagesOf, web } from '../rules/broken';
import { find, MINIMAL, synthOf } from '../support';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };

describe('parts that are added to the workload later are checked at synth', () => {
  const additions: [string, string, (workload: Workload) => unknown][] = [
    ['a variable', "containers['web'].env['MODE'].key \"\"", ({ containers }) => {
      containers[0].env.addVariable('MODE', EnvValue.fromConfigMap(ConfigMap.fromConfigMapName(containers[0].mounts[0].volume, 'settings', 'settings'), ''));
    }],
    ['the name of a container', "containers['Proxy'].name \"Proxy\"", workload => workload.addContainer({ ...PROXY, name: 'Proxy' })],
    ['an image', "containers['proxy'].image \"\"", workload => workload.addContainer({ ...PROXY, image: '' })],
    ['a probe', "containers['proxy'].readiness.port 0", workload => workload.addContainer({ ...PROXY, readiness: Probe.fromTcpSocket({ port: 0 }) })],
    ['a lifecycle', "containers['proxy'].lifecycle.preStop.command []", workload => workload.addContainer({ ...PROXY, lifecycle: { preStop: Handler.fromCommand([]) } })],
    ['resources', "containers['proxy'].resources.cpu.request 2", workload => {
      workload.attachContainer(new Container({ ...PROXY, resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }));
    }],
    ['the name of a port', 'name in ports of the containers "http"', workload => workload.addContainer({ ...PROXY, ports: [{ number: 9901, name: 'http' }] })],
    ['a volume', "volumes['node'].path \"../etc\"", workload => workload.addVolume(Volume.fromHostPath(workload, 'node', 'node', { path: '../etc' }))],
    ['the name of a volume', 'volumes "Node"', workload => workload.addVolume(Volume.fromHostPath(workload, 'node', 'Node', { path: '/etc' }))],
    ['an annotation', "podMetadata.annotations['kubernetes.io/config.mirror'] (a string of 1 character)", workload => workload.podMetadata.addAnnotation('kubernetes.io/config.mirror', 'x')],
  ];

  test.each(additions)('%s', (_, begins, add) => {
    const messages = messagesOf(chart => {
      const volume = Volume.fromEmptyDir(chart, 'cache', 'cache');
      add(web(chart, { mounts: [{ path: '/var/cache', source: VolumeSource.fromVolume(volume) }] }).workload);
    });
    expect(messages).toHaveLength(1);
    expect(messages[0].startsWith(`shop/web: ${begins}: `)).toBe(true);
  });
});

describe('the declaration is checked by the constructor', () => {
  const claim = (accessModes: AccessMode[]) => Controller.statefulSet({
    volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi', accessModes }],
  });
  const rolling = (options: RollingUpdateOptions) => Controller.deployment({ rollout: Rollout.rollingUpdate(options) });
  const declarations: [string, string, Partial<ExposedWorkloadProps>][] = [
    ['a maxUnavailable of 101 %', 'rollout', { controller: rolling({ maxUnavailable: PodCount.percent(101) }) }],
    ['a maxSurge of cdk8s-plus that is an object without a prototype', 'rollout', {
      controller: Controller.deployment({
        rollout: Rollout.fromDeploymentStrategy(DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(Object.create(null)) })),
      }),
    }],
    ['a negative maxSurge', 'rollout', { controller: rolling({ maxSurge: PodCount.of(-1) }) }],
    ['a negative partition', 'rollout', {
      controller: Controller.statefulSet({ rollout: Rollout.rollingUpdate({ partition: -1 }) }),
    }],
    ['an unknown pod management', 'value-type', { controller: Controller.statefulSet({ podManagement: 'Ordered' as PodManagement }) }],
    ['ReadWriteOncePod together with another access mode', 'volume-claim', {
      controller: claim([AccessMode.READ_WRITE_ONCE_POD, AccessMode.READ_ONLY_MANY]),
    }],
    ['a lifecycle action on port 0', 'port-number', { lifecycle: { postStart: LifecycleHandler.fromHandler(Handler.fromTcpSocket({ port: 0 })) } }],
    ['an AppArmor annotation', 'annotation-superseded', {
      podMetadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/nobody': 'runtime/default' } },
    }],
    ['a rollback annotation', 'annotation-superseded', { workloadMetadata: { annotations: { 'deprecated.deployment.rollback.to': '1' } } }],
    ['a seccomp profile outside of its directory', 'seccomp-profile', {
      sidecars: [{ ...PROXY, security: { exemptions: [SecurityExemption.seccomp('audited', Seccomp.localhost('../audit.json'))] } }],
    }],
    ['a workload name with a dot', 'workload-name', { workloadName: 'web.blue' }],
  ];

  test.each(declarations)('%s', (_, rule, props) => {
    const messages = messagesOf(chart => web(chart, props));
    expect(messages).toHaveLength(1);
    expect(messages[0].endsWith(`#${rule}`)).toBe(true);
  });
});

test('all problems of sidecars and init containers are reported in one error', () => {
  const messages = messagesOf(chart => web(chart, {
    sidecars: [{ ...PROXY, env: { 'A=B': 'c' }, mounts: [{ path: '', source: VolumeSource.emptyDir({ volumeName: 'cache' }) }] }],
    initContainers: [{ name: 'migrate', image: 'registry.example.com/migrate 1' }],
  }));
  expect(messages.map(message => /#([a-z-]+)$/.exec(message)?.[1])).toEqual(['image', 'env-name', 'mount-path']);
});

test('a privileged sidecar gets allowPrivilegeEscalation, which the API server requires', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, sidecars: [{ ...PROXY, security: { exemptions: [SecurityExemption.privileged('changes the routes of the node')] } }] }));
  const [{ securityContext }] = find(documents, 'Deployment').spec.template.spec.initContainers;
  expect(securityContext).toMatchObject({ privileged: true, allowPrivilegeEscalation: true });
});

test('resources of an added container are rendered in a unit that needs no fraction', () => {
  const resources = { memory: { request: Size.kibibytes(1500) }, ephemeralStorage: { limit: Size.mebibytes(512) } };
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL).workload.addContainer({ ...PROXY, resources }));
  const [, container] = find(documents, 'Deployment').spec.template.spec.containers;
  expect(container.resources).toEqual({ requests: { memory: '1500Ki' }, limits: { 'ephemeral-storage': '512Mi' } });
});

describe('sizes are written exactly, in the largest unit without a fraction', () => {
  const bytes = (amount: number) => Size.kibibytes(amount / 1024);

  test.each<[string, Size]>([
    ['500M', bytes(500e6)],
    ['3G', bytes(3e9)],
    ['1k', bytes(1e3)],
    ['1234567', bytes(1_234_567)],
    ['1500Ki', Size.kibibytes(1500)],
    ['512Mi', Size.gibibytes(0.5)],
    ['1Mi', bytes(1024 ** 2)],
    ['107374183', Size.gibibytes(0.1)], // 107374182.4 bytes, which Kubernetes also rounds up
    ['2048Gi', Size.tebibytes(2)],
  ])('%s', (text, size) => {
    const resources = { memory: { request: size, limit: size }, ephemeralStorage: { limit: size } };
    const { spec } = find(synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL).workload.addContainer({ ...PROXY, resources })), 'Deployment');

    const expected = { requests: { memory: text }, limits: { 'memory': text, 'ephemeral-storage': text } };
    expect(spec.template.spec.containers[1].resources).toEqual(expected);
  });
});
