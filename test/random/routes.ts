import { Chart } from 'cdk8s';
import type { RandomCluster } from './clusters';
import { gatewayProps, routeClass } from './gateways';
import { KINDS, host, tls, type RouteKind } from './hosts';
import { metadata } from './metadata';
import type { Random } from './random';
import { rules } from './route-rules';
import { subdomain } from './texts';
import {
  Backend, ExposedWorkload, ExternalService, Gateway, HealthCheck, IpFamily, Port, Route, RouteParent, RouteProtocol, RouteTls,
  type IReachable, type IngressClassOptions, type NamedGatewayOptions, type RouteGatewayOptions, type RouteProps, type RouteClass,
} from '../../lib';

const PORTS = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090), Port.https(8443), Port.tcp(5432, { name: 'db' }), Port.udp(53, { name: 'dns' })];

/** A workload with ports for all protocols, or an external backend, in the namespace of the route or in another one. */
function target(random: Random, chart: Chart, id: string, kind: RouteKind, family: IpFamily): IReachable {
  const inOtherNamespace = kind === 'Ingress' ? random.odd('a backend in another namespace') : random.chance(0.15);
  const scope = inOtherNamespace ? new Chart(chart.node.root as any, `other-${id}`, { namespace: chart.namespace === undefined && !random.odd('only one of two namespaces is set') ? undefined : 'other' }) : chart;
  if (random.chance(0.2)) {
    return random.odd('a host name behind a route')
      ? new ExternalService(scope, id, { backend: Backend.hostname('web.example.com'), ports: PORTS.slice(1) })
      : new ExternalService(scope, id, { backend: Backend.addresses(family === IpFamily.IPV4 ? '10.20.0.11' : 'fd00:20::11'), ports: PORTS });
  }
  return new ExposedWorkload(scope, id, { image: 'registry.example.com/web:1.4.2', ports: PORTS, readiness: HealthCheck.http('/healthz', { port: 'http' }) });
}

/** A generated parent. Its constructs are created after all values are generated, so that a refused Gateway does not change the generated values. */
interface GeneratedParent {
  readonly kind: 'ingress' | 'gateway' | 'named';
  readonly section?: string;
  readonly routeClass?: RouteClass;
  readonly make: () => RouteParent;
}

function parent(random: Random, chart: Chart, kind: RouteKind): GeneratedParent {
  if (kind === 'Ingress') {
    const options = random.some<IngressClassOptions>('IngressClassOptions', 0.5, { routeClass: () => routeClass(random) });
    const name = random.mostly('class', () => 'nginx', 'a_b', '');
    return { kind: 'ingress', routeClass: options.routeClass, make: () => RouteParent.ingressClass(name, options) };
  }
  if (random.chance(0.6)) {
    const listeners = random.chance(0.3);
    const { section } = random.some<RouteGatewayOptions>('RouteGatewayOptions', 1, { section: () => listeners ? random.mostly('section', () => kind.toLowerCase(), 'missing') : undefined });
    const props = gatewayProps(random, listeners ? kind : undefined);
    return { kind: 'gateway', section, make: () => RouteParent.gateway(new Gateway(chart, 'public', props), { section }) };
  }
  const options = random.some<NamedGatewayOptions>('NamedGatewayOptions', 0.4, {
    namespace: () => 'infra',
    section: () => 'https',
    port: () => random.mostly('port of a Gateway', () => 443, 0, 65536),
    routeClass: () => routeClass(random),
  });
  return { kind: 'named', section: options.section, make: () => RouteParent.gatewayNamed('public', options) };
}

/** Declares a randomly generated route to two backends. */
export function declareRoute(random: Random, chart: Chart, { families: [family] }: RandomCluster): void {
  const kind = random.pick(...KINDS);
  const [first, second] = [target(random, chart, 'first', kind, family), target(random, chart, 'second', kind, family)];
  const chosen = parent(random, chart, kind);
  const hasHosts = kind !== 'TCP' && kind !== 'UDP';
  const terminatesTls = kind === 'HTTP' || kind === 'GRPC' || kind === 'Ingress';
  const usesTls = terminatesTls && chosen.kind !== 'named' && chosen.section === undefined && random.chance(0.5);
  const protocol = kind === 'Ingress' ? RouteProtocol.HTTP : kind === 'TLS' ? undefined : kind;
  const usesBackendOption = random.chance(0.1) && (kind === 'GRPC' || kind === 'TLS' || kind === 'TCP' || kind === 'UDP');
  const hasTwoParents = random.odd('two parents');
  const required = random.all<Pick<RouteProps, 'parents' | 'hosts' | 'tls' | 'backend' | 'rules' | 'protocol'>>('RouteProps', {
    parents: () => chosen as unknown as RouteParent[],
    hosts: () => hasHosts || random.odd('hosts of a TCP or UDP route') ? Array.from({ length: random.mostly('hosts', () => random.integer(1, 2), 0, 17) }, (_, index) => host(random, index)) : undefined,
    tls: () => kind === 'TLS' ? RouteTls.passthrough() : usesTls || random.odd('TLS together with a listener that has TLS') ? tls(random, kind === 'Ingress') : undefined,
    backend: () => usesBackendOption ? first : undefined,
    rules: () => usesBackendOption && !random.odd('backend and rules') ? undefined : rules(random, kind, [first, second]),
    protocol: () => protocol as RouteProtocol | undefined,
  });
  const rest = random.some<Omit<RouteProps, keyof typeof required>>('RouteProps', 0.2, {
    listenerPort: () => hasHosts && !random.odd('listenerPort of a route with hosts') ? undefined : random.mostly('listenerPort', () => 15432, 0, 80),
    httpsRedirect: () => usesTls && (kind !== 'Ingress' || chosen.routeClass?.ingressController?._id === 'ingress-nginx') || random.odd('an HTTPS redirect without TLS') ? true : undefined,
    name: () => subdomain(random, 'name of a route'),
    metadata: () => metadata(random, 'route'),
  });
  const built = chosen.make();
  new Route(chart, 'route', { ...required, ...rest, parents: hasTwoParents ? [built, built] : [built] } as RouteProps);
}
