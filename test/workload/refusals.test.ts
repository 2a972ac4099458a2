import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controller, HealthCheck, Seccomp, SecurityExemption, VolumeSource, type ClaimOptions } from '../../lib';
import { messagesOf, web, type Declaration } from '../rules/broken';

/** A workload with a volume. */
const mounted = (create: (...args: [Parameters<Declaration>[0], string]) => kplus.Volume): Declaration => chart => web(chart, { volumes: [VolumeSource.fromVolume(create(chart, 'data'))] });
/** A workload to whose Service ports are added. */
const bound = (...names: string[]): Declaration => chart => {
  const { service } = web(chart);
  names.forEach(name => service.bind(9090, { name }));
};
/** A workload to which a container with a health check is added. */
const added = (container: Partial<kplus.ContainerProps>): Declaration => chart => web(chart).workload.addContainer({ image: 'registry.example.com/side:1', name: 'side', ...container });

const profiled = (seccompProfile: kplus.SeccompProfile) => added({ securityContext: { seccompProfile } });
const limited = (resources: kplus.ContainerResources) => added({ resources });
const CLAIM = { kind: 'PersistentVolumeClaim', name: 'monday' };
const claimingFrom = (sources: Partial<ClaimOptions>): Declaration => chart => web(chart, {
  controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi', ...sources }] }), security: { user: 1000 },
});
const claiming = (storage: string): Declaration => chart => web(chart, { controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage }] }) });
const { LOCALHOST, RUNTIME_DEFAULT } = kplus.SeccompProfileType;

