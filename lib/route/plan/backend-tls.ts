import type { RoutedBackend } from './route-plan';
import type { RouteBackendTls } from '../route-backend-tls';

const POLICIES = Symbol.for('cdk8s-service-patterns.BackendTls');

/** The declaration of a backend, which stores the fingerprints of its BackendTLSPolicies by the names of the ports. */
type PolicyHolder = RoutedBackend['peer']['construct'] & { [POLICIES]?: Map<string, string> };

/** Records that a route has created the BackendTLSPolicy for the port of a backend. @internal */
export function recordTls(backend: RoutedBackend, tls: RouteBackendTls): void {
  const holder = backend.peer.construct as PolicyHolder;
  if (!holder[POLICIES]) {
    Object.defineProperty(holder, POLICIES, { value: new Map() });
  }
  holder[POLICIES]!.set(backend.port.name, tlsFingerprint(backend, tls));
}

/** The fingerprint of the TLS settings that another route has for the same port of a backend. @internal */
export function tlsOfOtherRoute({ peer, port }: RoutedBackend): string | undefined {
  return (peer.construct as PolicyHolder)[POLICIES]?.get(port.name);
}

/** A text that identifies the TLS settings of a backend: equal settings have equal texts. @internal */
export function tlsFingerprint(backend: RoutedBackend, tls: RouteBackendTls): string {
  return JSON.stringify([hostnameOf(backend, tls), tls._configMap]);
}

/** The host name that the certificate of a backend must have. @internal */
export function hostnameOf({ peer }: RoutedBackend, tls: RouteBackendTls): string | undefined {
  return tls._hostname ?? peer.address!.tlsServerName;
}
