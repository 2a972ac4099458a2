import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import type { PortKey, TrafficEnd } from './policy-evaluation';
import {
  Backend, ClusterProfile, ExposedPods, Exposure, ExternalService, Isolation, PodSelection, Port, TrafficPolicy, type ClusterProfileProps,
} from '../../lib';
import { declareInboundRoute } from '../../lib/discovery/inbound-routes';
import { synth, type Document } from '../support';

const NODE: TrafficEnd = { address: '10.0.0.5' };
const [IN_RANGE, OUTSIDE_RANGE]: TrafficEnd[] = [{ address: '198.51.100.7' }, { address: '203.0.113.9' }];
const podOf = (namespace: string, app: string, address: string): TrafficEnd => ({ address, namespace, labels: { app } });
const DNS = podOf('kube-system', 'dns', '10.244.9.1');
const PROMETHEUS = podOf('monitoring', 'prometheus', '10.244.9.2');
const NGINX = podOf('ingress', 'nginx', '10.244.9.3');
const STRANGER = podOf('ingress', 'stranger', '10.244.9.4');
const BACKENDS: TrafficEnd[] = [{ address: '10.20.0.11' }, { address: '2001:db8::11' }];
/** The ends of connections that are not pods of a generated app. */
export const OTHER_ENDS = [NODE, IN_RANGE, OUTSIDE_RANGE, DNS, PROMETHEUS, NGINX, STRANGER, ...BACKENDS];

const PROFILE: ClusterProfileProps = {
  nodeCidrs: ['10.0.0.0/16'],
  podCidrs: ['10.244.0.0/16'],
  dns: { pods: { namespace: 'kube-system', podLabels: { app: 'dns' } } },
  monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
};

const EXPOSURES = {
  clusterIp: { exposure: Exposure.clusterIp(), sources: [] },
  headless: { exposure: Exposure.headless(), sources: [] },
  nodes: { exposure: Exposure.nodePort(), sources: [NODE] },
  ranges: { exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL, sourceRanges: ['198.51.100.0/24'] }), sources: [IN_RANGE] },
  everyone: {
    exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
    sources: [NODE, IN_RANGE, OUTSIDE_RANGE, ...BACKENDS],
  },
};

const KINDS = { TCP: Port.tcp, UDP: Port.udp, SCTP: Port.sctp };
const NUMBERS = [53, 80, 81];
/** The ports of generated apps, and those that none of their containers has. */
export const PORTS: PortKey[] = NUMBERS.flatMap(number => Object.keys(KINDS).map(protocol => `${number}/${protocol}`));

const isolation = fc.constantFrom(undefined, true, false);
const portSpec = fc.record({
  number: fc.constantFrom(...NUMBERS), protocol: fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const), scraped: fc.boolean(), hidden: fc.boolean(),
});
const portSpecs = fc.uniqueArray(portSpec, { minLength: 1, maxLength: 3, selector: ({ number, protocol }) => `${number}/${protocol}` });
const serviceSpec = fc.record({
  chart: fc.nat(1),
  ports: portSpecs,
  exposureName: fc.constantFrom(...Object.keys(EXPOSURES) as (keyof typeof EXPOSURES)[]),
  isolate: isolation,
  routed: fc.boolean(),
  // if set, the Service selects the pods of an earlier declaration
  podsOfEarlier: fc.option(fc.nat(3), { nil: undefined, freq: 3 }),
});
const index = fc.nat(9);
/** Generates what an app declares. */
export const appSpec = fc.record({
  namespaces: fc.constantFrom<(string | undefined)[]>(['shop', 'billing'], ['shop', 'shop'], [undefined, undefined]),
  cluster: fc.constantFrom('test', undefined),
  services: fc.array(serviceSpec, { minLength: 1, maxLength: 4 }),
  backend: portSpecs,
  connections: fc.array(fc.record({ from: index, to: index, ports: fc.option(fc.array(fc.nat(2)), { nil: undefined }) }), { maxLength: 6 }),
  enabled: fc.array(fc.record({ scope: fc.nat(2), at: fc.nat(8) }), { maxLength: 2 }),
});
export type AppSpec = typeof appSpec extends fc.Arbitrary<infer T> ? T : never;

/** The declared traffic, computed without the library. */
export interface Declared {
  readonly policies: readonly Document[];
  readonly pods: readonly TrafficEnd[];
  readonly isolated: ReadonlySet<TrafficEnd>;
  readonly allowed: ReadonlySet<string>;
}

const keyOf = ({ number, protocol }: Port): PortKey => `${number}/${protocol}`;
/** The text that identifies a connection. */
export const flow = (from: TrafficEnd, to: TrafficEnd, port: PortKey) => `${JSON.stringify(from)} > ${JSON.stringify(to)} ${port}`;

