import type { Construct } from 'constructs';
import { GATEWAY_API, grantReference } from './reference-grants';
import type { RouteBackendTls } from './route-backend-tls';
import { routeBackendsOf, type RoutePlan, type RoutedBackend } from './route-plan';
import { ROUTE_KINDS } from './route-protocol';
import { manifest } from '../manifest/manifest';

/** API group of the ServiceImports of the Multi-Cluster Services API. @internal */
export const SERVICE_IMPORT_GROUP = 'multicluster.x-k8s.io';

const POLICIES = Symbol.for('cdk8s-service-patterns.BackendTls');

/** The declaration of a backend, which stores the fingerprints of its BackendTLSPolicies by the names of the ports. */
type PolicyHolder = RoutedBackend['peer']['construct'] & { [POLICIES]?: Map<string, string> };

/**
 * Creates the objects that a route of the Gateway API needs in the namespaces of its backends: ReferenceGrants and BackendTLSPolicies.
 *
 * @internal
 */
export function createRouteBackendObjects(plan: RoutePlan): void {
  for (const backend of routeBackendsOf(plan)) {
    const { peer, namespace, options } = backend;
    const kind = ROUTE_KINDS[plan.protocol];
    if (namespace !== plan.namespace && options.grant !== false) {
      const imported = peer.serviceKind === 'ServiceImport';
      grantReference(peer.construct, `${kind.toLowerCase()}s-of-${plan.namespace}-to-${peer.address!.name}`, {
        from: { kind, namespace: plan.namespace! },
        to: { group: imported ? SERVICE_IMPORT_GROUP : undefined, kind: peer.serviceKind, namespace: namespace!, name: peer.address!.name },
      });
    }
    if (options.tls) {
      createTlsPolicy(backend, options.tls);
    }
  }
}

function createTlsPolicy(backend: RoutedBackend, tls: RouteBackendTls): void {
  const { peer, port, namespace } = backend;
  const holder = peer.construct as PolicyHolder;
  if (!holder[POLICIES]) {
    Object.defineProperty(holder, POLICIES, { value: new Map() });
  }
  if (holder[POLICIES]!.has(port.name)) {
    return;
  }
  holder[POLICIES]!.set(port.name, tlsFingerprint(backend, tls));
  const imported = peer.serviceKind === 'ServiceImport';
  manifest(holder as Construct, `BackendTls-${port.name}`, {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: { name: `${peer.address!.name}-${port.name}`, namespace },
    spec: {
      targetRefs: [{ group: imported ? SERVICE_IMPORT_GROUP : '', kind: peer.serviceKind, name: peer.address!.name, sectionName: port.name }],
      validation: {
        hostname: hostnameOf(backend, tls),
        caCertificateRefs: tls._configMap === undefined ? undefined : [{ group: '', kind: 'ConfigMap', name: tls._configMap }],
        wellKnownCACertificates: tls._configMap === undefined ? 'System' : undefined,
      },
    },
  });
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
