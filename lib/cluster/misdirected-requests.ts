import { factOf } from './class-facts';
import type { RouteClass } from './route-class';

/**
 * The names that Istio gives to its classes for Gateways, and the usual name of its IngressClass. Istio configures each HTTPS listener, and the TLS of
 * each Ingress, with its own hosts only, and responds with 404 to requests for other hosts: `gatewayRDSRouteName` in pilot/pkg/model/gateway.go and
 * `buildGatewayHTTPRouteConfig` in pilot/pkg/networking/core/gateway.go. pilot/pkg/config/kube/gateway/supported_features.go lists the detection of
 * misdirected requests as not supported (istio/istio at 86c9f01, version 1.32; https://github.com/istio/istio/issues/52853).
 */
const ISTIO = ['istio', 'istio-remote'];

/** Whether the controller of a class detects requests that a client sends over a connection for another host. @internal */
export function detectsMisdirectedRequests(className: string | undefined, declared: readonly (RouteClass | undefined)[]): boolean {
  return factOf(declared, 'detectsMisdirectedRequests') ?? !ISTIO.includes(className ?? '');
}
