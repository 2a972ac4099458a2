import type { RoutedBackend } from './route-plan';
import { ConstructState } from '../../app/construct-state';
import type { RouteBackendTls } from '../route-backend-tls';

/** The fingerprints of the BackendTLSPolicies of a backend, by the names of its ports. */
const POLICIES = new ConstructState<Map<string, string>>('BackendTls');

/** Records that a route has created the BackendTLSPolicy for the port of a backend. @internal */
export function recordTls(backend: RoutedBackend, tls: RouteBackendTls): void {
  POLICIES.ofOrCreated(backend.peer.construct, () => new Map()).set(backend.port.name, tlsFingerprint(backend, tls));
}

/** The fingerprint of the TLS settings that another route has for the same port of a backend. @internal */
export function tlsOfOtherRoute({ peer, port }: RoutedBackend): string | undefined {
  return POLICIES.of(peer.construct)?.get(port.name);
}

/** A text that identifies the TLS settings of a backend: equal settings have equal texts. @internal */
export function tlsFingerprint(backend: RoutedBackend, tls: RouteBackendTls): string {
  return [hostnameOf(backend, tls), tls._configMap].map(String).join(' ');
}

/** The host name that the certificate of a backend must have. @internal */
export function hostnameOf({ peer }: RoutedBackend, tls: RouteBackendTls): string | undefined {
  return tls._hostname ?? peer.address!.tlsServerName;
}
