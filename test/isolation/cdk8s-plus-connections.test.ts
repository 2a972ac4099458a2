import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { allows, type TrafficEnd } from './policy-evaluation';
import { ExposedPods, ExposedWorkload, Isolation, PodSelection, Port } from '../../lib';
import { newChart, synth, type Document } from '../support';

const PORTS = [Port.http(8080), Port.udp(5353, { name: 'names' })];
const podOf = (name: string, address: string): TrafficEnd => ({ address, namespace: 'shop', labels: { 'cdk8s-service-patterns/workload': `deployment.${name}` } });
const [WEB, ORDERS] = [podOf('web', '10.244.0.1'), podOf('orders', '10.244.0.2')];
const DNS: TrafficEnd = { address: '10.244.0.3', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const WORLD: TrafficEnd = { address: '198.51.100.7' };

function workload(chart: Chart, id: string): ExposedWorkload {
  return new ExposedWorkload(chart, id, { image: 'registry.example.com/web:1', ports: PORTS });
}

function policies(chart: Chart): Document[] {
  return synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');
}

describe('the connections of cdk8s-plus, used with the constructs of this library', () => {
  test('write UDP ports as TCP and block DNS, and connectTo does neither', () => {
    const [theirs, ours] = [newChart(), newChart()];
    workload(theirs, 'web').workload.connections.allowTo(workload(theirs, 'orders'));
    workload(ours, 'web').connectTo(workload(ours, 'orders'));
    Isolation.enable(ours);
    const open = (chart: Chart, to: TrafficEnd, port: string) => allows(policies(chart), WEB, to, port);

    expect(['8080/TCP', '5353/TCP', '5353/UDP'].map(port => open(theirs, ORDERS, port))).toEqual([true, true, false]);
    expect(['8080/TCP', '5353/TCP', '5353/UDP'].map(port => open(ours, ORDERS, port))).toEqual([true, false, true]);
    expect([theirs, ours].map(chart => open(chart, DNS, '53/UDP'))).toEqual([false, true]);
  });

  test('allow every port of pods whose containers they do not know, and connectTo only the ports of ExposedPods', () => {
    const [theirs, ours] = [newChart(), newChart()];
    const adopted = (chart: Chart) => kplus.Pods.select(chart, 'pods', { labels: ORDERS.labels! });
    workload(theirs, 'web').workload.connections.allowTo(adopted(theirs));
    workload(ours, 'web').connectTo(new ExposedPods(ours, 'orders', { selector: PodSelection.of(adopted(ours)), ports: PORTS }));
    Isolation.enable(ours);

    expect([theirs, ours].map(chart => allows(policies(chart), WEB, ORDERS, '22/TCP'))).toEqual([true, false]);
  });

  test('add to what isolation allows', () => {
    const chart = newChart();
    Isolation.enable(chart);
    workload(chart, 'web').workload.connections.allowTo(workload(chart, 'orders'));

    expect(['8080/TCP', '9090/TCP'].map(port => allows(policies(chart), WEB, ORDERS, port))).toEqual([true, false]);
    expect(allows(policies(chart), WEB, DNS, '53/UDP')).toBe(true);
  });
});

test('a NetworkPolicy of cdk8s-plus allows traffic that is not declared', () => {
  const chart = newChart();
  Isolation.enable(chart);
  const web = workload(chart, 'web');
  new kplus.NetworkPolicy(chart, 'public-api', {
    selector: web,
    egress: { rules: [{ peer: kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'anywhere'), ports: [kplus.NetworkPolicyPort.tcp(443)] }] },
  });
  const open = (from: TrafficEnd, to: TrafficEnd, port: string) => allows(policies(chart), from, to, port);

  expect([open(WEB, WORLD, '443/TCP'), open(WEB, WORLD, '80/TCP'), open(WEB, DNS, '53/UDP'), open(WORLD, WEB, '443/TCP')]).toEqual([true, false, true, false]);
});
