import { items, text } from './fields';
import { isIn, specOf, type Entry, type Inventory, type Reference } from './inventory';

export const GATEWAY_API = 'gateway.networking.k8s.io';

/**
 * Whether one object may refer to another. This is always allowed within a namespace. Across namespaces, a ReferenceGrant must allow it.
 *
 * Source: https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export function grants(objects: Inventory, from: Entry, to: Reference): boolean {
  return from.namespace === to.namespace || objects.everyOfKind(GATEWAY_API, 'ReferenceGrant').some(grant => isIn(grant, to.namespace)
    && items(specOf(grant), 'from').some(allowed => text(allowed, 'kind') === from.kind
      && (text(allowed, 'group') ?? '') === from.group && text(allowed, 'namespace') === from.namespace)
    && items(specOf(grant), 'to').some(allowed => text(allowed, 'kind') === to.kind
      && (text(allowed, 'group') ?? '') === to.group && (text(allowed, 'name') ?? to.name) === to.name));
}
