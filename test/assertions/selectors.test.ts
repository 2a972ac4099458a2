import { ApiObject, App, Chart } from 'cdk8s';
import { allow, failureOf, others, shop, type Shop } from './support';
import { Assertions, ClusterProfile, ExposedWorkload } from '../../lib';
import { MINIMAL } from '../support';

const TEAM = { matchLabels: { team: 'shop' } };
const NAME = 'kubernetes.io/metadata.name';
const WITHOUT_Z = { matchExpressions: [{ key: 'z', operator: 'DoesNotExist' }] };

/** `web` and `db`, in which `web` has the label `team: shop`, and the namespace has it if `labels` has. */
function shopOfTeam(labels?: Record<string, string>): Shop {
  const declared = shop();
  declared.web.workload.podMetadata.addLabel('team', 'shop');
  if (labels) {
    new ApiObject(declared.chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
  }
  return declared;
}

/** What a peer of a policy allows in addition to `web`. */
function allowedBy(peer: object, labels?: Record<string, string>): string {
  const declared = shopOfTeam(labels);
  allow(declared, { from: [peer] });
  return others(declared).replace('shop/db: ', '').replace(" can call it, because of NetworkPolicy 'allow' (shop/allow).", '');
}

describe('a selector that requires no label also selects pods that the app does not declare', () => {
  test.each<[string, object]>([
    ['DoesNotExist', { key: 'z', operator: 'DoesNotExist' }],
    ['NotIn', { key: 'team', operator: 'NotIn', values: ['a', 'b'] }],
  ])('with the operator %s', (_, expression) => {
    const podSelector = { matchExpressions: [expression] };

    expect(allowedBy({ podSelector })).toBe(`all pods of the namespace 'shop' except for those that ${JSON.stringify(podSelector)} excludes`);
    expect(allowedBy({ podSelector: { ...podSelector, ...TEAM } })).toBe('nothing');
  });

  test.each<[string, object]>([
    ['In', { key: 'team', operator: 'In', values: ['shop'] }],
    ['Exists', { key: 'team', operator: 'Exists' }],
  ])('and not with the operator %s', (_, expression) => {
    expect(allowedBy({ podSelector: { matchExpressions: [expression] } })).toBe('nothing');
  });
});

describe('a selector of namespaces', () => {
  test.each<[string, object, string]>([
    ['without requirements', {}, 'all namespaces'],
    ['for a label that every namespace has', { matchExpressions: [{ key: NAME, operator: 'Exists' }] }, `all namespaces except for those that {"matchExpressions":[{"key":"${NAME}","operator":"Exists"}]} excludes`],
    ['by the absence of a label', WITHOUT_Z, `all namespaces except for those that ${JSON.stringify(WITHOUT_Z)} excludes`],
    ['with a label of no namespace of the app', { matchLabels: { team: 'other' } }, 'namespaces with {"matchLabels":{"team":"other"}}'],
  ])('%s selects namespaces that the app does not declare', (_, namespaceSelector, place) => {
    expect(allowedBy({ namespaceSelector, podSelector: TEAM }, { team: 'shop' })).toBe(`pods with {"matchLabels":{"team":"shop"}} of ${place}`);
  });

  test.each<[string, object]>([
    ['by its name', { matchLabels: { [NAME]: 'shop' } }],
    ['by a list of its name', { matchExpressions: [{ key: NAME, operator: 'In', values: ['shop'] }] }],
    ['by its label', { matchLabels: { team: 'shop' }, ...WITHOUT_Z }],
  ])('%s selects only the callers in the namespace', (_, namespaceSelector) => {
    expect(allowedBy({ namespaceSelector, podSelector: TEAM }, { team: 'shop' })).toBe('nothing');
    expect(allowedBy({ namespaceSelector, podSelector: WITHOUT_Z }, { team: 'shop' })).toContain("all pods of the namespace 'shop' except");
  });

  test('by names selects namespaces without a caller too', () => {
    const namespaceSelector = { matchExpressions: [{ key: NAME, operator: 'In', values: ['shop', 'kube-system'] }] };

    expect(allowedBy({ namespaceSelector, podSelector: TEAM })).toBe("pods with {\"matchLabels\":{\"team\":\"shop\"}} of the namespace 'kube-system'");
  });

  test('by a label selects all namespaces of the app that have it', () => {
    const declared = shopOfTeam({ team: 'shop' });
    new ApiObject(declared.chart, 'other', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'shop' } } });
    allow(declared, { from: [{ namespaceSelector: TEAM, podSelector: TEAM }] });

    expect(others(declared)).toContain("pods with {\"matchLabels\":{\"team\":\"shop\"}} of the namespace 'other' can call it");
  });

  test('by name and label does not select a namespace of the app without the label, and selects one that is not in the app', () => {
    const selector = (name: string) => ({ matchLabels: { [NAME]: name, team: 'shop' } });

    expect(allowedBy({ namespaceSelector: selector('shop'), podSelector: TEAM }, {})).toContain('pods with {"matchLabels":{"team":"shop"}} of namespaces with');
    expect(allowedBy({ namespaceSelector: selector('other'), podSelector: TEAM })).toBe("pods with {\"matchLabels\":{\"team\":\"shop\"}} of the namespace 'other'");
  });

  test('of another cluster is not known', () => {
    const app = new App();
    const [blue, green] = ['blue', 'green'].map(cluster => {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      ClusterProfile.set(chart, { cluster });
      return chart;
    });
    const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(blue, id, { ...MINIMAL, isolate: true, podMetadata: { labels: { team: 'shop' } } }));
    new ApiObject(green, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'shop' } } });
    new ExposedWorkload(green, 'web', { ...MINIMAL, podMetadata: { labels: { team: 'shop' } } });
    allow({ chart: blue, web, db }, { from: [{ namespaceSelector: TEAM, podSelector: TEAM }] }, { from: [{ podSelector: TEAM }] });

    expect(failureOf(() => Assertions.onlyCallers(db, [web, db]))).toContain('pods with {"matchLabels":{"team":"shop"}} of namespaces with {"matchLabels":{"team":"shop"}} can call it');
    expect(failureOf(() => Assertions.onlyCallers(db, [web, db]))).not.toContain('green');
  });
});

test('the namespace of a policy can be unknown', () => {
  const chart = new Chart(new App(), 'shop');
  const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(chart, id, { ...MINIMAL, isolate: true }));
  web.connectTo(db);

  expect(others({ chart, web, db })).toBe('nothing');
  allow({ chart, web, db }, { from: [{ podSelector: {} }] });
  expect(others({ chart, web, db })).toContain('shop/db: all pods of the namespace of the policy can call it');
});

test('namespaces with a label do not include one that is unknown', () => {
  const chart = new Chart(new App(), 'shop');
  const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(chart, id, { ...MINIMAL, isolate: true }));
  allow({ chart, web, db }, { from: [{ namespaceSelector: TEAM, podSelector: { matchLabels: web.workload.matchLabels } }] });

  expect(others({ chart, web, db })).toContain('of namespaces with {"matchLabels":{"team":"shop"}} can call it');
});
