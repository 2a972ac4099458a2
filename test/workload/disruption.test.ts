import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, Controller, DisruptionBudget, ExposedWorkload, PodCount, UnhealthyPodEvictionPolicy, Worker, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const BUDGET = 'PodDisruptionBudget';
const claims = Controller.statefulSet({ volumeClaims: [{ name: 'data', storage: '1Gi' }] });

const budgetsOf = (props: Partial<ExposedWorkloadProps>) => synthOf(chart => web(chart, props)).filter(({ kind }) => kind === BUDGET);
const budgetsIn = (chart: Chart) => synth(chart).filter(({ kind }) => kind === BUDGET).map(({ metadata }) => metadata.name);

/** A budget that a user writes. */
function handMade(chart: Chart, name: string, selector: object | null, namespace?: string): ApiObject {
  return new ApiObject(chart, name, {
    apiVersion: 'policy/v1', kind: BUDGET, metadata: { name, namespace }, spec: { maxUnavailable: 1, selector },
  });
}

const own = (workload: ExposedWorkload) => ({ matchLabels: workload.workload.matchLabels });

describe('the default budget', () => {
  test('selects the pods by their identity, and has the name of the workload', () => {
    const [budget] = budgetsOf({ replicas: 2, workloadName: 'web-blue' });

    expect(budget).toEqual({
      apiVersion: 'policy/v1',
      kind: BUDGET,
      metadata: { name: 'web-blue', namespace: 'shop' },
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: { 'cdk8s-service-patterns/workload': 'deployment.web-blue' } },
      },
    });
  });

  test('follows the workload in the manifest', () => {
    const kinds = synthOf(chart => web(chart, { replicas: 2 })).map(({ kind }) => kind);

    expect(kinds).toEqual(['Service', 'Deployment', BUDGET]);
  });

  test.each([
    [2, 1],
    [9, 1],
    [10, '10%'],
    [40, '10%'],
  ])('lets a drain remove, of %s pods at the same time, %s', (replicas, maxUnavailable) => {
    expect(budgetsOf({ replicas })[0].spec.maxUnavailable).toBe(maxUnavailable);
  });

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['one replica', { replicas: 1 }],
    ['no replica', { replicas: 0 }],
    ['a number of pods that is not known', {}],
    ['a DaemonSet', { controller: Controller.daemonSet() }],
    ['DisruptionBudget.none()', { replicas: 2, disruption: DisruptionBudget.none() }],
  ])('does not exist with %s', (_, props) => {
    expect(budgetsOf(props)).toEqual([]);
  });

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['claims', { controller: claims }],
    ['no claims', { controller: Controller.statefulSet() }],
  ])('of a StatefulSet with %s does not evict pods that may be receiving data', (_, props) => {
    expect(budgetsOf({ replicas: 3, ...props })[0].spec).not.toHaveProperty('unhealthyPodEvictionPolicy');
  });

  test('exists for a Worker too', () => {
    const documents = synthOf(chart => new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:1', replicas: 2 }));

    expect(find(documents, BUDGET).metadata.name).toBe('mailer');
  });

  test('can be changed with a JSON patch', () => {
    const documents = synthOf(chart => {
      const workload = web(chart, { replicas: 3 });
      ApiObject.of(workload.node.findChild('DisruptionBudget')).addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', 2));
    });

    expect(find(documents, BUDGET).spec.maxUnavailable).toBe(2);
  });
});

