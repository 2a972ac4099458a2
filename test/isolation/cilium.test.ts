import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DNS, LABEL, block, isolatedChart, namespaced, policy, workload } from './support';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, Isolation, ListenerProtocol,
  NetworkPolicyProvider, PodSelection, Port, Route, RouteParent, TrafficPolicy, type ClusterProfileProps, type RouteClass,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, newChart, synth, type Document } from '../support';

const CILIUM = { networkPolicyProvider: NetworkPolicyProvider.CILIUM };
const PORTS = [Port.http(8080, { servicePort: 80 }), Port.tcp(9090, { name: 'admin' })];

const ciliumPolicies = (chart: Chart) => synth(chart).filter(({ kind }) => kind === 'CiliumNetworkPolicy');
const tcp = (...ports: string[]): Document[] => [{ ports: ports.map(port => ({ port, protocol: 'TCP' })) }];
const ingressOf = (chart: Chart, className: string, backend: ExposedWorkload | ExposedPods, routeClass?: RouteClass) => (
  new Route(chart, `${className}-route`, { parents: [RouteParent.ingressClass(className, { routeClass })], hosts: ['shop.example.com'], backend })
);

describe('routes of controllers whose traffic Cilium matches by entities', () => {
  test.each(['before', 'after'])('the proxies of Cilium are allowed on the ports of the route, if it is declared %s isolation is enabled', order => {
    const chart = newChart();
    ClusterProfile.set(chart, CILIUM);
    const web = workload(chart, 'web', { ports: PORTS });
    order === 'after' && Isolation.enable(chart);
    ingressOf(chart, 'cilium', web);
    order === 'before' && Isolation.enable(chart);

    expect(ciliumPolicies(chart)).toEqual([{
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { endpointSelector: { matchLabels: { [LABEL]: 'deployment.web' } }, ingress: [{ fromEntities: ['ingress'], toPorts: tcp('8080') }] },
    }]);
    expect(policy(chart).ingress).toEqual([]);
  });

  test('a Gateway of the class cilium is treated in the same way', () => {
    const chart = isolatedChart(CILIUM);
    const gateway = new Gateway(chart, 'public', { className: 'cilium', listeners: [{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }] });
    new Route(chart, 'shop', { parents: [RouteParent.gateway(gateway)], hosts: ['shop.example.com'], backend: workload(chart, 'web') });

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.ingress).toEqual([{ fromEntities: ['ingress'], toPorts: tcp('8080') }]);
  });

  test('entities can be stated for any class; its pods and networks are allowed as well', () => {
    const edge = { namespace: 'edge', networks: ['10.30.0.0/16'], ciliumEntities: ['host', 'remote-node'] };
    const chart = isolatedChart({ ...CILIUM, routeClasses: { edge } });
    ingressOf(chart, 'edge', workload(chart, 'web'));

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.ingress).toEqual([{ fromEntities: ['host', 'remote-node'], toPorts: tcp('8080') }]);
    expect(policy(chart).ingress).toEqual([{ from: [namespaced('edge'), block('10.30.0.0/16')], ports: [{ port: 8080 }] }]);
  });

  test('another declaration of the same pods can have the route', () => {
    const chart = isolatedChart(CILIUM);
    const web = workload(chart, 'web');
    ingressOf(chart, 'cilium', new ExposedPods(chart, 'web-admin', { selector: web, ports: [Port.http(9090)] }));

    expect(ciliumPolicies(chart).map(({ metadata, spec }) => [metadata.name, spec.ingress])).toEqual([['web', [{ fromEntities: ['ingress'], toPorts: tcp('9090') }]]]);
  });

  test('pods that connect to host names have one policy for both', () => {
    const chart = isolatedChart(CILIUM);
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports: [Port.https(443)] }));
    ingressOf(chart, 'cilium', web);

    const [{ spec }, ...others] = ciliumPolicies(chart);
    expect(others).toEqual([]);
    expect(spec.ingress).toEqual([{ fromEntities: ['ingress'], toPorts: tcp('8080') }]);
    expect(spec.egress[1].toFQDNs).toContainEqual({ matchName: 'api.example.com' });
  });

  test('a custom provider with policies of Cilium has the rules as well', () => {
    const renderSpec = () => ({ endpointSelector: {}, ingress: [{ fromEntities: ['health'] }] });
    const chart = isolatedChart({
      networkPolicyProvider: NetworkPolicyProvider.custom({ name: 'mine', apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', hostnamePolicies: { renderSpec } }),
    });
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports: [Port.https(443)] }));
    ingressOf(chart, 'cilium', web);

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec).toEqual({
      endpointSelector: {}, ingress: [{ fromEntities: ['health'] }, { fromEntities: ['ingress'], toPorts: tcp('8080') }],
    });
  });

  const routed = (profile: ClusterProfileProps, routeClass?: RouteClass) => messagesOf(chart => {
    ClusterProfile.set(chart, profile);
    ingressOf(chart, 'cilium', workload(chart, 'web', { isolate: true }), routeClass);
  });
  const ANTREA = NetworkPolicyProvider.custom({ name: 'Antrea', apiVersion: 'crd.antrea.io/v1beta1', kind: 'NetworkPolicy', hostnamePolicies: { renderSpec: () => ({}) } });

  test.each<[string, ClusterProfileProps]>([['no provider', {}], ['another provider', { networkPolicyProvider: ANTREA }]])('with %s, such a route is refused', (_, profile) => {
    expect(routed({ ...profile, routeClasses: { cilium: { namespace: 'kube-system' } } })).toEqual([
      expect.stringMatching(/^shop\/web: route "shop\/cilium-route": .*entity 'ingress'\. Set ClusterProfile's networkPolicyProvider: NetworkPolicyProvider\.CILIUM\. .* set ciliumEntities: \[\] .*#isolation-entities$/),
    ]);
    expect(routed(profile, { namespace: 'edge', ciliumEntities: [] })).toEqual([]);
  });
});

