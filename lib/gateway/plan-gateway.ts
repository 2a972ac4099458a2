import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AllowedRoutes } from './allowed-routes';
import type { GatewayListener } from './gateway-listener';
import type { GatewayProps } from './gateway-props';
import type { GatewayFacts } from './gateways';
import { hasIssuerAnnotation, type SecretUse } from './issued-secrets';
import { listenerTls } from './listener-tls';
import { GatewayListeners } from './listeners';
import { factOf } from '../cluster/class-facts';
import { ClusterProfile } from '../cluster/cluster-profile';
import { isTraefik } from '../cluster/is-traefik';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Problems } from '../rules/rule';

const PORTS: GatewayFacts['ports'] = { http: 80, https: 443 };

/**
 * The ports of the entry points in the Helm chart of Traefik. A listener must have the port of an entry point: "no matching entryPoint" in
 * pkg/provider/kubernetes/gateway/kubernetes.go of Traefik 3.7.
 */
const TRAEFIK_PORTS: GatewayFacts['ports'] = { http: 8000, https: 8443 };

/** A declared Gateway with everything that is derived from the declaration: name, namespace, ports and listeners. */
export interface GatewayPlan extends Omit<GatewayFacts, 'commit'> {
  readonly allowedRoutes: AllowedRoutes;
  readonly declaredListeners: readonly GatewayListener[];
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly metadata?: MetadataOptions;
}

/** Plans a Gateway, and reports conflicts between its declared listeners. @internal */
export function planGateway(problems: Problems, construct: Construct, id: string, props: GatewayProps): GatewayPlan {
  const { className, listeners: declaredListeners = [], allowedRoutes = AllowedRoutes.fromSame(), routeClass, metadata } = props;
  const { namespace } = Chart.of(construct);
  const listeners = new GatewayListeners({ allowedRoutes, namespace, annotations: metadata?.annotations });
  declaredListeners.forEach((listener, index) => {
    const tls = listener.tls && listenerTls(listener.tls, { secret: `${listener.name}-tls`, namespace, gatewayNamespace: namespace });
    listeners.declare(problems, `listeners[${index}]`, listener, tls);
  });
  return {
    construct,
    name: props.name ?? id,
    namespace,
    className,
    listeners,
    ports: portsOf(construct, props),
    httpPort: props.httpPort,
    httpsPort: props.httpsPort,
    routeClass,
    allowedRoutes,
    declaredListeners,
    metadata,
  };
}

/** The ports of the listeners that routes create. The defaults are read by the first route, so that the cluster profile can be set until then. */
function portsOf(construct: Construct, { className, routeClass, httpPort, httpsPort }: GatewayProps): GatewayFacts['ports'] {
  const declared = () => [routeClass, ClusterProfile._of(construct).routeClasses[className]];
  const defaults = () => isTraefik({ ingressController: factOf(declared(), 'ingressController') }) ? TRAEFIK_PORTS : PORTS;
  return {
    get http() { return httpPort ?? defaults().http; },
    get https() { return httpsPort ?? defaults().https; },
  };
}

/** The Secrets with the certificates of the listeners. @internal */
export function secretsOf({ namespace, listeners, metadata }: GatewayPlan): SecretUse[] {
  const issued = listeners.all.some(({ tls }) => tls?.issuer) || hasIssuerAnnotation('Gateway', metadata?.annotations);
  return listeners.all.flatMap(({ tls, host }) => tls?.secret
    ? [{ field: 'listeners', ...tls.secret, hosts: [host], issued: issued && tls.secret.namespace === namespace }] : []);
}