describe('another budget of the app', () => {
  test.each<[string, (workload: ExposedWorkload) => object]>([
    ['the label of the workload', own],
    ['a label of the pods', () => ({ matchLabels: { team: 'shop' } })],
    ['an expression', () => ({ matchExpressions: [{ key: 'team', operator: 'In', values: ['shop', 'search'] }] })],
    ['an expression without values', () => ({ matchExpressions: [{ key: 'team', operator: 'Exists' }] })],
    ['an expression about another label', () => ({ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] })],
    ['everything', () => ({})],
  ])('that selects the pods by %s takes the place of the default', (_, selectorOf) => {
    const chart = newChart();
    const workload = web(chart, { replicas: 2, podMetadata: { labels: { team: 'shop' } } });
    handMade(chart, 'team-shop', selectorOf(workload));

    expect(budgetsIn(chart)).toEqual(['team-shop']);
  });

  test.each<[string, object | null]>([
    ['another label', { matchLabels: { team: 'search' } }],
    ['one of two labels', { matchLabels: { team: 'shop', tier: 'front' } }],
    ['an expression that excludes them', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['shop'] }] }],
    ['nothing', null],
  ])('that selects other pods, by %s, does not', (_, selector) => {
    const chart = newChart();
    web(chart, { replicas: 2, podMetadata: { labels: { team: 'shop' } } });
    handMade(chart, 'other', selector);

    expect(budgetsIn(chart)).toEqual(['web', 'other']);
  });

  test('in another namespace does not', () => {
    const chart = newChart();
    handMade(chart, 'other', own(web(chart, { replicas: 2 })), 'search');

    expect(budgetsIn(chart)).toEqual(['web', 'other']);
  });

  test.each<[string, (string | undefined)[], string[]]>([
    ['of which one is not known', ['production', undefined], []],
    ['with the same name', ['production', 'production'], []],
    ['with another name', ['production', 'staging'], ['web']],
  ])('in another chart counts in clusters %s', (_, clusters, expected) => {
    const app = new App();
    const [chart, other] = clusters.map((cluster, index) => {
      const created = new Chart(app, `chart-${index}`, { namespace: 'shop' });
      ClusterProfile.set(created, { cluster });
      return created;
    });
    handMade(other, 'other', own(web(chart, { replicas: 2 })));

    expect(budgetsIn(chart)).toEqual(expected);
  });

  test('in another chart counts if both have no namespace, because one command can apply them to the same one', () => {
    const app = new App();
    const [chart, other] = ['web', 'budgets'].map(id => new Chart(app, id));
    handMade(other, 'other', own(web(chart, { replicas: 2 })));

    expect(budgetsIn(chart)).toEqual([]);
  });

  test('counts as it is rendered, with its JSON patches', () => {
    const chart = newChart();
    const workload = web(chart, { replicas: 2 });
    handMade(chart, 'other', {}).addJsonPatch(JsonPatch.replace('/spec/selector', { matchLabels: { app: 'other' } }));
    handMade(chart, 'later', null).addJsonPatch(JsonPatch.replace('/spec/selector', own(workload)));

    expect(budgetsIn(chart)).toEqual(['other', 'later']);
  });

  test('counts if it is an object of cdk8s-plus', () => {
    const chart = newChart();
    const workload = web(chart, { replicas: 2 });
    new kplus.k8s.KubePodDisruptionBudget(chart, 'budget', { metadata: { name: 'other' }, spec: { selector: own(workload) } });

    expect(budgetsIn(chart)).toEqual(['other']);
  });
});

