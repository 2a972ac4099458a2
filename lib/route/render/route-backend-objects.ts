import type { Construct } from 'constructs';
import { GATEWAY_API, grantReference } from '../../gateway/reference-grants';
import { Manifest } from '../../manifest/manifest';
import { hostnameOf, recordTls, tlsOfOtherRoute } from '../plan/backend-tls';
import { routeBackendsOf, type RoutePlan, type RoutedBackend } from '../plan/route-plan';
import type { RouteBackendTls } from '../route-backend-tls';
import { ROUTE_KINDS } from '../route-protocol';

/** API group of the ServiceImports of the Multi-Cluster Services API. @internal */
export const SERVICE_IMPORT_GROUP = 'multicluster.x-k8s.io';

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
  if (tlsOfOtherRoute(backend) !== undefined) {
    return;
  }
  recordTls(backend, tls);
  const imported = peer.serviceKind === 'ServiceImport';
  new Manifest(peer.construct as Construct, `BackendTls-${port.name}`, {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: { name: `${peer.address!.name}-${port.name}`, namespace },
    spec: {
      targetRefs: [{ group: imported ? SERVICE_IMPORT_GROUP : '', kind: peer.serviceKind, name: peer.address!.name, sectionName: port._serviceName }],
      validation: {
        hostname: hostnameOf(backend, tls),
        caCertificateRefs: tls._configMap === undefined ? undefined : [{ group: '', kind: 'ConfigMap', name: tls._configMap }],
        wellKnownCACertificates: tls._configMap === undefined ? 'System' : undefined,
      },
    },
  });
}
