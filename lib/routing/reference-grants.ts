import type { Construct, IConstruct } from 'constructs';
import type { GatewayFacts } from './gateways';
import type { ListenerTls } from './listeners';
import { manifest } from '../manifest/manifest';

/** Group of the Gateway API. @internal */
export const GATEWAY_API = 'gateway.networking.k8s.io';

/** Who refers to what in another namespace. */
export interface Reference {
  readonly from: { readonly kind: string; readonly namespace: string };
  readonly to: { readonly group?: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/**
 * Lets objects of one namespace refer to one in another, by a ReferenceGrant beside what is referred to. It is made once.
 * Version v1beta1 is the one that all releases of the Gateway API serve.
 *
 * @param scope whose child it becomes
 * @param name how it is called
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 * @internal
 */
export function grantReference(scope: IConstruct, name: string, { from, to }: Reference): void {
  const id = `Grant-${to.namespace}-${name}`;
  if (!scope.node.tryFindChild(id)) {
    manifest(scope as Construct, id, {
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

/** Lets a Gateway read a certificate in another namespace. @internal */
export function grantCertificate(gateway: Pick<GatewayFacts, 'construct' | 'name' | 'namespace'>, { secret, issuer }: ListenerTls): void {
  if (secret?.namespace !== undefined && gateway.namespace !== undefined && secret.namespace !== gateway.namespace && !issuer) {
    grantReference(gateway.construct, `gateway-${gateway.name}-to-${secret.name}`, {
      from: { kind: 'Gateway', namespace: gateway.namespace }, to: { kind: 'Secret', namespace: secret.namespace, name: secret.name },
    });
  }
}