describe('traffic that nodes forward', () => {
  const exposed = (exposure: Exposure, profile: ClusterProfileProps = {}) => policy((() => {
    const chart = isolatedChart({ ...CILIUM, ...profile });
    workload(chart, 'web', { exposure });
    return chart;
  })()).ingress;

  test('every address is allowed, because Cilium sees the entities world or remote-node', () => {
    expect(exposed(Exposure.nodePort())).toEqual([{ ports: [{ port: 8080 }] }]);
    expect(exposed(Exposure.loadBalancer({ sourceRanges: ['198.51.100.0/24'] }))).toEqual([{ ports: [{ port: 8080 }] }]);
  });

  test('with Local, the policy has the source ranges', () => {
    const exposure = Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL, sourceRanges: ['198.51.100.0/24'] });

    expect(exposed(exposure, { nodeCidrs: ['10.0.0.0/16'] })).toEqual([{ from: [block('198.51.100.0/24')], ports: [{ port: 8080 }] }]);
  });

  test.each([Exposure.nodePort(), Exposure.loadBalancer(), Exposure.clusterIp({ externalIps: { addresses: ['198.51.100.7'], justification: 'it was there before' } })])(
    'nodeCidrs are refused: %#', exposure => {
      expect(messagesOf(chart => {
        ClusterProfile.set(chart, { ...CILIUM, nodeCidrs: ['10.0.0.0/16', 'fd00::/64'] });
        workload(chart, 'web', { exposure, isolate: true });
      })).toEqual([expect.stringMatching(/^shop\/web: nodeCidrs "10\.0\.0\.0\/16, fd00::\/64": .* Remove nodeCidrs from the ClusterProfile.*#isolation-node-cidrs$/)]);
    },
  );
});

test('the API server is allowed by its entity, and by its networks if they are known', () => {
  const toApiServer = (networks?: string[]) => {
    const chart = isolatedChart(CILIUM);
    workload(chart, 'web').connectTo(ExternalService.fromServiceName(chart, 'api-server', 'kubernetes', {
      namespace: 'default', ports: [Port.https(6443, { servicePort: 443 })], networks,
    }));
    return [find(synth(chart), 'CiliumNetworkPolicy').spec.egress, policy(chart).egress];
  };
  const entity = [{ toEntities: ['kube-apiserver'], toPorts: tcp('6443') }];

  expect(toApiServer()).toEqual([entity, [DNS]]);
  expect(toApiServer(['10.0.0.10/32'])).toEqual([entity, [DNS, { to: [block('10.0.0.10/32')], ports: [{ port: 6443 }] }]]);
});

test('a DNS cache on the node is allowed as the entity host, and its answers are read for host names', () => {
  const chart = isolatedChart({ ...CILIUM, dns: { addresses: ['169.254.20.10'] } });
  workload(chart, 'other');
  workload(chart, 'web').connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports: [Port.https(443)] }));
  const queries = [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }];
  const toHost = { toEntities: ['host'], toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }, { port: '53', protocol: 'UDP' }] }] };

  expect(find(synth(chart), 'CiliumNetworkPolicy', 'other').spec).toEqual({ endpointSelector: { matchLabels: { [LABEL]: 'deployment.other' } }, egress: [toHost] });
  expect(find(synth(chart), 'CiliumNetworkPolicy', 'web').spec.egress).toEqual([
    expect.objectContaining({ toEndpoints: expect.anything(), toPorts: queries }),
    { toEntities: ['host'], toPorts: queries },
    { toCIDR: ['169.254.20.10/32'], toPorts: queries },
    expect.objectContaining({ toFQDNs: expect.anything() }),
    toHost,
  ]);
});

test('pods without such traffic have no CiliumNetworkPolicy', () => {
  const chart = isolatedChart({ ...CILIUM, routeClasses: { nginx: { namespace: 'ingress-nginx' } } });
  ingressOf(chart, 'nginx', workload(chart, 'web'));
  new ExposedPods(chart, 'billing', { selector: PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'billing' } })), ports: [Port.http(8080)], exposure: Exposure.nodePort() });

  expect(ciliumPolicies(chart)).toEqual([]);
});
