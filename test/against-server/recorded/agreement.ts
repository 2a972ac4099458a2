import type { Case } from './cases';
import { replay, type Outcome } from './replay';
import { RULES } from '../../../lib/rules';
import type { Rule } from '../../../lib/rules/rule';

/** All rules by their ids. */
export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(Object.values(RULES).flat().map(rule => [rule.id, rule]));

/** Rules on hazards that a justification in the declaration can override. */
const OVERRIDABLE = ['external-ips-justification', 'backend-address-hazard', 'hostname-hazard'];

/** Rules on fields that older API servers accept but do not store. The verdict does not show this; test/rules/documents/ does. */
const NOT_STORED = ['version-too-old'];

/** Describes how the verdict of an API server and the result of the declaration disagree; undefined if they agree. */
export function disagreement(testCase: Case, version: string): string | undefined {
  const plain = replay(testCase, version);
  const overridden = replay(testCase, version, { override: true });
  if (plain.notDeclarable) {
    return undefined;
  }
  if (testCase.clusterFact) {
    const informed = replay(testCase, version, { override: true, facts: true });
    return plain.rules.length > 0 ? 'refused without facts of the cluster' : refusalWithoutCase(testCase, informed);
  }
  if (testCase.verdict[version] === 'reject') {
    return overridden.rules.length === 0 ? 'the API server rejects a case that synthesizes' : refusalWithoutCase(testCase, overridden);
  }
  const withoutHazard = plain.rules.filter(id => RULES_BY_ID.get(id)!.hazard === undefined && !NOT_STORED.includes(id));
  if (withoutHazard.length > 0) {
    return `the API server accepts a case that ${withoutHazard.join(', ')} refuses without a hazard`;
  }
  const notOverridden = overridden.rules.filter(id => OVERRIDABLE.includes(id));
  return notOverridden.length > 0 ? `a justification does not override ${notOverridden.join(', ')}` : refusalWithoutCase(testCase, overridden);
}

/** Describes the rules that refuse a case but do not cite it; undefined if there are none. */
function refusalWithoutCase(testCase: Case, outcome: Outcome): string | undefined {
  const withoutCase = outcome.rules.filter(id => !RULES_BY_ID.get(id)!.cases.includes(testCase.id));
  return withoutCase.length > 0 ? `refused by ${withoutCase.join(', ')}, which does not cite the case. Add the case to cases of the rule in lib/rules/` : undefined;
}

/** Whether a case demonstrates the rule that cites it: the rule refuses it, or server and library accept it as a value within the limit. */
export function demonstrates(testCase: Case, rule: Rule, version: string): boolean {
  const outcomes = [{}, { override: true }, { facts: true }].map(options => replay(testCase, version, options));
  if (outcomes[0].notDeclarable) {
    return false;
  }
  const refused = outcomes.some(outcome => outcome.rules.includes(rule.id));
  return refused || (testCase.verdict[version] === 'accept' && outcomes[0].rules.length === 0);
}
