import type { Draw } from './draw';
import { factLabels, metadata } from './metadata';
import { host, tls, type DrawnKind } from './routes';
import { subdomain } from './texts';
import {
  AllowedRoutes, IngressController, ListenerProtocol, RouteTls,
  type CustomIngressControllerProps, type GatewayListener, type GatewayProps, type RouteClass,
} from '../../../lib';

const PROTOCOLS: Readonly<Record<DrawnKind, ListenerProtocol>> = {
  HTTP: ListenerProtocol.HTTP,
  Ingress: ListenerProtocol.HTTP,
  GRPC: ListenerProtocol.HTTPS,
  TLS: ListenerProtocol.TLS,
  TCP: ListenerProtocol.TCP,
  UDP: ListenerProtocol.UDP,
};

/** A built-in ingress controller, or a custom one. */
function ingressController(draw: Draw): IngressController {
  if (draw.chance(0.5)) {
    return draw.pick(IngressController.INGRESS_NGINX, IngressController.HAPROXY, IngressController.TRAEFIK);
  }
  const annotations = (what: string, ...values: readonly string[]) => () => ({
    [draw.mostly(`annotation for ${what}`, () => `example.com/${what}`, 'a b', '')]: draw.mostly(`value for ${what}`, () => draw.pick(...values), '{service}'),
  });
  return IngressController.custom({
    ...draw.all<Pick<CustomIngressControllerProps, 'name'>>('CustomIngressControllerProps', {
      name: () => draw.mostly('name of an ingress controller', () => 'kong', '', ' '),
    }),
    ...draw.some<Omit<CustomIngressControllerProps, 'name'>>('CustomIngressControllerProps', 0.5, {
      httpsRedirectAnnotations: annotations('redirect', 'true'),
      regularExpressionAnnotations: annotations('expressions', 'true'),
      regularExpressionPath: () => draw.mostly('path of an expression', () => '/~{expression}', '/~', '~{expression}'),
      httpsBackendAnnotations: annotations('https', '{services}', 'HTTPS'),
      h2cBackendAnnotations: annotations('h2c', '{services}', 'H2C'),
      grpcBackendAnnotations: annotations('grpc', '{services}', 'GRPC'),
      suggestedAnnotations: () => ({ [draw.mostly('option', () => 'rewrite', 'retries')]: 'example.com/rewrite' }),
    }),
  });
}

/** Randomly generated facts about a class. */
export function routeClass(draw: Draw): RouteClass {
  const { namespace } = draw.some<Pick<RouteClass, 'namespace'>>('RouteClass', 0.7, { namespace: () => draw.mostly('namespace of a controller', () => 'edge', 'a.b', '') });
  return {
    namespace,
    ...draw.some<Pick<RouteClass, 'ingressController' | 'podLabels' | 'networks'>>('RouteClass', 0.5, {
      ingressController: () => draw.mostly('ingressController', () => ingressController(draw), 'kong'),
      networks: () => [draw.mostly('networks of a controller', () => '10.30.0.0/16', '10.30.0.1', 'x')],
      podLabels: () => namespace === undefined && !draw.odd('labels of no namespace') ? undefined : factLabels(draw),
    }),
  };
}

function allowedRoutes(draw: Draw): AllowedRoutes {
  return draw.pick(
    AllowedRoutes.fromSame(), AllowedRoutes.fromAll(), AllowedRoutes.fromNamespacesLabelled({ team: 'shop' }),
    AllowedRoutes.fromNamespaces(...draw.mostly('namespaces let in', () => ['shop', 'n'.repeat(63)], [], ['A'])),
  );
}

/** A listener for a kind of route. */
function listener(draw: Draw, kind: DrawnKind): GatewayListener {
  const protocol = PROTOCOLS[kind];
  const ends = protocol === ListenerProtocol.HTTPS;
  return {
    ...draw.all<Pick<GatewayListener, 'name' | 'port' | 'protocol' | 'tls'>>('GatewayListener', {
      name: () => draw.mostly('name of a listener', () => kind.toLowerCase(), 'A', '', 'a..b'),
      port: () => draw.mostly('port of a listener', () => draw.pick(8000, 80, 443), 0, 65536),
      protocol: () => draw.mostly('protocol', () => protocol, 'HTTP', 'UDP', 'QUIC'),
      tls: () => protocol === ListenerProtocol.TLS ? RouteTls.passthrough() : ends || draw.odd('TLS of a listener') ? tls(draw, false) : undefined,
    }),
    ...draw.some<Pick<GatewayListener, 'host' | 'allowedRoutes'>>('GatewayListener', 0.3, {
      host: () => kind === 'TCP' || kind === 'UDP' ? draw.odd('host of connections') ? 'a.example.com' : undefined : draw.mostly('host of a listener', () => '*.example.com', host(draw, 9)),
      allowedRoutes: () => allowedRoutes(draw),
    }),
  };
}

/** The properties of a Gateway, with a listener for a kind of route if one is given. */
export function gatewayProps(draw: Draw, kind: DrawnKind | undefined): GatewayProps {
  return {
    ...draw.all<Pick<GatewayProps, 'className' | 'listeners'>>('GatewayProps', {
      className: () => draw.mostly('className', () => 'traefik', '', 'A_b'),
      listeners: () => kind === undefined ? undefined : Array.from({ length: draw.odd('a listener twice') ? 2 : 1 }, () => listener(draw, kind)),
    }),
    ...draw.some<Omit<GatewayProps, 'className' | 'listeners'>>('GatewayProps', 0.2, {
      allowedRoutes: () => allowedRoutes(draw),
      httpPort: () => draw.mostly('httpPort', () => 8080, 0, 65536, 443),
      httpsPort: () => draw.mostly('httpsPort', () => 8443, 0, 65536, 80),
      routeClass: () => routeClass(draw),
      name: () => subdomain(draw, 'name of a Gateway'),
      metadata: () => metadata(draw, 'gateway'),
    }),
  };
}
