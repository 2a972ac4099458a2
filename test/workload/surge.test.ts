import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controller, PodCount, Rollout, type ExposedWorkload, type ExposedWorkloadProps, type RollingUpdateOptions } from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';

const refused = ['rollout-surge'];
const POD = '/spec/template/spec';

const rulesOf = (change: (workload: ExposedWorkload, chart: ApiObject['chart']) => void, props: Partial<ExposedWorkloadProps> = {}) => {
  return rulesBrokenBy(chart => change(web(chart, props), chart));
};
const patched = (...patches: JsonPatch[]) => (workload: ExposedWorkload) => ApiObject.of(workload).addJsonPatch(...patches);
const separated = (term: object) => patched(JsonPatch.add(`${POD}/affinity`, {
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', ...term }] },
}));
const hostPort = (workload: ExposedWorkload) => workload.container.addPort({ number: 9000, hostPort: 9000 });
const spread = (options?: kplus.WorkloadSchedulingSpreadOptions) => (workload: ExposedWorkload) => {
  (workload.workload as kplus.Deployment).scheduling.spread(options);
};
const rolling = (options: RollingUpdateOptions) => Controller.deployment({ rollout: Rollout.rollingUpdate(options) });
const OWN = { 'cdk8s-service-patterns/workload': 'deployment.web' };

test.each<[string, string[], (workload: ExposedWorkload) => void]>([
  ['a host port', refused, hostPort],
  ['the network of the node', refused, patched(JsonPatch.add(`${POD}/hostNetwork`, true))],
  ['the network of the node without ports', [], patched(JsonPatch.add(`${POD}/hostNetwork`, true), JsonPatch.remove(`${POD}/containers/0/ports`))],
  ['a host port of a sidecar', refused, workload => (workload.workload as kplus.Deployment).addInitContainer({
    name: 'proxy', image: 'proxy:1', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, ports: [{ number: 9000, hostPort: 9000 }],
  })],
  ['a host port of an init container', [], workload => workload.workload.addInitContainer({ name: 'init', image: 'init:1', ports: [{ number: 9000, hostPort: 9000 }] })],
  ['pods that are spread over nodes', refused, spread()],
  ['pods that are spread over zones', refused, spread({ topology: kplus.Topology.ZONE })],
  ['pods that are spread if possible', [], spread({ weight: 100 })],
  ['an anti-affinity to all pods of the namespace', refused, separated({ labelSelector: {} })],
  ['an anti-affinity in the namespace of the pods', refused, separated({ labelSelector: { matchLabels: OWN }, namespaces: ['shop'] })],
  ['an anti-affinity in all namespaces', refused, separated({ labelSelector: { matchLabels: OWN }, namespaceSelector: {} })],
  ['an anti-affinity in another namespace', [], separated({ labelSelector: { matchLabels: OWN }, namespaces: ['orders'] })],
  ['an anti-affinity to other pods', [], separated({ labelSelector: { matchLabels: { app: 'queue' } } })],
  ['an anti-affinity without a selector, which matches no pods', [], separated({})],
  ['an anti-affinity to pods with a label of their own', refused, separated({ labelSelector: { matchExpressions: [{ key: Object.keys(OWN)[0], operator: 'Exists' }] } })],
  ['an anti-affinity to pods with one of several values', refused, separated({
    labelSelector: { matchExpressions: [{ key: Object.keys(OWN)[0], operator: 'In', values: ['deployment.web', 'deployment.api'] }] },
  })],
  ['an anti-affinity to pods without a label of their own', [], separated({ labelSelector: { matchExpressions: [{ key: Object.keys(OWN)[0], operator: 'DoesNotExist' }] } })],
  ['an anti-affinity to pods with other values', [], separated({
    labelSelector: { matchExpressions: [{ key: Object.keys(OWN)[0], operator: 'NotIn', values: ['deployment.web'] }] },
  })],
  ['an anti-affinity to pods of the same revision', [], separated({ labelSelector: { matchLabels: OWN }, matchLabelKeys: ['pod-template-hash'] })],
  ['a topology spread constraint', [], patched(JsonPatch.add(`${POD}/topologySpreadConstraints`, [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: OWN } },
  ]))],
])('with the default rollout of a Deployment, %s breaks the rules %j', (_, broken, change) => {
  expect(rulesOf(change)).toEqual(broken);
});

test.each<[string, Partial<ExposedWorkloadProps>]>([
  ['a rolling update that terminates an old pod first', { controller: rolling({ maxSurge: PodCount.of(0), maxUnavailable: PodCount.of(1) }) }],
  ['a rolling update that is set explicitly', { controller: rolling({ maxUnavailable: PodCount.of(0) }) }],
  ['Rollout.recreate()', { controller: Controller.deployment({ rollout: Rollout.recreate() }) }],
  ['no pods', { replicas: 0 }],
  ['a StatefulSet, which terminates the old pod first', { controller: Controller.statefulSet() }],
  ['a DaemonSet, which terminates the old pod first', { controller: Controller.daemonSet() }],
])('a host port is accepted with %s', (_, props) => {
  expect(rulesOf(hostPort, props)).toEqual([]);
});

test.each([
  ['a host port', hostPort],
  ['a required anti-affinity', spread()],
])('the message about %s states how to override the rule, and the effect of its fix on one replica', (_, change) => {
  expect(messagesOf(chart => change(web(chart)))).toEqual([
    expect.stringMatching(/with one replica, no pod is then available during a rollout\. .*If a node is always free, set the rollout explicitly: Rollout\.rollingUpdate\(\{ maxUnavailable: PodCount\.of\(0\) \}\)\. \[rollout-surge\]/),
  ]);
});

test('a strategy that a JSON patch sets is checked', () => {
  const rollout = (strategy: object) => rulesOf(workload => {
    hostPort(workload);
    patched(JsonPatch.replace('/spec/strategy', strategy))(workload);
  });

  expect(rollout({ type: 'Recreate' })).toEqual([]);
  expect(rollout({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } })).toEqual([]);
  expect(rollout({ type: 'RollingUpdate' })).toEqual(refused);
});
