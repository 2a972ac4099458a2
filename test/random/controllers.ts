import * as kplus from 'cdk8s-plus-28';
import { labels, metadata } from './metadata';
import type { Random } from './random';
import { seconds } from './texts';
import { AccessMode, Controller, VolumeMode, type ClaimOptions, type DaemonSetOptions, type DeploymentOptions, type StatefulSetOptions, type VolumeClaim } from '../../lib';

const { PercentOrAbsolute } = kplus;
const ODD_AMOUNTS = [
  PercentOrAbsolute.percent(101), PercentOrAbsolute.percent(200), PercentOrAbsolute.absolute(-1), PercentOrAbsolute.absolute(1.5),
  PercentOrAbsolute.percent(-1), PercentOrAbsolute.percent(12.5), PercentOrAbsolute.absolute(0), PercentOrAbsolute.percent(0),
];
const ODD_CLAIM_NAMES = ['tmp', 'data-0', 'volume-0', 'A', 'a.b', 'd'.repeat(63), 'd'.repeat(64), '1', ''];
const ODD_SIZES = ['0', '-1Gi', '5Ki', '1.5Gi', '0.5', '10GB', '10 Gi', '', 'Gi', '8Ei', '1m'];
const ODD_CLAIM_PATHS = ['', '/tmp', 'relative', '/a:b', '/a/../b', '/data/0', '/mnt/0', '/', ' '];

export function controller(random: Random): Controller {
  const minReady = () => seconds(random, 'minReady', 0, 60);
  switch (random.pick('Deployment', 'Deployment', 'StatefulSet', 'StatefulSet', 'DaemonSet')) {
    case 'Deployment':
      return Controller.deployment(random.some<DeploymentOptions>('DeploymentOptions', 0.3, {
        strategy: () => random.chance(0.2) ? kplus.DeploymentStrategy.recreate() : rollingUpdate(random),
        minReady,
        progressDeadline: () => seconds(random, 'progressDeadline', 61, 600),
      }));
    case 'StatefulSet':
      return Controller.statefulSet(random.some<StatefulSetOptions>('StatefulSetOptions', 0.4, {
        volumeClaims: () => random.list(0, 3, index => volumeClaim(random, index)),
        updateStrategy: () => random.chance(0.4) ? kplus.StatefulSetUpdateStrategy.onDelete() : kplus.StatefulSetUpdateStrategy.rollingUpdate({
          partition: random.maybe(0.7, () => random.mostly('partition', () => random.integer(0, 5), -1, 1.5, 2147483648)),
        }),
        podManagementPolicy: () => random.mostly('podManagementPolicy', () => random.pick(...Object.values(kplus.PodManagementPolicy)), 'parallel', ''),
        minReady,
        publishNotReadyAddresses: () => random.chance(0.5),
      }));
    default:
      return Controller.daemonSet(random.some<DaemonSetOptions>('DaemonSetOptions', 0.3, { minReady }));
  }
}

function rollingUpdate(random: Random): kplus.DeploymentStrategy {
  const amount = () => random.pick(PercentOrAbsolute.percent(25), PercentOrAbsolute.absolute(1), PercentOrAbsolute.percent(100));
  return kplus.DeploymentStrategy.rollingUpdate({
    maxSurge: random.maybe(0.6, () => random.mostly('maxSurge', amount, ...ODD_AMOUNTS)),
    maxUnavailable: random.maybe(0.6, () => random.mostly('maxUnavailable', amount, ...ODD_AMOUNTS)),
  });
}

function volumeClaim(random: Random, index: number): VolumeClaim {
  return {
    ...claimOptions(random),
    ...random.all<Pick<VolumeClaim, 'name'>>('VolumeClaim', { name: () => random.mostly('claim name', () => `data-${index}`, ...ODD_CLAIM_NAMES) }),
    ...random.some<Pick<VolumeClaim, 'mountPath'>>('VolumeClaim', 0.8, {
      mountPath: () => random.mostly('claim mountPath', () => `/data/${index}`, ...ODD_CLAIM_PATHS),
    }),
    ...random.some<Omit<VolumeClaim, keyof ClaimOptions | 'name' | 'mountPath'>>('VolumeClaim', 0.1, {
      volumeName: () => random.mostly('volume of a claim', () => 'disk-1', 'Disk', 'a b'),
    }),
  };
}

/** What a claim requests. */
export function claimOptions(random: Random): ClaimOptions {
  const { READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD, READ_WRITE_MANY: MANY, READ_ONLY_MANY: READ_ONLY } = AccessMode;
  const className = () => random.mostly('class name', () => 'fast', '', 'Fast', 'a b', 'a_b', 'a'.repeat(254));
  return {
    ...random.all<Pick<ClaimOptions, 'storage'>>('ClaimOptions', {
      storage: () => random.mostly('claim storage', () => random.pick('10Gi', '1536Mi', '1Ti', '500M', '1e9'), ...ODD_SIZES),
    }),
    ...random.some<Omit<ClaimOptions, 'storage'>>('ClaimOptions', 0.2, {
      storageClassName: className,
      accessModes: () => random.mostly('accessModes', () => random.pick([ONCE], [MANY, READ_ONLY], [ONCE_POD]), [], [ONCE_POD, ONCE], ['x'], [ONCE, ONCE]),
      volumeMode: () => VolumeMode.FILESYSTEM,
      volumeAttributesClassName: className,
      selector: () => labels(random, 'claim'),
      metadata: () => metadata(random, 'claim'),
    }),
  };
}
