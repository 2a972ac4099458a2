import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isManifest } from './manifest';
import { constructsAtSynth } from '../app/checks-at-synth';
import { PerRevision } from '../app/per-revision';
import { groupBy } from '../values/group-by';

/** The objects of an app by kind, at its root. */
const OBJECTS = new PerRevision('ObjectsOfUsers', root => (
  groupBy(constructsAtSynth(root).filter(ApiObject.isApiObject).filter(object => !isManifest(object)), ({ kind }) => kind)
));

const NONE: readonly ApiObject[] = [];

/** The objects of a kind that no declaration of this library has generated, in the current validation. @internal */
export function objectsOfUsers({ node: { root } }: IConstruct, kind: string): readonly ApiObject[] {
  return OBJECTS.of(root).get(kind) ?? NONE;
}
