import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { allow, failureOf, shop } from './support';
import { Assertions, Controller, ExposedPods, ExposedWorkload, Isolation, PodSelection, Worker } from '../../lib';
import { MINIMAL, newChart } from '../support';

test('all workloads of a scope are isolated, except for those that are listed', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);

  expect(() => Assertions.isolated(chart)).toThrow("shop/web: no network policy restricts traffic from the pods of Deployment 'web'. Set isolate: true, or call Isolation.enable for its scope.\nshop/web: no network policy restricts traffic to the pods of Deployment 'web'.");
  expect(() => Assertions.isolated(chart, [web])).not.toThrow();
  Isolation.enable(chart);
  expect(() => Assertions.isolated(chart)).not.toThrow();
});

test('a policy without egress does not isolate outgoing traffic', () => {
  const declared = shop({ isolate: false });
  allow(declared);

  expect(() => Assertions.isolated(declared.db)).toThrow(/^shop\/db: no network policy restricts traffic from the pods of Deployment 'db'\.[^\n]+$/);
});


const HOST_NETWORK = 'are on the network of their node (hostNetwork), and most network plugins do not apply policies to such pods: https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#limits.';

/** A policy for all pods of the chart. */
function policy(chart: Chart, spec: object | undefined, apiVersion = 'networking.k8s.io/v1', kind = 'NetworkPolicy'): void {
  new ApiObject(chart, `policy-${chart.node.children.length}`, { apiVersion, kind, metadata: { name: 'all' }, spec });
}

/** The directions in which the traffic of a workload of the chart is not restricted. */
function open(chart: Chart): string[] {
  return Array.from(failureOf(() => Assertions.isolated(chart)).matchAll(/traffic (to|from) the pods/g), ([, direction]) => direction);
}

describe('the traffic that a NetworkPolicy isolates', () => {
  test.each<[string, object | undefined, string[]]>([
    ['without types', {}, ['from']],
    ['without a spec', undefined, ['from']],
    ['without types and with an empty list of egress', { egress: [] }, ['from']],
    ['without types and with egress', { egress: [{}] }, []],
    ['with an empty list of types', { policyTypes: [] }, ['from']],
    ['with an empty list of types and egress', { policyTypes: [], egress: [{}] }, []],
    ['with types that are null', { policyTypes: null, egress: [{}] }, []],
    ['for outgoing traffic', { policyTypes: ['Egress'] }, ['to']],
    ['for both directions, without rules', { policyTypes: ['Ingress', 'Egress'] }, []],
    ['for other pods', { podSelector: { matchLabels: { app: 'other' } }, policyTypes: ['Ingress', 'Egress'] }, ['from', 'to']],
  ])('%s is that of the API server', (_, spec, expected) => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', MINIMAL);
    policy(chart, spec);

    expect(open(chart)).toEqual(expected);
  });

  test('a policy of another network plugin with the same kind does not count', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', MINIMAL);
    policy(chart, { appliedTo: [{ podSelector: {} }], egress: [{ action: 'Drop' }], policyTypes: ['Ingress', 'Egress'] }, 'crd.antrea.io/v1beta1');

    expect(open(chart)).toEqual(['from', 'to']);
  });
});

