import { declareObjects, deployment, documentOf, service } from './declare';
import type { Document } from '../../src/document';

function budget(spec: Document, name = 'web'): Document {
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec } };
}

describe('A PodDisruptionBudget', () => {
  test.each<[string, Document, string]>([
    ['maxUnavailable', { maxUnavailable: 1 }, 'disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), {'],
    ['minAvailable', { minAvailable: '50%' }, 'disruption: DisruptionBudget.minAvailable(PodCount.percent(50), {'],
  ])('with %s is the option disruption in place, with the default of Kubernetes', (_, spec, code) => {
    const result = declareObjects([deployment('web', { replicas: 3 }), service('web'), budget(spec)], true);
    expect(result.adopted['PodDisruptionBudget web']).toBe('option disruption of web');
    expect(result.code).toContain(code);
    expect(documentOf(result.documents, 'PodDisruptionBudget')).toEqual(budget({ ...spec, unhealthyPodEvictionPolicy: 'IfHealthyBudget' }));
  });

  test('has the default of the library otherwise', () => {
    const { code, documents } = declareObjects([deployment('web', { replicas: 3 }), budget({ maxUnavailable: 1 })]);
    expect(code).toContain('disruption: DisruptionBudget.maxUnavailable(PodCount.of(1)),');
    expect(documentOf(documents, 'PodDisruptionBudget')).toEqual(budget({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }));
  });

  test.each(['AlwaysAllow', 'IfHealthyBudget'])('keeps its policy %s, its name and its metadata', unhealthyPodEvictionPolicy => {
    for (const inPlace of [false, true]) {
      const original = budget({ minAvailable: 1, unhealthyPodEvictionPolicy }, 'web-budget');
      original.metadata.labels = { team: 'shop' };
      const { documents } = declareObjects([deployment('web', { replicas: 2 }), original], inPlace);
      expect(documentOf(documents, 'PodDisruptionBudget')).toEqual(original);
    }
  });

  test('is not added to pods that two workloads select, which then could not be evicted', () => {
    const overlapping = ['web', 'web-2'].map(name => ({ ...deployment('web', { replicas: 2 }), metadata: { name } }));
    const { documents } = declareObjects(overlapping);
    expect(documents.map(({ kind }) => kind)).toEqual(['Deployment', 'Deployment']);
  });

  test('of a StatefulSet has no policy', () => {
    for (const inPlace of [false, true]) {
      const { documents } = declareObjects([deployment('web', { replicas: 2, kind: 'StatefulSet' }), budget({ minAvailable: 1 })], inPlace);
      expect(documentOf(documents, 'PodDisruptionBudget')).toEqual(budget({ minAvailable: 1 }));
    }
  });

  test.each<[string, Document, number]>([
    ['no unavailable pod', { maxUnavailable: 0 }, 3],
    ['as many available pods as there are', { minAvailable: 3 }, 3],
    ['a percentage that is rounded up to all pods', { minAvailable: '90%' }, 3],
    ['an available pod of one', { minAvailable: 1 }, 1],
  ])('with %s has a justification', (_, spec, replicas) => {
    const { code, documents } = declareObjects([deployment('web', { replicas }), budget(spec)], true);
    expect(code).toContain("noEvictionJustification: 'the existing manifest has this budget'");
    expect(documentOf(documents, 'PodDisruptionBudget').spec).toMatchObject(spec);
  });

  test('is compared with the minimum of the scaler, or with one pod if the scaler stays a document', () => {
    const scaler = (others: Document) => ({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 4, ...others },
    });
    for (const [others, needsJustification] of [[{}, false], [{ future: 1 }, true]] as const) {
      const { code, adopted } = declareObjects([deployment('web', { replicas: 3 }), scaler(others), budget({ minAvailable: 1 })]);
      expect(adopted['PodDisruptionBudget web']).toBe('option disruption of web');
      expect(code.includes('noEvictionJustification')).toBe(needsJustification);
    }
  });

  test.each<[string, Document[], string]>([
    ['with expressions', [budget({ selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }, maxUnavailable: 1 })], 'The selector has matchExpressions.'],
    ['over all pods', [budget({ selector: {}, maxUnavailable: 1 })], 'The selector has no labels, so it selects all pods of the namespace.'],
    ['over no pods', [budget({ selector: { matchLabels: { app: 'api' } }, maxUnavailable: 1 })], 'It selects no pods of these manifests.'],
    ['of an old version', [{ ...budget({ maxUnavailable: 1 }), apiVersion: 'policy/v1beta1' }], 'Kubernetes no longer serves policy/v1beta1. Change it to policy/v1.'],
    ['without a number', [budget({})], 'No option expresses spec.maxUnavailable: it is neither a number nor a percentage.'],
    ['with two numbers', [budget({ maxUnavailable: 1, minAvailable: 1 })], 'No option expresses spec.maxUnavailable: a budget has only one of maxUnavailable and minAvailable.'],
    ['beside another one', [budget({ maxUnavailable: 1 }), budget({ minAvailable: 1 }, 'other')], 'PodDisruptionBudget other selects the same pods, so Kubernetes evicts none of them. Remove one of both.'],
  ])('%s stays a document', (_, budgets, why) => {
    const { adopted, documents } = declareObjects([deployment('web', { replicas: 3 }), ...budgets], true);
    expect(adopted['PodDisruptionBudget web']).toEqual([why]);
    expect(documents.filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual(budgets);
  });

  test('over the pods of several workloads stays a document', () => {
    const shared = { labels: { part: 'shop' } };
    const original = budget({ selector: { matchLabels: { part: 'shop' } }, maxUnavailable: 1 }, 'shop');
    const { adopted } = declareObjects([deployment('web', shared), deployment('api', shared), original]);
    expect(adopted['PodDisruptionBudget shop']).toEqual(['It selects the pods of Deployment web and Deployment api.']);
  });

  test('over pods of a workload that stays a document stays a document', () => {
    const broken = deployment('web');
    broken.spec.selector.matchExpressions = [{ key: 'app', operator: 'Exists' }];
    const { adopted } = declareObjects([broken, budget({ maxUnavailable: 1 })]);
    expect(adopted['PodDisruptionBudget web']).toEqual(['Deployment web, whose pods it selects, stays a document.']);
  });

  test('of a DaemonSet stays a document', () => {
    const { adopted } = declareObjects([deployment('web', { kind: 'DaemonSet' }), budget({ maxUnavailable: 1 })]);
    expect(adopted['PodDisruptionBudget web']).toEqual([expect.stringContaining('leaves the pods of a DaemonSet')]);
  });
});

describe('A workload without a budget', () => {
  test('gets none in place', () => {
    const { code, documents } = declareObjects([deployment('web', { replicas: 2 })], true);
    expect(code).toContain('disruption: DisruptionBudget.none(),');
    expect(documents.map(({ kind }) => kind)).toEqual(['Deployment']);
  });

  test('has no option if it would get none', () => {
    expect(declareObjects([deployment('web', { replicas: 1 })], true).code).not.toContain('DisruptionBudget');
    expect(declareObjects([deployment('web')], true).code).not.toContain('DisruptionBudget');
  });

  test('gets that of the library otherwise', () => {
    expect(declareObjects([deployment('web', { replicas: 2 })]).documents.map(({ kind }) => kind)).toEqual(['Deployment', 'PodDisruptionBudget']);
  });
});