describe('a synthesis after a change', () => {
  /** All ways in which cdk8s renders an app. */
  const RENDERINGS: Readonly<Record<string, (chart: Chart) => string>> = {
    'Testing.synth': chart => JSON.stringify(Testing.synth(chart)),
    'App.synthYaml': chart => (chart.node.root as App).synthYaml(),
  };

  test.each(Object.entries(RENDERINGS))('decides again about the default budget: %s', (_, render) => {
    const chart = newChart();
    const workload = web(chart, { replicas: 2 });
    const other = new ExposedWorkload(chart, 'other', { ...MINIMAL, replicas: 2 });
    // cdk8s finds the objects of dependencies before it validates the app
    other.node.addDependency(workload);
    const count = () => render(chart).split(BUDGET).length - 1;
    ApiObject.of(workload.node.findChild('DisruptionBudget')).addJsonPatch(JsonPatch.add('/metadata/annotations', { patched: 'yes' }));

    expect(count()).toBe(2);
    handMade(chart, 'later', own(workload));
    expect(count()).toBe(2);
    expect(render(chart)).not.toContain('patched');
    workload.workload.podMetadata.addLabel('team', 'shop');
    expect(count()).toBe(2);
    chart.node.tryRemoveChild('later');
    expect(count()).toBe(2);
    expect(render(chart)).toContain('patched');
  });

  test('considers labels that were added to the pods', () => {
    const chart = newChart();
    const workload = web(chart, { replicas: 2 });
    handMade(chart, 'team', { matchLabels: { team: 'shop' } });
    expect(budgetsIn(chart)).toEqual(['web', 'team']);

    workload.workload.podMetadata.addLabel('team', 'shop');

    expect(budgetsIn(chart)).toEqual(['team']);
  });
});

describe('a declared budget', () => {
  const specOf = (disruption: DisruptionBudget, props: Partial<ExposedWorkloadProps> = {}): Document => budgetsOf({ ...props, disruption })[0].spec;

  test.each<[string, DisruptionBudget, object]>([
    ['maxUnavailable', DisruptionBudget.maxUnavailable(PodCount.of(2)), { maxUnavailable: 2 }],
    ['a percentage', DisruptionBudget.maxUnavailable(PodCount.percent(25)), { maxUnavailable: '25%' }],
    ['minAvailable', DisruptionBudget.minAvailable(PodCount.of(3)), { minAvailable: 3 }],
    ['a policy', DisruptionBudget.maxUnavailable(PodCount.of(1), { unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET }), {
      maxUnavailable: 1, unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    }],
  ])('is written with %s', (_, disruption, spec) => {
    expect(specOf(disruption, { replicas: 4 })).toMatchObject(spec);
  });

  test.each<[string, DisruptionBudget, number | undefined, string[]]>([
    ['no unavailable pod', DisruptionBudget.maxUnavailable(PodCount.of(0)), undefined, ['disruption-never']],
    ['0 % unavailable pods', DisruptionBudget.maxUnavailable(PodCount.percent(0)), 3, ['disruption-never']],
    ['1 % unavailable pods, which is rounded up', DisruptionBudget.maxUnavailable(PodCount.percent(1)), 2, []],
    ['one unavailable pod of one', DisruptionBudget.maxUnavailable(PodCount.of(1)), 1, []],
    ['all pods', DisruptionBudget.minAvailable(PodCount.percent(100)), undefined, ['disruption-never']],
    ['as many pods as there are', DisruptionBudget.minAvailable(PodCount.of(2)), 2, ['disruption-never']],
    ['fewer pods than there are', DisruptionBudget.minAvailable(PodCount.of(1)), 2, []],
    ['one pod of a workload without replicas, which has one', DisruptionBudget.minAvailable(PodCount.of(1)), undefined, ['disruption-never']],
    ['1 % of it', DisruptionBudget.minAvailable(PodCount.percent(1)), undefined, ['disruption-never']],
    ['no pod of it', DisruptionBudget.minAvailable(PodCount.of(0)), undefined, []],
    ['51 % of two pods, which is rounded up', DisruptionBudget.minAvailable(PodCount.percent(51)), 2, ['disruption-never']],
    ['50 % of two pods', DisruptionBudget.minAvailable(PodCount.percent(50)), 2, []],
    ['no pod of no replica', DisruptionBudget.minAvailable(PodCount.of(0)), 0, []],
  ])('that requires %s breaks the rules that never allow an eviction', (_, disruption, replicas, rules) => {
    expect(rulesBrokenBy(chart => web(chart, { replicas, disruption }))).toEqual(rules);
  });

  test('that never allows an eviction is written with a justification', () => {
    const options = { noEvictionJustification: 'the operator of the database moves its pods' };

    expect(specOf(DisruptionBudget.maxUnavailable(PodCount.of(0), options))).toMatchObject({ maxUnavailable: 0 });
    expect(specOf(DisruptionBudget.minAvailable(PodCount.of(2), options))).toMatchObject({ minAvailable: 2 });
  });

  test('next to another budget for the pods is refused, also if that is added later', () => {
    const chart = newChart();
    const workload = web(chart, { disruption: DisruptionBudget.maxUnavailable(PodCount.of(1)) });
    expect(budgetsIn(chart)).toEqual(['web']);

    handMade(chart, 'later', own(workload));

    expect(() => synth(chart)).toThrow("'shop/later' also selects the pods. Remove it, or set disruption: DisruptionBudget.none().");
  });
});

