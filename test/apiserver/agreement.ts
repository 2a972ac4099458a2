import type { Case } from './cases';
import { replay, type Outcome } from './replay';
import { RULES } from '../../lib/rules';
import type { Rule } from '../../lib/rules/rule';

/** All rules by their ids. */
export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(Object.values(RULES).flat().map(rule => [rule.id, rule]));

/** Rules on hazards that a justification in the declaration overrides. */
const OVERRIDABLE = ['external-ips-justification', 'backend-address-hazard', 'hostname-hazard'];

/** Rules on fields that older servers take and leave out, which their verdict does not tell: test/rules/documents/ has what they store. */
const DROPPED = ['version-too-old'];

/** What is wrong between the verdict of a server and what becomes of the declaration; nothing where they agree. */
export function disagreement(testCase: Case, version: string): string | undefined {
  const plain = replay(testCase, version);
  const overridden = replay(testCase, version, { override: true });
  if (plain.unwritable) {
    return undefined;
  }
  if (testCase.clusterFact) {
    const informed = replay(testCase, version, { override: true, facts: true });
    return plain.rules.length > 0 ? 'refused without knowing the cluster' : unfounded(testCase, informed);
  }
  if (testCase.verdict[version] === 'reject') {
    return overridden.rules.length === 0 ? 'the server refuses what synthesizes' : unfounded(testCase, overridden);
  }
  const withoutHazard = plain.rules.filter(id => RULES_BY_ID.get(id)!.hazard === undefined && !DROPPED.includes(id));
  if (withoutHazard.length > 0) {
    return `the server accepts what is refused by ${withoutHazard.join(', ')}, which is no hazard`;
  }
  const overriddenInVain = overridden.rules.filter(id => OVERRIDABLE.includes(id));
  return overriddenInVain.length > 0 ? `a justification does not override ${overriddenInVain.join(', ')}` : unfounded(testCase, overridden);
}

/** Rules that refused the case and do not cite it. */
function unfounded(testCase: Case, outcome: Outcome): string | undefined {
  const silent = outcome.rules.filter(id => !RULES_BY_ID.get(id)!.cases.includes(testCase.id));
  return silent.length > 0 ? `refused by ${silent.join(', ')}, which does not cite the case` : undefined;
}

/** Whether a case that a rule cites shows that rule: refused by it, or on the right side of the limit. */
export function shows(testCase: Case, rule: Rule, version: string): boolean {
  const outcomes = [{}, { override: true }, { facts: true }].map(manner => replay(testCase, version, manner));
  if (outcomes[0].unwritable) {
    return false;
  }
  const refused = outcomes.some(outcome => outcome.rules.includes(rule.id));
  return refused || (testCase.verdict[version] === 'accept' && outcomes[0].rules.length === 0);
}
