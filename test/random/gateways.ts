import { host, tls, type RouteKind } from './hosts';
import { metadata, profileLabels } from './metadata';
import type { Random } from './random';
import { subdomain } from './texts';
import {
  AllowedRoutes, IngressController, ListenerProtocol, RouteTls,
  type CustomIngressControllerProps, type GatewayListener, type GatewayProps, type RouteClass,
} from '../../lib';

const PROTOCOLS: Readonly<Record<RouteKind, ListenerProtocol>> = {
  HTTP: ListenerProtocol.HTTP,
  Ingress: ListenerProtocol.HTTP,
  GRPC: ListenerProtocol.HTTPS,
  TLS: ListenerProtocol.TLS,
  TCP: ListenerProtocol.TCP,
  UDP: ListenerProtocol.UDP,
};

/** A built-in ingress controller, or a custom one. */
function ingressController(random: Random): IngressController {
  if (random.chance(0.5)) {
    return random.pick(
      IngressController.INGRESS_NGINX, IngressController.HAPROXY, IngressController.TRAEFIK, IngressController.AWS_LOAD_BALANCER_CONTROLLER,
      IngressController.GKE,
    );
  }
  const annotations = (what: string, ...values: readonly string[]) => () => ({
    [random.mostly(`annotation for ${what}`, () => `example.com/${what}`, 'a b', '')]: random.mostly(`value for ${what}`, () => random.pick(...values), '{service}'),
  });
  return IngressController.custom({
    ...random.all<Pick<CustomIngressControllerProps, 'name'>>('CustomIngressControllerProps', {
      name: () => random.mostly('name of an ingress controller', () => 'kong', '', ' '),
    }),
    ...random.some<Omit<CustomIngressControllerProps, 'name'>>('CustomIngressControllerProps', 0.5, {
      httpsRedirectAnnotations: annotations('redirect', 'true'),
      regularExpressionAnnotations: annotations('expressions', 'true'),
      regularExpressionPath: () => random.mostly('path of an expression', () => '/~{expression}', '/~', '~{expression}'),
      httpsBackendAnnotations: annotations('https', '{services}', 'HTTPS'),
      h2cBackendAnnotations: annotations('h2c', '{services}', 'H2C'),
      grpcBackendAnnotations: annotations('grpc', '{services}', 'GRPC'),
      suggestedAnnotations: () => ({ [random.mostly('option', () => 'rewrite', 'retries')]: 'example.com/rewrite' }),
    }),
  });
}

/** Randomly generated properties of a class. */
export function routeClass(random: Random): RouteClass {
  const { namespace } = random.some<Pick<RouteClass, 'namespace'>>('RouteClass', 0.7, { namespace: () => random.mostly('namespace of a controller', () => 'edge', 'a.b', '') });
  return {
    namespace,
    ...random.some<Omit<RouteClass, 'namespace'>>('RouteClass', 0.5, {
      ingressController: () => random.mostly('ingressController', () => ingressController(random), 'kong'),
      networks: () => [random.mostly('networks of a controller', () => '10.30.0.0/16', '10.30.0.1', 'x')],
      ciliumEntities: () => random.mostly('entities of Cilium', () => random.pick([], ['ingress'], ['host', 'remote-node']), ['nodes'], ['']),
      podTargets: () => random.pick(true, false),
      detectsMisdirectedRequests: () => random.pick(true, false),
      combinesRouteKinds: () => random.pick(true, false),
      podLabels: () => namespace === undefined && !random.odd('pod labels without a namespace') ? undefined : profileLabels(random),
    }),
  };
}

function allowedRoutes(random: Random): AllowedRoutes {
  return random.pick(
    AllowedRoutes.fromSame(), AllowedRoutes.fromAll(), AllowedRoutes.fromNamespacesLabelled({ team: 'shop' }),
    AllowedRoutes.fromNamespaces(...random.mostly('allowed namespaces', () => ['shop', 'n'.repeat(63)], [], ['A'])),
  );
}

/** A listener for a kind of route. */
function listener(random: Random, kind: RouteKind): GatewayListener {
  const protocol = PROTOCOLS[kind];
  const terminatesTls = protocol === ListenerProtocol.HTTPS;
  return {
    ...random.all<Pick<GatewayListener, 'name' | 'port' | 'protocol' | 'tls'>>('GatewayListener', {
      name: () => random.mostly('name of a listener', () => kind.toLowerCase(), 'A', '', 'a..b'),
      port: () => random.mostly('port of a listener', () => random.pick(8000, 80, 443), 0, 65536),
      protocol: () => random.mostly('protocol', () => protocol, 'HTTP', 'UDP', 'QUIC'),
      tls: () => protocol === ListenerProtocol.TLS ? RouteTls.passthrough() : terminatesTls || random.odd('TLS of a listener') ? tls(random, false) : undefined,
    }),
    ...random.some<Omit<GatewayListener, 'name' | 'port' | 'protocol' | 'tls'>>('GatewayListener', 0.3, {
      host: () => kind === 'TCP' || kind === 'UDP' ? random.odd('a host for TCP or UDP') ? 'a.example.com' : undefined : random.mostly('host of a listener', () => '*.example.com', host(random, 9)),
      allowedRoutes: () => allowedRoutes(random),
    }),
  };
}

/**
 * The properties of a Gateway.
 *
 * @param kind the kind of routes for which the Gateway declares a listener; if undefined, it declares no listeners
 */
export function gatewayProps(random: Random, kind: RouteKind | undefined): GatewayProps {
  return {
    ...random.all<Pick<GatewayProps, 'className' | 'listeners'>>('GatewayProps', {
      className: () => random.mostly('className', () => 'traefik', '', 'A_b'),
      listeners: () => kind === undefined ? undefined : Array.from({ length: random.odd('a listener twice') ? 2 : 1 }, () => listener(random, kind)),
    }),
    ...random.some<Omit<GatewayProps, 'className' | 'listeners'>>('GatewayProps', 0.2, {
      allowedRoutes: () => allowedRoutes(random),
      httpPort: () => random.mostly('httpPort', () => 8080, 0, 65536, 443),
      httpsPort: () => random.mostly('httpsPort', () => 8443, 0, 65536, 80),
      routeClass: () => routeClass(random),
      name: () => subdomain(random, 'name of a Gateway'),
      metadata: () => metadata(random, 'gateway'),
    }),
  };
}