describe('the traffic that a CiliumNetworkPolicy isolates', () => {
  const SELECTED = { endpointSelector: {} };

  test.each<[string, object, string[]]>([
    ['with an empty rule for each direction', { spec: { ...SELECTED, ingress: [{}], egress: [{}] } }, []],
    ['with rules that deny', { spec: { ...SELECTED, ingressDeny: [{}], egressDeny: [{}] } }, []],
    ['with empty lists', { spec: { ...SELECTED, ingress: [], egress: [] } }, ['from', 'to']],
    ['with rules that add to what is allowed', { spec: { ...SELECTED, ingress: [{}], egress: [{}], enableDefaultDeny: { ingress: false } } }, ['to']],
    ['with several rules', { specs: [{ ...SELECTED, ingress: [{}] }, { ...SELECTED, egress: [{}] }] }, []],
    ['with the source of a label', { spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web', 'any.app': 'web' } }, ingress: [{}], egress: [{}] } }, []],
    ['of the hosts', { spec: { nodeSelector: {}, ingress: [{}], egress: [{}] } }, ['from', 'to']],
  ])('%s is that of Cilium', (_, content, expected) => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', { ...MINIMAL, podMetadata: { labels: { app: 'web' } } });
    new ApiObject(chart, 'policy', { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'all' }, ...content });

    expect(open(chart)).toEqual(expected);
  });
});

test('pods on the network of their node are not isolated by a policy, unless they are an exception', () => {
  const chart = newChart();
  const agent = new Worker(chart, 'agent', { image: 'agent:1', controller: Controller.daemonSet(), podNetwork: { hostNetwork: true } });
  policy(chart, { policyTypes: ['Ingress', 'Egress'] });

  expect(failureOf(() => Assertions.isolated(chart))).toBe(`shop/agent: network policies do not isolate it, because the pods of DaemonSet 'agent' ${HOST_NETWORK} Remove hostNetwork, or add the workload to the exceptions of Assertions.isolated.`);
  expect(failureOf(() => Assertions.isolated(chart, [agent]))).toBe('');
  expect(failureOf(() => Assertions.onlyCallers(agent, []))).toBe(`shop/agent: everything that reaches its node can call it, because the pods of DaemonSet 'agent' ${HOST_NETWORK} Remove hostNetwork.`);
});

describe('the fix for pods without a policy', () => {
  const fixes = (chart: Chart) => [...new Set(failureOf(() => Assertions.isolated(chart)).split('\n').map(line => `${line.split(': ')[0]}: ${line.split("'. ")[1]}`))];

  test.each<[string, (chart: Chart) => unknown]>([
    ['Deployment of cdk8s-plus', chart => new kplus.Deployment(chart, 'old', { containers: [{ image: 'old:1' }] })],
    ['CronJob of cdk8s-plus', chart => new kplus.CronJob(chart, 'old', { schedule: { expressionString: '0 0 * * *' } as any, containers: [{ image: 'old:1' }] })],
    ['CronJob of cdk8s', chart => new ApiObject(chart, 'old', {
      apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'old' } }, spec: {} } } } },
    })],
    ['Pod inside of a workload', chart => new ApiObject(new ExposedWorkload(chart, 'web', { ...MINIMAL, isolate: true }), 'old', { apiVersion: 'v1', kind: 'Pod' })],
  ])('of a %s names ExposedPods and policies', (_, declare) => {
    const chart = newChart();
    declare(chart);

    expect(fixes(chart)).toEqual([
      expect.stringMatching(/^shop\/(web\/)?old: Declare ExposedPods with isolate: true that select the pods, or add a NetworkPolicy: https:\S+\/docs\/testing\.md#pods-without-the-option-isolate\.$/),
    ]);
  });

  test('names the ExposedPods that select the pods', () => {
    const chart = newChart();
    const selector = PodSelection.of(new kplus.Deployment(chart, 'old', { containers: [{ image: 'old:1' }] }));
    const pods = new ExposedPods(chart, 'pods', { selector });

    expect(fixes(chart)).toEqual(["shop/old: Set isolate: true on 'shop/pods', which selects the pods."]);
    expect(failureOf(() => Assertions.onlyCallers(pods, []))).toContain('shop/old: all pods of the cluster can call it');
    expect(failureOf(() => Assertions.isolated(pods))).toContain('shop/old: no network policy');
    expect(failureOf(() => Assertions.isolated(chart, [pods]))).toBe('');
    Isolation.enable(chart);
    expect(failureOf(() => Assertions.isolated(chart))).toBe('');
  });
});
