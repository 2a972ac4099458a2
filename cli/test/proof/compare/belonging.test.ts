import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

function workload(name: string, spec: Document = {}): Document {
  const template = { metadata: { labels: { app: name, part: name } }, spec: { containers: [{ name, image: 'image:1' }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { selector: { matchLabels: { app: name } }, template, ...spec } };
}

function object(apiVersion: string, kind: string, spec: Document): Document {
  return { apiVersion, kind, metadata: { name: 'web' }, spec };
}

const scaler = (apiVersion = 'apps/v1', kind = 'HorizontalPodAutoscaler') => (
  object('autoscaling/v2', kind, { scaleTargetRef: { apiVersion, kind: 'Deployment', name: 'web' }, maxReplicas: 3 })
);
const budget = (selector: Document) => object('policy/v1', 'PodDisruptionBudget', { selector, maxUnavailable: 1 });
const service = (labels: Document) => ({ ...object('v1', 'Service', { ports: [{ port: 80 }] }), metadata: { name: 'web', labels } });
const serviceMonitor = (spec: Document) => object('monitoring.coreos.com/v1', 'ServiceMonitor', spec);
const podMonitor = (spec: Document) => object('monitoring.coreos.com/v1', 'PodMonitor', spec);
const policy = (ingress: Document[]) => object('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {}, policyTypes: ['Ingress'], ingress });

const from = (...apps: string[]) => apps.map(app => ({ podSelector: { matchLabels: { app } } }));
const ports = (...numbers: number[]) => numbers.map(port => ({ port }));

describe('Objects that belong to a workload', () => {
  test.each<[string, Document[], Document[]]>([
    ['replicas beside a scaler', [workload('web', { replicas: 3 }), scaler()], [workload('web'), scaler()]],
    ['replicas of a StatefulSet beside a scaler without a kind', [
      { ...workload('web', { replicas: 3 }) }, object('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'web' } }),
    ], [workload('web'), object('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'web' } })]],
    ['a version of the target', [scaler('apps/v1beta1')], [scaler()]],
    ['labels that select the same pods', [workload('web'), budget({ matchLabels: { part: 'web' } })], [workload('web'), budget({ matchLabels: { app: 'web' } })]],
    [
      'labels that select the same Service',
      [service({ app: 'web' }), serviceMonitor({ selector: { matchLabels: { app: 'web' } }, namespaceSelector: { matchNames: ['default'] } })],
      [service({ app: 'web', own: 'web' }), serviceMonitor({ selector: { matchLabels: { own: 'web' } } })],
    ],
    [
      'durations',
      [podMonitor({ podMetricsEndpoints: [{ port: 'a', interval: '1m30s', scrapeTimeout: '1500ms' }] })],
      [podMonitor({ podMetricsEndpoints: [{ port: 'a', interval: '90s', scrapeTimeout: '1s500ms' }] })],
    ],
    [
      'rules that are written together',
      [policy([{ from: from('a', 'b'), ports: ports(1, 2) }])],
      [policy([{ from: from('b'), ports: ports(2) }, { from: from('a'), ports: ports(1, 2) }, { from: from('a', 'b'), ports: ports(1) }])],
    ],
  ])('%s mean the same', (_, before, after) => {
    expect(compare(before, after).filter(({ object: title }) => !title.startsWith('Service '))).toEqual([]);
  });

  test.each<[string, Document[], Document[], string]>([
    ['replicas without a scaler', [workload('web', { replicas: 3 })], [workload('web')], 'spec.replicas'],
    ['no replicas beside a scaler, which turn it off', [workload('web', { replicas: 0 }), scaler()], [workload('web'), scaler()], 'spec.replicas'],
    ['a scaler of another group', [scaler('example.com/v1')], [scaler()], 'spec.scaleTargetRef.apiVersion'],
    [
      'labels that select other pods', [workload('web'), workload('api'), budget({ matchLabels: { app: 'api' } })],
      [workload('web'), workload('api'), budget({ matchLabels: { app: 'web' } })], 'spec.selector.selected',
    ],
    ['labels that select no pods', [budget({ matchLabels: { app: 'a' } })], [budget({ matchLabels: { app: 'b' } })], 'spec.selector'],
    ['all namespaces', [serviceMonitor({ namespaceSelector: { any: true } })], [serviceMonitor({})], 'spec.namespaceSelector'],
    ['another duration', [podMonitor({ podMetricsEndpoints: [{ interval: '1m' }] })], [podMonitor({ podMetricsEndpoints: [{ interval: '2m' }] })], 'interval'],
    ['a duration that is none', [podMonitor({ podMetricsEndpoints: [{ interval: 'often' }] })], [podMonitor({ podMetricsEndpoints: [{ interval: '0' }] })], 'interval'],
    ['rules for other ports', [policy([{ from: from('a'), ports: ports(1) }])], [policy([{ from: from('a'), ports: ports(2) }])], 'spec.ingress'],
    ['a rule without ports', [policy([{ from: from('a') }])], [policy([{ from: from('a'), ports: ports(2) }])], 'spec.ingress'],
  ])('%s do not mean the same', (_, before, after, path) => {
    expect(compare(before, after)).toContainEqual(expect.objectContaining({ path: expect.stringContaining(path) }));
  });

  test('many rules are compared as they are written', () => {
    const many = (start: number) => policy([{ from: Array.from({ length: 40 }, (_, index) => from(`a${index}`)[0]), ports: ports(...Array.from({ length: 40 }, (_, index) => start + index)) }]);
    expect(compare([many(1)], [many(1)])).toEqual([]);
    expect(compare([many(1)], [many(2)])).not.toEqual([]);
  });
});
