import type { Construct } from 'constructs';
import { GATEWAY_API, grantReference } from './grants';
import type { RouteBackendTls } from './route-backend-tls';
import { routeBackendsOf, type RoutePlan, type RoutedBackend } from './route-plan';
import { ROUTE_KINDS, RouteProtocol } from './route-protocol';
import { ClusterProfile } from '../cluster/cluster-profile';
import { checkGatewayApiServes } from '../cluster/gateway-api';
import { manifest } from '../manifest/manifest';
import { backendRules } from '../rules/backends';
import { checkHost, checkObjectName, routeRules } from '../rules/routes';
import { isJustification, type Problems } from '../rules/rule';

/** Group of the imports of the Multi-Cluster Services API. @internal */
export const SERVICE_IMPORT_GROUP = 'multicluster.x-k8s.io';

const POLICIES = Symbol.for('cdk8s-service-patterns.BackendTls');

/** What a backend was said to be known by, by the names of its ports. */
type Known = RoutedBackend['peer']['construct'] & { [POLICIES]?: Map<string, string> };

/** Notes what is wrong with what routes say of their backends, whoever takes the requests. @internal */
export function checkBackends(problems: Problems, plan: RoutePlan): void {
  const cluster = ClusterProfile.of(plan.route).cluster;
  for (const { field, peer, namespace, options } of routeBackendsOf(plan)) {
    const other = ClusterProfile.of(peer.construct).cluster;
    if ((namespace === undefined) !== (plan.namespace === undefined)) {
      problems.report(routeRules.namespace, field, namespace, `The route is in ${describeNamespace(plan.namespace)}, '${peer.construct.node.path}' in ${describeNamespace(namespace)}. Give a namespace to both charts.`);
    } else if (cluster !== undefined && other !== undefined && cluster !== other) {
      problems.report(routeRules.namespace, field, other, `The route is in cluster '${cluster}'. Give a backend of that one, or an ImportedService.`);
    }
    if (options.justification !== undefined && !isJustification(options.justification)) {
      problems.report(backendRules.justification, `${field}.justification`, options.justification, 'Say why.');
    }
    if (peer.hostnames && !isJustification(options.justification)) {
      problems.report(routeRules.externalName, field, peer.hostnames[0], 'Give the backend by Backend.addresses(…).');
    }
  }
}

/** Notes backends of which a Gateway does not know enough, or other than another route says. @internal */
export function checkBackendTls(problems: Problems, plan: RoutePlan): void {
  const requests = plan.protocol === RouteProtocol.HTTP || plan.protocol === RouteProtocol.GRPC;
  for (const backend of routeBackendsOf(plan)) {
    const { field, peer, port, options: { tls, justification } } = backend;
    if (!tls) {
      if (port.kind === 'https' && requests && !isJustification(justification)) {
        problems.report(routeRules.backendTls, `${field}.tls`, undefined, "Give tls: RouteBackendTls.configMap('internal-ca', { hostname: 'web.internal' }), or RouteBackendTls.system(…).");
      }
      continue;
    }
    const hostname = hostnameOf(backend, tls);
    if (port.kind !== 'https' || !requests) {
      problems.report(routeRules.backendTls, `${field}.tls`, hostname, `The Gateway makes no TLS connection to port '${port.name}'. Leave it out, or declare the port by Port.https(…).`);
    }
    if (hostname === undefined) {
      problems.report(routeRules.backendTls, `${field}.tls.hostname`, hostname, 'Say which name the certificate has.');
    } else {
      checkHost(problems, `${field}.tls.hostname`, hostname, false);
    }
    if (tls._configMap !== undefined) {
      checkObjectName(problems, `${field}.tls.configMap`, tls._configMap);
    }
    checkGatewayApiServes(problems, `${field}.tls`, 'BackendTLSPolicy', '1.4', ClusterProfile.of(plan.route).gatewayApiVersion);
    const known = (peer.construct as Known)[POLICIES]?.get(port.name);
    if (known !== undefined && known !== fingerprint(backend, tls)) {
      problems.report(routeRules.backendTls, `${field}.tls`, hostname, `Another route knows '${peer.construct.node.path}' by another certificate. Say the same in both.`);
    }
  }
}

/** Makes what lets a route of the Gateway API use its backends. @internal */
export function referToBackends(plan: RoutePlan): void {
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
      tlsPolicy(backend, options.tls);
    }
  }
}

function tlsPolicy(backend: RoutedBackend, tls: RouteBackendTls): void {
  const { peer, port, namespace } = backend;
  const holder = peer.construct as Known;
  if (!holder[POLICIES]) {
    Object.defineProperty(holder, POLICIES, { value: new Map() });
  }
  if (holder[POLICIES]!.has(port.name)) {
    return;
  }
  holder[POLICIES]!.set(port.name, fingerprint(backend, tls));
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

function hostnameOf({ peer }: RoutedBackend, tls: RouteBackendTls): string | undefined {
  return tls._hostname ?? peer.address!.tlsServerName;
}

function fingerprint(backend: RoutedBackend, tls: RouteBackendTls): string {
  return JSON.stringify([hostnameOf(backend, tls), tls._configMap]);
}

function describeNamespace(namespace: string | undefined): string {
  return namespace === undefined ? 'the one that manifests are applied to' : `'${namespace}'`;
}
