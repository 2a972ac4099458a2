import type { Trial } from './trial';
import { ANSWERED_OBJECTS } from '../../../dry-run/test/server/administration-objects';
import { OBJECTS, object, type KindObjects } from '../../../dry-run/test/server/objects';

/** Kinds whose objects influence how others are validated, even for a moment after they are deleted. */
const INFLUENTIAL = ['LimitRange', 'ResourceQuota', 'ServiceCIDR'];

/** For each kind, the creations of a valid and of an invalid object, and updates from the former to the latter and to one with another label. */
export function kindTrials(): Trial[] {
  const isInfluential = ([, kind]: KindObjects) => INFLUENTIAL.includes(kind);
  return [
    { name: 'v1 ComponentStatus', live: [], documents: [JSON.stringify(object('v1', 'ComponentStatus', {}))] },
    ...[...ANSWERED_OBJECTS, ...OBJECTS.filter(each => !isInfluential(each))].flatMap(creations),
    ...OBJECTS.filter(each => !isInfluential(each)).flatMap(updates),
    ...OBJECTS.filter(isInfluential).flatMap(each => [...creations(each), ...updates(each)]),
  ];
}

function creations([apiVersion, kind, valid, invalid, , required = []]: KindObjects): Trial[] {
  const live = required.map(each => JSON.stringify(each));
  return [valid, invalid].map(fields => ({ name: `${apiVersion} ${kind}`, live, documents: [JSON.stringify(object(apiVersion, kind, fields))] }));
}

function updates([apiVersion, kind, valid, invalid]: KindObjects): Trial[] {
  const live = object(apiVersion, kind, valid);
  const labelled = { ...live, metadata: { ...live.metadata, labels: { changed: 'yes' } } };
  return [labelled, object(apiVersion, kind, { ...invalid, metadata: live.metadata })]
    .map(document => ({ name: `update of ${apiVersion} ${kind}`, live: [JSON.stringify(live)], documents: [JSON.stringify(document)] }));
}
