import type { Trial } from './trial';
import { OBJECTS, object } from '../../../dry-run/test/server/objects';

/** Kinds whose objects influence how others are validated, even for a moment after they are deleted. */
const INFLUENTIAL = ['LimitRange', 'ResourceQuota', 'ServiceCIDR'];

/** A valid and an invalid object of each kind that the dry run knows. */
export function kindTrials(): Trial[] {
  const isInfluential = ([, kind]: typeof OBJECTS[number]) => INFLUENTIAL.includes(kind);
  return [...OBJECTS.filter(each => !isInfluential(each)), ...OBJECTS.filter(isInfluential)].flatMap(([apiVersion, kind, valid, invalid]) => (
    [valid, invalid].map(fields => ({ name: `${apiVersion} ${kind}`, live: [], documents: [JSON.stringify(object(apiVersion, kind, fields))] }))
  ));
}
