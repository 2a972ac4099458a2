import type { RouteTls } from './route-tls';

/** The TLS settings of a listener. */
export interface ListenerTls {
  readonly passthrough: boolean;
  readonly secret?: { readonly name: string; readonly namespace?: string };
  readonly issuer?: { readonly annotation: string; readonly name: string };
}

/** The name and namespace of a certificate's Secret if the declaration does not set them. */
interface SecretDefaults {
  readonly secret: string;
  readonly namespace?: string;
  readonly gatewayNamespace?: string;
}

/** The TLS settings of a listener for a declared certificate. @internal */
export function listenerTls(tls: RouteTls, defaults: SecretDefaults): ListenerTls {
  switch (tls._kind) {
    case 'passthrough':
      return { passthrough: true };
    case 'secret':
      return { passthrough: false, secret: { name: tls._secret!, namespace: tls._namespace ?? defaults.namespace } };
    default:
      return {
        passthrough: false,
        secret: { name: tls._secret ?? defaults.secret, namespace: defaults.gatewayNamespace },
        issuer: { annotation: `cert-manager.io/${tls._kind}`, name: tls._issuer! },
      };
  }
}

/** The annotations of a Gateway that name the issuers of its listeners for cert-manager. @internal */
export function issuerAnnotations(listeners: readonly { readonly tls?: ListenerTls }[]): Record<string, string> {
  return Object.fromEntries(listeners.flatMap(({ tls }) => tls?.issuer ? [[tls.issuer.annotation, tls.issuer.name]] : []));
}
