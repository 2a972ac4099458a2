import { peerOf, type Peer } from '../../discovery/peer';
import { routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import { isGkeIngress } from '../plan/gke';
import { routeBackendsOf, type RoutePlan, type RoutedBackend } from '../plan/route-plan';

/** Annotations of a Service that name a BackendConfig, which can describe the health check. */
const BACKEND_CONFIG = ['cloud.google.com/backend-config', 'beta.cloud.google.com/backend-config'];

/**
 * Reports readiness checks over HTTP that GKE does not use for the health check of the load balancer, so that it requests the path `/`: checks of another port,
 * or with a host, headers or another scheme (getHTTPProbe and isSimpleHTTPProbe in pkg/controller/translator/translator.go of ingress-gce 1.41).
 *
 * @internal
 */
export function checkGkeHealthCheck(problems: Problems, plan: RoutePlan): void {
  for (const backend of isGkeIngress(plan) ? routeBackendsOf(plan) : []) {
    const { field, port, peer, options } = backend;
    const configured = BACKEND_CONFIG.some(key => peer.annotations?.[key] !== undefined);
    const reason = configured || isJustification(options.justification) ? undefined : whyIgnored(backend);
    if (reason !== undefined) {
      problems.report(routeRules.gkeHealthCheck, `${field}.port`, port.name, `The readiness check ${reason}, so GKE requests the path / of the port '${port.name}' instead. Change the readiness check, or set the annotation ${BACKEND_CONFIG[0]} in serviceMetadata with a BackendConfig that has a healthCheck.`);
    }
  }
}

/** Why GKE does not use the readiness check of a backend; undefined if it does, or if the check does not use HTTP or is not known. */
function whyIgnored({ peer, port }: RoutedBackend): string | undefined {
  const { check, port: checked } = readinessOf(peer) ?? {};
  if (!check) {
    return undefined;
  }
  const { host, headers, scheme } = check._options;
  const usesHttps = scheme === undefined ? checked?.kind === 'https' : String(scheme) === 'HTTPS';
  return checked?.number !== port.number ? 'requests another port'
    : host !== undefined || Object.keys(headers ?? {}).some(name => name !== 'Host') ? 'has a host or headers'
      : usesHttps !== (port.kind === 'https') ? 'has another scheme than the port' : undefined;
}

/** The readiness check of the pods behind a declaration, also if another declaration declares the pods. */
function readinessOf({ httpReadiness, workload }: Peer): Peer['httpReadiness'] {
  const owner = workload?.node.scope;
  return httpReadiness ?? (owner && peerOf(owner)?.httpReadiness);
}