test('two budgets by hand for the pods of one declaration are refused', () => {
  expect(messagesOf(chart => {
    const workload = web(chart, { disruption: DisruptionBudget.none() });
    handMade(chart, 'one', own(workload));
    handMade(chart, 'two', {});
  })).toEqual([expect.stringContaining("All of these select the pods. Remove all but 'shop/two'.")]);
});

test.each<[string, unknown]>([
  ['expressions that are a text', { matchExpressions: 'x' }],
  ['labels that are a text', { matchLabels: 'x' }],
  ['an unknown operator', { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] }],
  ['an expression that is null', { matchExpressions: [null] }],
  ['a text as the selector', 'x'],
])('a budget with %s, which the API server refuses, selects no pods', (_, selector) => {
  const chart = newChart();
  web(chart, { replicas: 2 });
  handMade(chart, 'mine', selector as object);

  expect(budgetsIn(chart)).toEqual(['web', 'mine']);
});

describe('the name of a budget', () => {
  const labels = { team: 'shop' };

  test('can be that of an existing one, with its labels and annotations', () => {
    const metadata = { labels, annotations: { owner: 'shop' } };
    const budgets = [DisruptionBudget.maxUnavailable, DisruptionBudget.minAvailable].map(budget => (
      budgetsOf({ replicas: 3, disruption: budget(PodCount.of(1), { name: 'web-pdb', metadata }) })[0].metadata
    ));

    expect(budgets).toEqual([1, 2].map(() => ({ name: 'web-pdb', namespace: 'shop', ...metadata })));
  });

  test('is refused if it is not valid, and so are labels', () => {
    const disruption = DisruptionBudget.maxUnavailable(PodCount.of(1), { name: 'web_pdb', metadata: { labels: { team: 'a b' } } });

    expect(messagesOf(chart => web(chart, { disruption }))).toEqual([
      expect.stringMatching(/disruption\.name "web_pdb": .*'web-pdb'\. \[object-name\]/),
      expect.stringMatching(/disruption\.metadata\.labels.*\[label-value\]/),
    ]);
  });

  test('distinguishes two workloads of different kinds with one name, whose budgets by default have the same name', () => {
    const declared = (disruption?: DisruptionBudget) => messagesOf(chart => {
      new Worker(chart, 'a', { image: MINIMAL.image, name: 'mailer', replicas: 2 });
      new Worker(chart, 'b', { image: MINIMAL.image, name: 'mailer', replicas: 2, controller: Controller.statefulSet(), disruption });
    });
    const set = "Set disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), { name: '…' }) on one of them";

    expect(declared()).toEqual([expect.stringContaining(`'shop/a' also creates the PodDisruptionBudget 'mailer' in namespace 'shop'. A workload with two replicas or more has this budget by default. ${set}`)]);
    expect(declared(DisruptionBudget.maxUnavailable(PodCount.of(1)))).toEqual([expect.stringMatching(/Set disruption\.name: '…' on one of them/)]);
    expect(declared(DisruptionBudget.maxUnavailable(PodCount.of(1), { name: 'mailer-pods' }))).toEqual([]);
  });
});
