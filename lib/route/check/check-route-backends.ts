import { checkGatewayApiServes } from '../../cluster/check-gateway-api';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { backendRules } from '../../rules/backends';
import { checkSameApp } from '../../rules/library';
import { checkHost, checkObjectName, routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import { hostnameOf, tlsOfOtherRoute, tlsFingerprint } from '../plan/backend-tls';
import { matchesRequests, routeBackendsOf, type RoutePlan, type RoutedBackend } from '../plan/route-plan';
import type { RouteBackendTls } from '../route-backend-tls';

/** Reports backends that no route can send requests to, whether its parent is a Gateway or an IngressClass. @internal */
export function checkRouteBackends(problems: Problems, plan: RoutePlan): void {
  const cluster = ClusterProfile._of(plan.route).cluster;
  for (const { field, peer, namespace, options } of routeBackendsOf(plan)) {
    const other = ClusterProfile._readBy(plan.route, peer.construct).cluster;
    checkSameApp(problems, field, plan.route, peer.construct);
    if ((namespace === undefined) !== (plan.namespace === undefined)) {
      problems.report(routeRules.namespace, field, namespace, `The route is in ${describeNamespace(plan.namespace)}, and '${peer.construct.node.path}' is in ${describeNamespace(namespace)}. Set the namespace of both charts.`);
    } else if (cluster !== undefined && other !== undefined && cluster !== other) {
      problems.report(routeRules.namespace, field, other, `The route is in the cluster '${cluster}'. Use a backend in that cluster, or an ImportedService.`);
    }
    if (options.justification !== undefined && !isJustification(options.justification)) {
      problems.report(backendRules.justification, `${field}.justification`, options.justification, "Write the reason, such as 'an annotation of the Service configures the protocol'.");
    }
    if (peer.hostnames && !isJustification(options.justification)) {
      problems.report(routeRules.externalName, field, peer.hostnames[0], 'Declare the backend with Backend.addresses(…).');
    }
  }
}

/** Reports backends with TLS settings that are missing, have no effect, or differ from those in another route. @internal */
export function checkRouteBackendTls(problems: Problems, plan: RoutePlan): void {
  const byRequest = matchesRequests(plan);
  const backends = routeBackendsOf(plan);
  for (const [index, backend] of backends.entries()) {
    const { field, peer, port, options: { tls, justification } } = backend;
    if (!tls) {
      if (port.kind === 'https' && byRequest && !isJustification(justification)) {
        problems.report(routeRules.backendTls, `${field}.tls`, undefined, "Set tls: RouteBackendTls.configMap('internal-ca', { hostname: 'web.internal' }), or RouteBackendTls.system(…).");
      }
      continue;
    }
    const hostname = hostnameOf(backend, tls);
    if (port.kind !== 'https' || !byRequest) {
      problems.report(routeRules.backendTls, `${field}.tls`, hostname, `The Gateway does not connect to the port '${port.name}' with TLS. Remove tls, or declare the port as Port.https(…).`);
    }
    if (hostname === undefined) {
      problems.report(routeRules.backendTls, `${field}.tls.hostname`, hostname, 'Set the host name that is in the certificate.');
    } else {
      checkHost(problems, `${field}.tls.hostname`, hostname, false);
    }
    if (tls._configMap !== undefined) {
      checkObjectName(problems, `${field}.tls.configMap`, tls._configMap);
    }
    checkGatewayApiServes(problems, `${field}.tls`, 'BackendTLSPolicy', '1.4', ClusterProfile._of(plan.route).gatewayApiVersion);
    const other = differentTls(backend, tls, backends.slice(0, index));
    if (other !== undefined) {
      problems.report(routeRules.backendTls, `${field}.tls`, hostname, `${other} has different TLS settings for '${peer.construct.node.path}'. Use the same settings in both.`);
    }
  }
}

/** The route or the earlier backend of this route that has other TLS settings for the same port; undefined if there is none. */
function differentTls(backend: RoutedBackend, tls: RouteBackendTls, earlier: readonly RoutedBackend[]): string | undefined {
  const settings = tlsFingerprint(backend, tls);
  const ofOtherRoute = tlsOfOtherRoute(backend);
  if (ofOtherRoute !== undefined && ofOtherRoute !== settings) {
    return 'Another route';
  }
  const samePort = earlier.filter(({ peer, port }) => peer.construct === backend.peer.construct && port.name === backend.port.name);
  return samePort.find(other => other.options.tls && tlsFingerprint(other, other.options.tls) !== settings)?.field;
}

function describeNamespace(namespace: string | undefined): string {
  return namespace === undefined ? 'the namespace that manifests are applied to' : `'${namespace}'`;
}