/** Declares an app, and computes the traffic that it allows. */
export function declare(spec: AppSpec): Declared {
  const app = new App();
  ClusterProfile.set(app, { ...PROFILE, cluster: spec.cluster });
  const charts = spec.namespaces.map((namespace, number) => new Chart(app, `chart-${number}`, { namespace }));
  const scopes = [app, ...charts];
  const allowed = new Set<string>();
  const pods: TrafficEnd[] = [];
  const requested = new Map<TrafficEnd, boolean>();
  const declared: { construct: ExposedPods; pod: TrafficEnd; ports: PortKey[]; names: string[] }[] = [];
  let step = 0;
  const enableScheduled = () => {
    spec.enabled.filter(({ at }) => at === step).forEach(({ scope }) => Isolation.enable(scopes[scope]));
    step++;
  };

  spec.services.forEach(({ chart: chartIndex, ports: portList, exposureName, isolate, routed, podsOfEarlier }, number) => {
    enableScheduled();
    const samePods = podsOfEarlier === undefined ? undefined : declared[podsOfEarlier];
    const chart = samePods ? Chart.of(samePods.construct) : charts[chartIndex];
    const ports = portList.map(({ protocol, scraped, hidden, ...port }, position) => (
      KINDS[protocol](port.number, { name: `p${position}`, scraped, exposed: position === 0 || !hidden })
    ));
    const { exposure, sources } = EXPOSURES[exposureName];
    const pod: TrafficEnd = samePods?.pod ?? podOf(chart.namespace ?? 'default', `w${number}`, `10.244.1.${number}`);
    const selector = kplus.Pods.select(chart, `pods-${number}`, { labels: { app: pod.labels!.app } });
    const construct = new ExposedPods(chart, `w${number}`, { selector: PodSelection.of(selector), ports, exposure, isolate });
    const offered = ports.filter(port => port.exposed);
    samePods || pods.push(pod);
    const isEnabled = spec.enabled.some(({ scope }) => scope === 0 || scopes[scope] === chart);
    requested.set(pod, requested.get(pod) || (isolate ?? isEnabled));
    sources.forEach(from => offered.forEach(port => allowed.add(flow(from, pod, keyOf(port)))));
    ports.filter(port => port.scraped).forEach(port => allowed.add(flow(PROMETHEUS, pod, keyOf(port))));
    ['53/TCP', '53/UDP'].forEach(port => allowed.add(flow(pod, DNS, port)));
    if (routed) {
      declareInboundRoute({ route: chart, target: construct, portName: 'p0', namespace: 'ingress', podLabels: { app: 'nginx' } });
      allowed.add(flow(NGINX, pod, keyOf(ports[0])));
    }
    declared.push({ construct, pod, ports: offered.map(keyOf), names: offered.map(port => port.name) });
  });
  const backendPorts = spec.backend.map(({ number, protocol }) => KINDS[protocol](number));
  const backend = new ExternalService(charts[0], 'backend', {
    backend: Backend.addresses(...BACKENDS.map(({ address }) => address)), ports: backendPorts,
  });

  const connected = new Set<string>();
  for (const { from, to, ports: selected } of spec.connections) {
    enableScheduled();
    const caller = declared[from % declared.length];
    const target = to % (declared.length + 1);
    const calledService = declared[target] as typeof declared[number] | undefined;
    const pair = `${from % declared.length} ${target}`;
    if (connected.has(pair)) {
      continue;
    }
    connected.add(pair);
    const offered = calledService ?? { ports: backendPorts.map(keyOf), names: backendPorts.map(port => port.name) };
    const chosen = offered.names.filter((_, position) => selected?.includes(position) ?? true);
    if (chosen.length > 0) {
      caller.construct.connectTo(calledService?.construct ?? backend, { ports: selected && chosen });
      const ends = calledService ? [calledService.pod] : BACKENDS;
      ends.forEach(end => chosen.forEach(name => allowed.add(flow(caller.pod, end, offered.ports[offered.names.indexOf(name)]))));
    }
  }
  spec.enabled.filter(({ at }) => at >= step).forEach(({ scope }) => Isolation.enable(scopes[scope]));
  const policies = charts.flatMap(synth).filter(({ kind }) => kind === 'NetworkPolicy')
    .map(policy => ({ ...policy, metadata: { ...policy.metadata, namespace: policy.metadata.namespace ?? 'default' } }));
  return { policies, pods, isolated: new Set(pods.filter(pod => requested.get(pod))), allowed };
}
