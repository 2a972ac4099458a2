import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Draw } from './draw';
import { seconds } from './texts';
import { Controller, type DaemonSetOptions, type DeploymentOptions, type StatefulSetOptions, type VolumeClaim } from '../../../lib';

const { PersistentVolumeAccessMode: AccessMode, PercentOrAbsolute } = kplus;
const ODD_AMOUNTS = [
  PercentOrAbsolute.percent(101), PercentOrAbsolute.percent(200), PercentOrAbsolute.absolute(-1), PercentOrAbsolute.absolute(1.5),
  PercentOrAbsolute.percent(-1), PercentOrAbsolute.percent(12.5), PercentOrAbsolute.absolute(0), PercentOrAbsolute.percent(0),
];
const ODD_CLAIM_NAMES = ['tmp', 'data-0', 'volume-0', 'A', 'a.b', 'd'.repeat(63), 'd'.repeat(64), '1', ''];
const ODD_CLAIM_PATHS = ['', '/tmp', 'relative', '/a:b', '/a/../b', '/data/0', '/mnt/0', '/', ' '];

export function controller(draw: Draw): Controller {
  const minReady = () => seconds(draw, 'minReady', 0, 60);
  switch (draw.pick('Deployment', 'Deployment', 'StatefulSet', 'StatefulSet', 'DaemonSet')) {
    case 'Deployment':
      return Controller.deployment(draw.some<DeploymentOptions>('DeploymentOptions', 0.3, {
        strategy: () => draw.chance(0.2) ? kplus.DeploymentStrategy.recreate() : rollingUpdate(draw),
        minReady,
        progressDeadline: () => seconds(draw, 'progressDeadline', 61, 600),
      }));
    case 'StatefulSet':
      return Controller.statefulSet(draw.some<StatefulSetOptions>('StatefulSetOptions', 0.4, {
        volumeClaims: () => draw.list(0, 3, index => volumeClaim(draw, index)),
        updateStrategy: () => draw.chance(0.4) ? kplus.StatefulSetUpdateStrategy.onDelete() : kplus.StatefulSetUpdateStrategy.rollingUpdate({
          partition: draw.maybe(0.7, () => draw.mostly('partition', () => draw.integer(0, 5), -1, 1.5, 2147483648)),
        }),
        podManagementPolicy: () => draw.mostly('podManagementPolicy', () => draw.pick(...Object.values(kplus.PodManagementPolicy)), 'parallel', ''),
        minReady,
        publishNotReadyAddresses: () => draw.chance(0.5),
      }));
    default:
      return Controller.daemonSet(draw.some<DaemonSetOptions>('DaemonSetOptions', 0.3, { minReady }));
  }
}

function rollingUpdate(draw: Draw): kplus.DeploymentStrategy {
  const amount = () => draw.pick(PercentOrAbsolute.percent(25), PercentOrAbsolute.absolute(1), PercentOrAbsolute.percent(100));
  return kplus.DeploymentStrategy.rollingUpdate({
    maxSurge: draw.maybe(0.6, () => draw.mostly('maxSurge', amount, ...ODD_AMOUNTS)),
    maxUnavailable: draw.maybe(0.6, () => draw.mostly('maxUnavailable', amount, ...ODD_AMOUNTS)),
  });
}

function volumeClaim(draw: Draw, index: number): VolumeClaim {
  const modes = [[AccessMode.READ_WRITE_ONCE], [AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY], [AccessMode.READ_WRITE_ONCE_POD]];
  const { READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD } = AccessMode;
  const oddModes = [[], [ONCE_POD, ONCE], ['x'], [ONCE, ONCE]];
  const oddSizes = [Size.gibibytes(0), Size.kibibytes(5), Size.mebibytes(0.5), Size.gibibytes(1.5)];
  const sizes = [Size.gibibytes(10), Size.mebibytes(1536), Size.tebibytes(1)];
  return {
    ...draw.all<Omit<VolumeClaim, 'storageClassName' | 'accessModes'>>('VolumeClaim', {
      name: () => draw.mostly('claim name', () => `data-${index}`, ...ODD_CLAIM_NAMES),
      mountPath: () => draw.mostly('claim mountPath', () => `/data/${index}`, ...ODD_CLAIM_PATHS),
      storage: () => draw.mostly('claim storage', () => draw.pick(...sizes), ...oddSizes),
    }),
    ...draw.some<Pick<VolumeClaim, 'storageClassName' | 'accessModes'>>('VolumeClaim', 0.3, {
      storageClassName: () => draw.mostly('storageClassName', () => 'fast', '', 'Fast', 'a b', 'a_b', 'a'.repeat(254)),
      accessModes: () => draw.mostly('accessModes', () => draw.pick(...modes), ...oddModes),
    }),
  };
}
