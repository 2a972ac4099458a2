import * as kplus from 'cdk8s-plus-28';
import { block, isolatedChart, namespaced, policy, workload } from './support';
import {
  ExposedPods, Exposure, IpFamily, LoadBalancerProvider, PodSelection, Port, Route, RouteParent, TrafficPolicy, type ClusterProfileProps,
  type LoadBalancerOptions, type MetadataOptions,
} from '../../lib';
import { declareInboundRoute } from '../../lib/discovery/inbound-routes';

describe('traffic from outside the cluster', () => {
  const open = (options: LoadBalancerOptions, profile: ClusterProfileProps = {}, serviceMetadata: MetadataOptions = {}) => {
    const chart = isolatedChart(profile);
    const ports = [Port.http(8080, { servicePort: 80 }), Port.http(9090, { name: 'metrics', exposed: false })];
    workload(chart, 'web', { ports, exposure: Exposure.loadBalancer(options), serviceMetadata });
    return policy(chart).ingress;
  };
  const PORTS = [{ port: 8080 }];
  const Local = { externalTrafficPolicy: TrafficPolicy.LOCAL };

  test('without Local, the addresses of nodes are allowed, or everyone if they are not known', () => {
    expect(open({})).toEqual([{ ports: PORTS }]);
    expect(open({}, { podCidrs: ['10.244.0.0/16'] })).toEqual([{ ports: PORTS }]);
    expect(open({ sourceRanges: ['198.51.100.0/24'] })).toEqual([{ ports: PORTS }]);
    expect(open({ sourceRanges: ['198.51.100.0/24'] }, { nodeCidrs: ['10.0.0.0/16', 'fd00::/64'] })).toEqual([{ from: [block('10.0.0.0/16'), block('fd00::/64')], ports: PORTS }]);
  });

  test('with Local, the source ranges are allowed, or everyone except pods', () => {
    expect(open({ ...Local, sourceRanges: ['198.51.100.0/24'] }, { nodeCidrs: ['10.0.0.0/16'] })).toEqual([{ from: [block('198.51.100.0/24')], ports: PORTS }]);
    expect(open(Local, { nodeCidrs: ['10.0.0.0/16'] })).toEqual([{ ports: PORTS }]);
    expect(open(Local, { podCidrs: ['10.244.0.0/16'] })).toEqual([{ from: [block('0.0.0.0/0', '10.244.0.0/16'), block('::/0')], ports: PORTS }]);
    expect(open(Local, { podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], ipFamilies: [IpFamily.IPV6] })).toEqual([{ from: [block('::/0', 'fd00:10:244::/56')], ports: PORTS }]);
  });

  test('everyone is allowed if the load balancer is a proxy with unknown addresses, or sends traffic to pods directly', () => {
    const toPods = (key: string, value: string) => ({ annotations: { [`service.beta.kubernetes.io/aws-load-balancer-${key}`]: value } });
    const facts = { nodeCidrs: ['10.0.0.0/16'], podCidrs: ['10.244.0.0/16'] };
    const ranges = { sourceRanges: ['198.51.100.0/24'] };

    expect(open({ internal: true, ...Local, ...ranges }, { ...facts, loadBalancerProvider: LoadBalancerProvider.AWS })).toEqual([{ ports: PORTS }]);
    expect(open({ internal: true, ...ranges }, { ...facts, loadBalancerProvider: LoadBalancerProvider.AWS })).toEqual([{ from: [block('10.0.0.0/16')], ports: PORTS }]);
    expect(open(ranges, facts, toPods('nlb-target-type', 'ip'))).toEqual([{ ports: PORTS }]);
    expect(open({ ...Local, ...ranges }, facts, toPods('type', 'nlb-ip'))).toEqual([{ ports: PORTS }]);
    expect(open(ranges, facts, toPods('nlb-target-type', 'instance'))).toEqual([{ from: [block('10.0.0.0/16')], ports: PORTS }]);
  });

  test('node ports and external IPs are treated as load balancers; a cluster IP accepts no traffic from outside', () => {
    const chart = isolatedChart({ nodeCidrs: ['10.0.0.0/16'] });
    workload(chart, 'node-port', { exposure: Exposure.nodePort() });
    workload(chart, 'external-ip', { exposure: Exposure.clusterIp({ externalIps: { addresses: ['198.51.100.7'], justification: 'it was there before' } }) });
    workload(chart, 'web');

    expect(['node-port', 'external-ip', 'web'].map(name => policy(chart, name).ingress)).toEqual([
      [{ from: [block('10.0.0.0/16')], ports: PORTS }], [{ from: [block('10.0.0.0/16')], ports: PORTS }], [],
    ]);
  });

  test('the Service of ExposedPods is treated in the same way', () => {
    const chart = isolatedChart();
    new ExposedPods(chart, 'web', { selector: PodSelection.of(kplus.Pods.select(chart, 'a', { labels: { app: 'web' } })), ports: [Port.http(8080)], exposure: Exposure.nodePort() });

    expect(policy(chart).ingress).toEqual([{ ports: PORTS }]);
  });

  test('routes allow the pods that forward their traffic', () => {
    const chart = isolatedChart();
    const web = workload(chart, 'web', { ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)] });
    const way = { route: chart, target: web };
    declareInboundRoute({ ...way, portName: 'http', namespace: 'ingress-nginx', podLabels: { app: 'nginx' } });
    declareInboundRoute({ ...way, portName: 'grpc', namespace: 'gateways' });

    expect(policy(chart).ingress).toEqual([
      { from: [{ ...namespaced('ingress-nginx'), podSelector: { matchLabels: { app: 'nginx' } } }], ports: [{ port: 8080 }] },
      { from: [namespaced('gateways')], ports: [{ port: 9090 }] },
    ]);
  });
});

test('a Route allows the pods of its controller, or the addresses that its traffic comes from', () => {
  const chart = isolatedChart({ routeClasses: { nginx: { namespace: 'ingress-nginx', podLabels: { app: 'nginx' } } } });
  const web = workload(chart, 'web', { ports: [Port.http(8080, { servicePort: 80 })] });
  new Route(chart, 'shop', { parents: [RouteParent.ingressClass('nginx')], hosts: ['shop.example.com'], backend: web });
  new Route(chart, 'edge', { parents: [RouteParent.ingressClass('alb', { routeClass: { networks: ['10.1.0.0/16'] } })], hosts: ['edge.example.com'], backend: web });

  expect(policy(chart).ingress).toEqual([
    { from: [{ ...namespaced('ingress-nginx'), podSelector: { matchLabels: { app: 'nginx' } } }, block('10.1.0.0/16')], ports: [{ port: 8080 }] },
  ]);
});
