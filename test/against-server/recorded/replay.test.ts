import { demonstrates, disagreement, RULES_BY_ID } from './agreement';
import { CASES, RECORDED_VERSIONS } from './cases';
import { missingFields } from './missing-fields';
import { replay } from './replay';

/** Groups texts by their keys, sorted by key. */
function group(pairs: readonly (readonly [key: string, text: string])[]): Record<string, string[]> {
  const keys = [...new Set(pairs.map(([key]) => key))].sort();
  return Object.fromEntries(keys.map(key => [key, pairs.filter(([other]) => other === key).map(([, text]) => text)]));
}

describe.each(RECORDED_VERSIONS)('for the cases of API server %s,', version => {
  test('the server accepts each case that synthesizes, and rejects each refused case unless it is a hazard', () => {
    const disagreements = CASES.map(testCase => [testCase.id, disagreement(testCase, version)]).filter(([, difference]) => difference !== undefined);
    expect(disagreements).toEqual([]);
  });

  test('the documents of accepted cases have all fields of the cases', () => {
    const missing = CASES.filter(({ verdict }) => verdict[version] === 'accept').flatMap(testCase => {
      const { documents } = replay(testCase, version, { override: true });
      return documents.length > 0 ? missingFields(testCase.object, documents).map(path => `${testCase.id} ${path}`) : [];
    });
    expect(missing).toEqual([]);
  });
});

test.each([...RULES_BY_ID.values()].filter(rule => rule.cases.length > 0).map(rule => [rule.id, rule] as const))('rule %s cites only cases that demonstrate it', (_, rule) => {
  const cited = CASES.filter(testCase => rule.cases.includes(testCase.id));
  const unrelated = cited.filter(testCase => !RECORDED_VERSIONS.every(version => demonstrates(testCase, rule, version)));
  expect(unrelated.map(({ id }) => `Remove '${id}' from the cases of '${rule.id}' in lib/rules/: neither the library nor the server refuses it for this rule`)).toEqual([]);
});

test('the number of replayed cases by result matches the snapshot', () => {
  const figures = RECORDED_VERSIONS.map(version => {
    const outcomes = CASES.map(testCase => ({ testCase, ...replay(testCase, version) })).filter(({ notDeclarable }) => !notDeclarable);
    const count = (verdict: string, refused: boolean) => outcomes.filter(
      ({ testCase, rules }) => testCase.verdict[version] === verdict && (rules.length > 0) === refused,
    ).length;
    return [version, {
      'replayed': outcomes.length,
      'refused by both': count('reject', true),
      'accepted by both': count('accept', false),
      'hazards, refused only by this library': count('accept', true),
      'facts of the cluster, refused only by the server': count('reject', false),
      'impossible to declare': CASES.length - outcomes.length,
    }];
  });
  expect(Object.fromEntries(figures)).toMatchSnapshot();
});

test('the hazards that each rule refuses match the snapshot', () => {
  const newest = RECORDED_VERSIONS[RECORDED_VERSIONS.length - 1];
  const hazards = CASES.flatMap(testCase => [RECORDED_VERSIONS[0], newest]
    .filter(version => testCase.verdict[version] === 'accept')
    .flatMap(version => replay(testCase, version).rules.map(rule => [rule, `${testCase.id} on ${version}: ${testCase.case}`] as const)));
  expect(group(hazards)).toMatchSnapshot();
});

test('the cases that cannot be declared for each reason match the snapshot', () => {
  const notDeclarable = CASES.flatMap(testCase => {
    const found = replay(testCase, RECORDED_VERSIONS[0]).notDeclarable;
    return found ? [[found.reason, `${testCase.id} ${found.field}`] as const] : [];
  });
  expect(group(notDeclarable)).toMatchSnapshot();
});
