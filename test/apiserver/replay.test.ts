import { disagreement, RULES_BY_ID, shows } from './agreement';
import { CASES } from './cases';
import { replay } from './replay';
import { loss } from './written';

/** Versions that a profile can name and that verdicts are known of. */
const VERSIONS = ['1.33', '1.34', '1.35', '1.36'];

/** Groups texts by a key, sorted. */
function group(pairs: readonly (readonly [key: string, text: string])[]): Record<string, string[]> {
  const keys = [...new Set(pairs.map(([key]) => key))].sort();
  return Object.fromEntries(keys.map(key => [key, pairs.filter(([other]) => other === key).map(([, text]) => text)]));
}

describe.each(VERSIONS)('cases of API server %s', version => {
  test('what synthesizes is accepted, what is refused is refused by the server or is a hazard', () => {
    const disagreements = CASES.map(testCase => [testCase.id, disagreement(testCase, version)]).filter(([, what]) => what !== undefined);
    expect(disagreements).toEqual([]);
  });

  test('documents say what the accepted cases say', () => {
    const lost = CASES.filter(({ verdict }) => verdict[version] === 'accept').flatMap(testCase => {
      const { documents } = replay(testCase, version, { override: true });
      return documents.length > 0 ? loss(testCase.object, documents).map(path => `${testCase.id} ${path}`) : [];
    });
    expect(lost).toEqual([]);
  });
});

test.each([...RULES_BY_ID.values()].filter(rule => rule.cases.length > 0).map(rule => [rule.id, rule] as const))('rule %s cites cases that show it', (_, rule) => {
  const cited = rule.cases.map(id => [id, CASES.find(testCase => testCase.id === id)] as const);
  const empty = cited.filter(([, testCase]) => !testCase || !VERSIONS.every(version => shows(testCase, rule, version)));
  expect(empty.map(([id]) => id)).toEqual([]);
});

test('how many cases are replayed', () => {
  const figures = VERSIONS.map(version => {
    const outcomes = CASES.map(testCase => ({ testCase, ...replay(testCase, version) })).filter(({ unwritable }) => !unwritable);
    const count = (verdict: string, refused: boolean) => outcomes.filter(
      ({ testCase, rules }) => testCase.verdict[version] === verdict && (rules.length > 0) === refused,
    ).length;
    return [version, {
      'replayed': outcomes.length,
      'refused by both': count('reject', true),
      'accepted by both': count('accept', false),
      'hazards, refused here alone': count('accept', true),
      'facts of the cluster, refused by the server alone': count('reject', false),
      'not to be written': CASES.length - outcomes.length,
    }];
  });
  expect(Object.fromEntries(figures)).toMatchSnapshot();
});

test('which hazards are refused, by rule', () => {
  const newest = VERSIONS[VERSIONS.length - 1];
  const hazards = CASES.flatMap(testCase => [VERSIONS[0], newest]
    .filter(version => testCase.verdict[version] === 'accept')
    .flatMap(version => replay(testCase, version).rules.map(rule => [rule, `${testCase.id} on ${version}: ${testCase.case}`] as const)));
  expect(group(hazards)).toMatchSnapshot();
});

test('which cases can not be written, and why', () => {
  const unwritable = CASES.flatMap(testCase => {
    const found = replay(testCase, VERSIONS[0]).unwritable;
    return found ? [[found.reason, `${testCase.id} ${found.field}`] as const] : [];
  });
  expect(group(unwritable)).toMatchSnapshot();
});
