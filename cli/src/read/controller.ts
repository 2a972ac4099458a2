import type { VolumeClaim } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessDefault, unlessEmpty, withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { readClaim } from './volumes';
import { Controller, PodCount, Rollout, type Duration } from '../code/library';

/** The controller of a workload, and the volume claims of its pods. */
export interface ReadController {
  /** Undefined for the default of the library. */
  readonly controller?: Controller;
  readonly claims: readonly VolumeClaim[];
}

/**
 * Reads the fields of a Deployment, a StatefulSet or a DaemonSet that are not about its pods.
 *
 * @param ownService the name of the headless Service that the declaration generates; undefined if it generates none
 */
export function readController(spec: Fields, kind: string, mode: Mode, ownService: string | undefined): ReadController {
  const shared = {
    minReady: seconds(spec, 'minReadySeconds', 0),
    revisionHistoryLimit: unlessDefault(spec.readNumber('revisionHistoryLimit'), 10),
  };
  const rollout = readRollout(spec, kind, mode);
  if (kind === 'Deployment') {
    const options = unlessEmpty(withoutUndefined({ ...shared, progressDeadline: seconds(spec, 'progressDeadlineSeconds', 600), rollout }));
    return { controller: options && Controller.deployment(options), claims: [] };
  }
  if (kind === 'DaemonSet') {
    return { controller: Controller.daemonSet(withoutUndefined({ ...shared, rollout })), claims: [] };
  }
  const claims = spec.readList('volumeClaimTemplates', readClaim);
  const serviceName = spec.read<string>('serviceName') ?? '';
  const options = {
    ...shared,
    rollout,
    volumeClaims: claims,
    podManagement: spec.readMember('podManagementPolicy', 'PodManagement', 'OrderedReady'),
    serviceName: serviceName === ownService ? undefined : serviceName,
    firstOrdinal: spec.readObject('ordinals', ordinals => ordinals.readNumber('start')),
    claimRetention: spec.readObject('persistentVolumeClaimRetentionPolicy', policy => ({
      whenDeleted: policy.readMember('whenDeleted', 'ClaimRetentionPolicy'),
      whenScaled: policy.readMember('whenScaled', 'ClaimRetentionPolicy'),
    })),
  };
  return { controller: Controller.statefulSet(withoutUndefined(options)), claims: claims ?? [] };
}

/** In place, the default of Kubernetes for a Deployment is written, because the library has another one. */
function readRollout(spec: Fields, kind: string, mode: Mode): Rollout | undefined {
  const quarter = PodCount.percent(25);
  const implied = kind === 'Deployment' ? { maxSurge: quarter, maxUnavailable: quarter } : {};
  const read = spec.readObject(kind === 'Deployment' ? 'strategy' : 'updateStrategy', strategy => {
    const type = strategy.read<string>('type') ?? 'RollingUpdate';
    const amounts = strategy.readObject('rollingUpdate', update => withoutUndefined({
      maxSurge: readCount(update.read('maxSurge')),
      maxUnavailable: readCount(update.read('maxUnavailable')),
      partition: unlessDefault(update.readNumber('partition'), 0),
    }));
    if (type !== 'RollingUpdate') {
      return type === 'Recreate' ? Rollout.recreate() : Rollout.onDelete();
    }
    return amounts && unlessEmpty(amounts) ? Rollout.rollingUpdate({ ...mode.inPlace ? implied : {}, ...amounts }) : undefined;
  });
  return read ?? (mode.inPlace && kind === 'Deployment' ? Rollout.rollingUpdate(implied) : undefined);
}

function readCount(value: number | string | undefined): PodCount | undefined {
  return value === undefined ? undefined : String(value).endsWith('%') ? PodCount.percent(parseInt(String(value), 10)) : PodCount.of(Number(value));
}

function seconds(fields: Fields, name: string, implied: number): Duration | undefined {
  const value = unlessDefault(fields.readNumber(name), implied);
  return value === undefined ? undefined : duration(value);
}
