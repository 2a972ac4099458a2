import { Chart } from 'cdk8s';
import type { DrawnCluster } from './clusters';
import type { Draw } from './draw';
import { gatewayProps, routeClass } from './gateways';
import { metadata } from './metadata';
import { rules } from './route-rules';
import { subdomain } from './texts';
import {
  Backend, ExposedWorkload, ExternalService, Gateway, HealthCheck, IpFamily, Port, Route, RouteParent, RouteProtocol, RouteTls,
  type IReachable, type IngressClassOptions, type NamedGatewayOptions, type RouteGatewayOptions, type RouteProps,
  type RouteClass, type RouteTlsIssuerOptions, type RouteTlsSecretOptions,
} from '../../../lib';

/** The kinds of routes, each as often as it is generated. */
const KINDS = ['HTTP', 'HTTP', 'HTTP', 'Ingress', 'Ingress', 'GRPC', 'TLS', 'TCP', 'UDP'] as const;

export type DrawnKind = typeof KINDS[number];

const PORTS = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090), Port.https(8443), Port.tcp(5432, { name: 'db' }), Port.udp(53, { name: 'dns' })];
const ODD_HOSTS = ['Shop.example.com', '10.0.0.1', 'a..b', '*', '*.', 'a.*.com', '', 'a b', `${'a'.repeat(64)}.com`, `${'a.'.repeat(127)}a`, '-a.com', 'localhost:8080'];

/** A workload with ports for all protocols, or an external backend, in the namespace of the route or in another one. */
function target(draw: Draw, chart: Chart, id: string, kind: DrawnKind, family: IpFamily): IReachable {
  const inOther = kind === 'Ingress' ? draw.odd('a backend in another namespace') : draw.chance(0.15);
  const scope = inOther ? new Chart(chart.node.root as any, `other-${id}`, { namespace: chart.namespace === undefined && !draw.odd('one namespace alone') ? undefined : 'other' }) : chart;
  if (draw.chance(0.2)) {
    return draw.odd('a host name behind a route')
      ? new ExternalService(scope, id, { backend: Backend.hostname('web.example.com'), ports: PORTS.slice(1) })
      : new ExternalService(scope, id, { backend: Backend.addresses(family === IpFamily.IPV4 ? '10.20.0.11' : 'fd00:20::11'), ports: PORTS });
  }
  return new ExposedWorkload(scope, id, { image: 'registry.example.com/web:1.4.2', ports: PORTS, readiness: HealthCheck.http('/healthz', { port: 'http' }) });
}

/** A host that differs from those with another index. */
export function host(draw: Draw, index: number): string {
  return draw.mostly('host', () => draw.pick(`h${index}.example.com`, `*.h${index}.example.com`, `h-${index}`), 'h0.example.com', ...ODD_HOSTS);
}

/** A certificate for the hosts of a route or listener. */
export function tls(draw: Draw, ingress: boolean): RouteTls {
  const secret = draw.some<RouteTlsSecretOptions>('RouteTlsSecretOptions', 0.2, { namespace: () => ingress && !draw.odd('a Secret elsewhere') ? undefined : 'certificates' });
  const issued = draw.some<RouteTlsIssuerOptions>('RouteTlsIssuerOptions', 0.3, { secretName: () => subdomain(draw, 'secretName') });
  return draw.pick(
    RouteTls.secret(subdomain(draw, 'secret'), secret),
    RouteTls.issuer(draw.mostly('issuer', () => 'internal', 'A_b', ''), issued),
    RouteTls.clusterIssuer('letsencrypt', issued),
  );
}

/** A generated parent. It is constructed after all values are generated, so that a refused Gateway does not change the generated values. */
interface DrawnParent {
  readonly kind: 'ingress' | 'gateway' | 'named';
  readonly section?: string;
  readonly routeClass?: RouteClass;
  readonly make: () => RouteParent;
}

function parent(draw: Draw, chart: Chart, kind: DrawnKind): DrawnParent {
  if (kind === 'Ingress') {
    const options = draw.some<IngressClassOptions>('IngressClassOptions', 0.5, { routeClass: () => routeClass(draw) });
    const name = draw.mostly('class', () => 'nginx', 'a_b', '');
    return { kind: 'ingress', routeClass: options.routeClass, make: () => RouteParent.ingressClass(name, options) };
  }
  if (draw.chance(0.6)) {
    const listeners = draw.chance(0.3);
    const { section } = draw.some<RouteGatewayOptions>('RouteGatewayOptions', 1, { section: () => listeners ? draw.mostly('section', () => kind.toLowerCase(), 'missing') : undefined });
    const props = gatewayProps(draw, listeners ? kind : undefined);
    return { kind: 'gateway', section, make: () => RouteParent.gateway(new Gateway(chart, 'public', props), { section }) };
  }
  const options = draw.some<NamedGatewayOptions>('NamedGatewayOptions', 0.4, {
    namespace: () => 'infra',
    section: () => 'https',
    port: () => draw.mostly('port of a Gateway', () => 443, 0, 65536),
    routeClass: () => routeClass(draw),
  });
  return { kind: 'named', section: options.section, make: () => RouteParent.gatewayNamed('public', options) };
}

/** Declares a randomly generated route to two backends. */
export function declareRoute(draw: Draw, chart: Chart, { families: [family] }: DrawnCluster): void {
  const kind = draw.pick(...KINDS);
  const [first, second] = [target(draw, chart, 'first', kind, family), target(draw, chart, 'second', kind, family)];
  const chosen = parent(draw, chart, kind);
  const hosted = kind !== 'TCP' && kind !== 'UDP';
  const ends = kind === 'HTTP' || kind === 'GRPC' || kind === 'Ingress';
  const secured = ends && chosen.kind !== 'named' && chosen.section === undefined && draw.chance(0.5);
  const protocol = kind === 'Ingress' ? RouteProtocol.HTTP : kind === 'TLS' ? undefined : kind;
  const simple = draw.chance(0.1) && (kind === 'GRPC' || kind === 'TLS' || kind === 'TCP' || kind === 'UDP');
  const twice = draw.odd('two parents');
  const needed = draw.all<Pick<RouteProps, 'parents' | 'hosts' | 'tls' | 'backend' | 'rules' | 'protocol'>>('RouteProps', {
    parents: () => chosen as unknown as RouteParent[],
    hosts: () => hosted || draw.odd('hosts of connections') ? Array.from({ length: draw.mostly('hosts', () => draw.integer(1, 2), 0, 17) }, (_, index) => host(draw, index)) : undefined,
    tls: () => kind === 'TLS' ? RouteTls.passthrough() : secured || draw.odd('TLS that the listener has') ? tls(draw, kind === 'Ingress') : undefined,
    backend: () => simple ? first : undefined,
    rules: () => simple && !draw.odd('backend and rules') ? undefined : rules(draw, kind, [first, second]),
    protocol: () => protocol as RouteProtocol | undefined,
  });
  const rest = draw.some<Omit<RouteProps, keyof typeof needed>>('RouteProps', 0.2, {
    listenerPort: () => hosted && !draw.odd('port of hosts') ? undefined : draw.mostly('listenerPort', () => 15432, 0, 80),
    httpsRedirect: () => secured && (kind !== 'Ingress' || chosen.routeClass?.ingressController?._id === 'ingress-nginx') || draw.odd('a redirect to nothing') ? true : undefined,
    name: () => subdomain(draw, 'name of a route'),
    metadata: () => metadata(draw, 'route'),
  });
  const made = chosen.make();
  new Route(chart, 'route', { ...needed, ...rest, parents: twice ? [made, made] : [made] } as RouteProps);
}
