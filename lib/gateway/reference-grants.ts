import type { Construct, IConstruct } from 'constructs';
import type { GatewayFacts } from './gateways';
import type { Listener } from './listener';
import { Manifest } from '../manifest/manifest';

/** API group of the Gateway API. @internal */
export const GATEWAY_API = 'gateway.networking.k8s.io';

/** A reference from objects of a kind to an object in another namespace. */
export interface Reference {
  readonly from: { readonly kind: string; readonly namespace: string };
  readonly to: { readonly group?: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/**
 * Allows objects of one namespace to refer to an object in another namespace, by a ReferenceGrant in the namespace of that object. It is
 * created once. All releases of the Gateway API serve version v1beta1.
 *
 * @param scope parent of the ReferenceGrant in the construct tree
 * @param name name of the ReferenceGrant
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 * @internal
 */
export function grantReference(scope: IConstruct, name: string, { from, to }: Reference): void {
  const id = `Grant-${to.namespace}-${name}`;
  if (!scope.node.tryFindChild(id)) {
    new Manifest(scope as Construct, id, {
      apiVersion: `${GATEWAY_API}/v1beta1`,
      kind: 'ReferenceGrant',
      metadata: { name, namespace: to.namespace },
      spec: {
        from: [{ group: GATEWAY_API, kind: from.kind, namespace: from.namespace }],
        to: [{ group: to.group ?? '', kind: to.kind, name: to.name }],
      },
    });
  }
}

/** Allows a Gateway to read the certificates of listeners in other namespaces. @internal */
export function grantCertificates({ construct, name, namespace }: Pick<GatewayFacts, 'construct' | 'name' | 'namespace'>, listeners: readonly Listener[]): void {
  for (const { secret, issuer } of listeners.flatMap(({ tls }) => tls ?? [])) {
    if (secret?.namespace !== undefined && namespace !== undefined && secret.namespace !== namespace && !issuer) {
      grantReference(construct, `gateway-${name}-to-${secret.name}`, {
        from: { kind: 'Gateway', namespace }, to: { kind: 'Secret', namespace: secret.namespace, name: secret.name },
      });
    }
  }
}
