import { labels, metadata } from './metadata';
import type { Random } from './random';
import { seconds } from './texts';
import {
  AccessMode, ClaimRetentionPolicy, Controller, PodCount, PodManagement, Rollout, VolumeMode, type ClaimDataSource,
  type ClaimOptions, type ClaimRetention,
  type DaemonSetOptions, type DeploymentOptions, type RollingUpdateOptions, type StatefulSetOptions, type VolumeClaim,
} from '../../lib';

const ODD_COUNTS = [
  PodCount.percent(101), PodCount.percent(200), PodCount.of(-1), PodCount.of(1.5), PodCount.percent(-1), PodCount.percent(12.5), PodCount.of(0),
  PodCount.percent(0),
];
const ODD_CLAIM_NAMES = ['tmp', 'data-0', 'volume-0', 'A', 'a.b', 'd'.repeat(63), 'd'.repeat(64), '1', ''];
const ODD_SIZES = ['0', '-1Gi', '5Ki', '1.5Gi', '0.5', '10GB', '10 Gi', '', 'Gi', '8Ei', '1m'];
const ODD_CLAIM_PATHS = ['', '/tmp', 'relative', '/a:b', '/a/../b', '/data/0', '/mnt/0', '/', ' '];

export function controller(random: Random): Controller {
  const minReady = () => seconds(random, 'minReady', 0, 60);
  const revisionHistoryLimit = () => random.mostly('revisionHistoryLimit', () => random.integer(0, 20), -1, 1.5, 2147483648);
  switch (random.pick('Deployment', 'Deployment', 'StatefulSet', 'StatefulSet', 'DaemonSet')) {
    case 'Deployment':
      return Controller.deployment(random.some<DeploymentOptions>('DeploymentOptions', 0.3, {
        rollout: () => random.mostly('rollout', () => random.chance(0.2) ? Rollout.recreate() : rollingUpdate(random, 'maxSurge', 'maxUnavailable'), Rollout.onDelete()),
        minReady,
        progressDeadline: () => seconds(random, 'progressDeadline', 61, 600),
        revisionHistoryLimit,
      }));
    case 'StatefulSet': {
      const isGoverned = random.chance(0.5);
      return Controller.statefulSet(random.some<StatefulSetOptions>('StatefulSetOptions', 0.4, {
        volumeClaims: () => random.list(0, 3, index => volumeClaim(random, index)),
        rollout: () => random.mostly('rollout', () => random.chance(0.4) ? Rollout.onDelete() : rollingUpdate(random, 'partition'), Rollout.recreate()),
        podManagement: () => random.mostly('podManagement', () => random.pick(...Object.values(PodManagement)), 'parallel', ''),
        minReady,
        publishNotReadyAddresses: () => isGoverned ? undefined! : random.chance(0.5),
        serviceName: () => isGoverned || random.odd('addresses in an existing governing Service')
          ? random.mostly('serviceName', () => random.pick('web', 'peers'), 'Peers', '', 'a.b') : undefined!,
        governingServiceMetadata: () => isGoverned && !random.odd('metadata of an existing Service') ? undefined! : metadata(random, 'governing Service'),
        claimRetention: () => random.some<ClaimRetention>('ClaimRetention', 0.5, {
          whenDeleted: () => random.mostly('whenDeleted', () => random.pick(...Object.values(ClaimRetentionPolicy)), 'retain'),
          whenScaled: () => random.mostly('whenScaled', () => random.pick(...Object.values(ClaimRetentionPolicy)), 'retain'),
        }),
        firstOrdinal: () => random.mostly('firstOrdinal', () => random.integer(0, 5), -1, 1.5, 2147483648),
        revisionHistoryLimit,
      }));
    }
    default:
      return Controller.daemonSet(random.some<DaemonSetOptions>('DaemonSetOptions', 0.3, {
        rollout: () => random.chance(0.3) ? Rollout.onDelete() : rollingUpdate(random, random.pick('maxSurge', 'maxUnavailable', 'maxUnavailable')),
        minReady,
        revisionHistoryLimit,
      }));
  }
}

/** A rolling update with some of these options, and rarely others. */
function rollingUpdate(random: Random, ...supported: (keyof RollingUpdateOptions)[]): Rollout {
  const count = () => random.pick(PodCount.percent(25), PodCount.of(1), PodCount.percent(100));
  const options = random.some<RollingUpdateOptions>('RollingUpdateOptions', 0.6, {
    maxSurge: () => random.mostly('maxSurge', count, ...ODD_COUNTS),
    maxUnavailable: () => random.mostly('maxUnavailable', count, ...ODD_COUNTS),
    partition: () => random.mostly('partition', () => random.integer(0, 5), -1, 1.5, 2147483648),
  });
  const isKept = (name: string) => supported.includes(name as keyof RollingUpdateOptions) || random.odd('option of a rollout that the controller does not support');
  return Rollout.rollingUpdate(Object.fromEntries(Object.entries(options).filter(([name]) => isKept(name))));
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
      namespace: () => random.pick('shop', 'a b'),
    }),
  };
}

/** A snapshot, or a claim, and rarely another object. */
function dataSource(random: Random): ClaimDataSource {
  const isClaim = random.odd('a claim as a data source');
  return random.all<ClaimDataSource>('ClaimDataSource', {
    kind: () => isClaim ? 'PersistentVolumeClaim' : random.mostly('kind of a data source', () => 'VolumeSnapshot', '', 'A b'),
    name: () => random.mostly('name of a data source', () => 'monday', '', 'A b'),
    apiGroup: () => isClaim ? undefined : random.mostly('group of a data source', () => 'snapshot.storage.k8s.io', '', 'A b'),
  });
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
      dataSource: () => dataSource(random),
      dataSourceRef: () => dataSource(random),
    }),
  };
}