/** What is refused, and the path, field, value and rule of the only message. */
const REFUSED: readonly (readonly [what: string, declare: Declaration, begins: string, rule: string])[] = [
  ['a relative path of an NFS server', mounted((chart, id) => kplus.Volume.fromNfs(chart, id, 'data', { server: 'nfs.example.com', path: 'exports' })),
    "shop/web: volumes['data'].path \"exports\"", 'volume-path'],
  ['a partition of a disk that cannot exist', mounted((chart, id) => kplus.Volume.fromAwsElasticBlockStore(chart, id, 'vol-1', { name: 'data', partition: 300 })),
    "shop/web: volumes['data'].partition 300", 'volume-disk'],
  ['an empty key of a ConfigMap', mounted((chart, id) => {
    return kplus.Volume.fromConfigMap(chart, id, kplus.ConfigMap.fromConfigMapName(chart, 'map', 'map'), { name: 'data', items: { '': { path: 'a' } } });
  }),
  "shop/web: volumes['data'].items[''].key \"\"", 'volume-item'],
  ['two bound ports with the same number', bound('a', 'b'),
    'shop/web: service.bind(9090).port 9090', 'port-duplicate'],
  ['a liveness check that must succeed twice', added({ liveness: kplus.Probe.fromCommand(['check'], { successThreshold: 2 }) }),
    "shop/web: containers['side'].liveness.successThreshold 2", 'probe-success-threshold'],
  ['a health check with an unknown scheme', added({ liveness: kplus.Probe.fromHttpGet('/', { port: 80, scheme: 'FTP' as kplus.ConnectionScheme }) }),
    "shop/web: containers['side'].liveness.scheme \"FTP\"", 'lifecycle-action'],
  ['an address of the node without a port of the node', added({ ports: [{ number: 80, hostIp: '10.0.0.5' }] }),
    "shop/web: containers['side'].ports[0].hostIp \"10.0.0.5\"", 'host-port'],
  ['an empty path of a seccomp profile', profiled({ type: LOCALHOST, localhostProfile: '' }),
    'shop/web: containers[\'side\'].securityContext.seccompProfile.localhostProfile ""', 'seccomp-profile'],
  ['an empty path of a seccomp profile that has no path', profiled({ type: RUNTIME_DEFAULT, localhostProfile: '' }),
    'shop/web: containers[\'side\'].securityContext.seccompProfile.localhostProfile ""', 'seccomp-profile'],
  ['an exemption for a seccomp profile with an empty path', chart => {
    web(chart, { security: { exemptions: [SecurityExemption.seccomp('audited', Seccomp.localhost(''))] } });
  }, 'shop/web: security.exemptions[0].profile.path ""', 'seccomp-profile'],
  ['memory with which cdk8s cannot calculate', limited({ memory: { limit: Size.mebibytes(5n as any) } }), "shop/web: containers['side'].resources.memory NaN", 'resources'],
  ['a claim for storage that is not a quantity', claiming('10 GB'), 'shop/web: controller.volumeClaims[0].storage "10 GB"', 'volume-claim'],
  ['a limit of memory with a BigInt', limited({ memory: { limit: Size.kibibytes(5n as any) } }), "shop/web: containers['side'].resources.memory NaN", 'resources'],
  ['a claim for no storage', claiming('0Gi'), 'shop/web: controller.volumeClaims[0].storage "0Gi"', 'volume-claim'],
  ['a duration with which cdk8s cannot calculate', chart => web(chart, { terminationGracePeriod: Duration.minutes(5n as any) }),
    'shop/web: terminationGracePeriod NaN', 'controller-seconds'],
  ['memory that is no number', limited({ memory: { limit: Size.mebibytes(NaN) } }), "shop/web: containers['side'].resources.memory NaN", 'resources'],
  ['infinite memory', limited({ memory: { limit: Size.mebibytes(Infinity) } }), "shop/web: containers['side'].resources.memory Infinity", 'resources'],
  ['memory of more than 8 EiB', limited({ memory: { limit: Size.pebibyte(8192) } }), "shop/web: containers['side'].resources.memory 9007199254740992", 'resources'],
  ['cores that are no number', limited({ cpu: { limit: kplus.Cpu.millis(NaN) } }), "shop/web: containers['side'].resources.cpu NaN", 'resources'],
  ['cores that are an empty text', limited({ cpu: { limit: kplus.Cpu.units([] as any) } }), "shop/web: containers['side'].resources.cpu NaN", 'resources'],
  ['thousandths of cores that are an empty text', limited({ cpu: { limit: kplus.Cpu.millis('' as any) } }), "shop/web: containers['side'].resources.cpu NaN", 'resources'],
  ['thousandths of cores in octal', limited({ cpu: { limit: kplus.Cpu.millis('0o17' as any) } }), "shop/web: containers['side'].resources.cpu NaN", 'resources'],
  ['infinitely many cores', limited({ cpu: { limit: kplus.Cpu.units(Infinity) } }), "shop/web: containers['side'].resources.cpu Infinity", 'resources'],
  ['fewer cores than Kubernetes can represent', limited({ cpu: { limit: kplus.Cpu.units(1e-10) } }), "shop/web: containers['side'].resources.cpu 1e-10", 'resources'],
  ...([
    ['a kind that is empty', { kind: '', name: 'monday', apiGroup: 'a.b' }, 'dataSource.kind ""'],
    ['a name that is empty', { kind: 'VolumeSnapshot', name: '', apiGroup: 'a.b' }, 'dataSource.name ""'],
    ['a group that is not valid', { kind: 'VolumeSnapshot', name: 'monday', apiGroup: 'A b' }, 'dataSource.apiGroup "A b"'],
    ['no group although it is not a claim', { kind: 'VolumeSnapshot', name: 'monday' }, 'dataSource.apiGroup ('],
  ] as const).map(([what, dataSource, begins]): [string, Declaration, string, string] => (
    [`a data source with ${what}`, claimingFrom({ dataSource }), `shop/web: controller.volumeClaims[0].${begins}`, 'volume-claim']
  )),
  ['two data sources', claimingFrom({ dataSource: CLAIM, dataSourceRef: { ...CLAIM, name: 'tuesday' } }), 'shop/web: controller.volumeClaims[0].dataSourceRef "tuesday"', 'volume-claim'],
  ['a claim for less than no storage', claiming('-1Gi'), 'shop/web: controller.volumeClaims[0].storage "-1Gi"', 'volume-claim'],
  ['a claim for 8 EiB', claiming('8Ei'), 'shop/web: controller.volumeClaims[0].storage "8Ei"', 'volume-claim'],
  ['a size limit that is no number', mounted((chart, id) => kplus.Volume.fromEmptyDir(chart, id, 'data', { sizeLimit: Size.mebibytes(NaN) })),
    "shop/web: volumes['data'].sizeLimit \"NaNMi\"", 'volume-size'],
  ['an infinite size limit', mounted((chart, id) => kplus.Volume.fromEmptyDir(chart, id, 'data', { sizeLimit: Size.mebibytes(Infinity) })),
    "shop/web: volumes['data'].sizeLimit \"InfinityMi\"", 'volume-size'],
  ['a duration that is no number', chart => web(chart, { terminationGracePeriod: Duration.minutes(NaN) }), 'shop/web: terminationGracePeriod NaN', 'controller-seconds'],
  ['a fraction of a millisecond', chart => web(chart, { terminationGracePeriod: Duration.millis(0.5) }), 'shop/web: terminationGracePeriod "0.5 millis"', 'controller-seconds'],
  ['an infinite duration', chart => web(chart, { readiness: HealthCheck.tcp({ period: Duration.hours(Infinity) }) }),
    'shop/web: readiness.period "Infinity days"', 'probe-seconds'],
];

test.each(REFUSED)('%s is refused', (_, declare, begins, rule) => {
  expect(messagesOf(declare).map(message => [message.slice(0, begins.length), /#([a-z-]+)$/.exec(message)![1]])).toEqual([[begins, rule]]);
});
