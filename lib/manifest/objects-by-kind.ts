import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isManifest } from './manifest';
import { constructsAtSynth, revisionOf } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';

/** The objects of an app by kind, at its root. */
const OBJECTS = new ConstructState<ObjectsByKind>('ObjectsOfUsers');

interface ObjectsByKind {
  readonly revision: number;
  readonly byKind: ReadonlyMap<string, readonly ApiObject[]>;
}

const NONE: readonly ApiObject[] = [];

/** The objects of a kind that no declaration of this library has generated, in the current validation. @internal */
export function objectsOfUsers({ node: { root } }: IConstruct, kind: string): readonly ApiObject[] {
  const revision = revisionOf(root);
  let known = OBJECTS.of(root);
  if (known?.revision !== revision) {
    const byKind = new Map<string, ApiObject[]>();
    for (const object of constructsAtSynth(root)) {
      if (ApiObject.isApiObject(object) && !isManifest(object)) {
        const others = byKind.get(object.kind);
        others ? others.push(object) : byKind.set(object.kind, [object]);
      }
    }
    known = { revision, byKind };
    OBJECTS.set(root, known);
  }
  return known.byKind.get(kind) ?? NONE;
}
