import { updateStrategy } from './rollout';
import type { Json } from '../../manifest/manifest';
import { volumeClaimTemplates } from '../../volume/claim-spec';
import type { Controller } from '../controller';

/**
 * The fields of the spec of a controller that cdk8s-plus does not know, or knows with fewer options. They replace those that it renders.
 *
 * @returns undefined if there are none
 * @internal
 */
export function controllerFields(controller: Controller): Json | undefined {
  const { _deployment, _statefulSet, _daemonSet } = controller;
  const { volumeClaims, serviceName, claimRetention, firstOrdinal } = _statefulSet;
  const fields: Json = {
    serviceName: serviceName || undefined,
    updateStrategy: updateStrategy(controller),
    volumeClaimTemplates: volumeClaimTemplates(volumeClaims),
    persistentVolumeClaimRetentionPolicy: claimRetention && Object.keys(claimRetention).length > 0 ? { ...claimRetention } : undefined,
    ordinals: firstOrdinal === undefined ? undefined : { start: firstOrdinal },
    revisionHistoryLimit: _deployment.revisionHistoryLimit ?? _statefulSet.revisionHistoryLimit ?? _daemonSet.revisionHistoryLimit,
  };
  // without a governing Service, the field replaces the name that cdk8s-plus renders
  const set = Object.entries(fields).filter(([name, value]) => value !== undefined || (name === 'serviceName' && serviceName === ''));
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}
