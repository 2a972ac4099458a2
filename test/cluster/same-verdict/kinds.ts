import type { Trial } from './trial';
import { OBJECTS, object } from '../../../dry-run/test/server/objects';

/** Kinds whose objects decide about others, for a moment after they are gone too. */
const DECIDING = ['LimitRange', 'ResourceQuota', 'ServiceCIDR'];

/** Of each kind that the dry run knows an object that is right, and one that is not. */
export function kindTrials(): Trial[] {
  const isDeciding = ([, kind]: typeof OBJECTS[number]) => DECIDING.includes(kind);
  return [...OBJECTS.filter(each => !isDeciding(each)), ...OBJECTS.filter(isDeciding)].flatMap(([apiVersion, kind, right, wrong]) => (
    [right, wrong].map(fields => ({ name: `${apiVersion} ${kind}`, live: [], documents: [JSON.stringify(object(apiVersion, kind, fields))] }))
  ));
}
