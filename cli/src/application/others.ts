import { adoptExternalService, isEndpoints, isServiceWithoutSelector, keepEndpoints } from './adopt-external-service';
import { adoptIngress, isIngress } from './adopt-ingress';
import { adoptRoute, isGatewayRoute } from './adopt-route';
import { whyUnreadable } from './read-whole';
import type { Adopted, Scope } from './scope';
import type { InputDocument } from '../input/read-input';
import type { Mode } from '../read/mode';

/** Declares an object. Objects that the same construct declares can be returned with it. */
type Adapter = (document: InputDocument, scope: Scope, mode: Mode) => Adopted | ReadonlyMap<InputDocument, Adopted>;

/** The kinds of objects that are declared after the workloads and the Services of their pods, in this order. */
const ADAPTERS: readonly (readonly [applies: (object: InputDocument['object']) => boolean, adapter: Adapter])[] = [
  [isServiceWithoutSelector, adoptExternalService],
  [isEndpoints, keepEndpoints],
  [isIngress, adoptIngress],
  [isGatewayRoute, adoptRoute],
];

/** Declares the objects that are neither workloads nor Services of pods, as far as constructs exist for them. */
export function adoptOthers(scope: Scope, mode: Mode, adopted: Map<InputDocument, Adopted>): void {
  for (const [applies, adapter] of ADAPTERS) {
    for (const document of scope.documents.filter(each => !adopted.has(each) && applies(each.object))) {
      const result = adopt(document, scope, mode, adapter);
      (result instanceof Map ? [...result] : [[document, result] as const]).forEach(([each, become]) => adopted.set(each, become));
    }
  }
}

function adopt(document: InputDocument, scope: Scope, mode: Mode, adapter: Adapter): ReturnType<Adapter> {
  const refused = scope.refused.get(document.object);
  if (refused) {
    return { why: refused };
  }
  try {
    return adapter(document, scope, mode);
  } catch (error) {
    return { why: whyUnreadable(error) };
  }
}
