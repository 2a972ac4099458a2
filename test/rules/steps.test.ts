import { missingSteps, obsoleteSteps, unlistedRules } from './steps';
import { RULES } from '../../lib/rules';
import { portRules } from '../../lib/rules/ports';
import type { Rule } from '../../lib/rules/rule';

const RULE: Rule = { id: 'port-color', limit: 'a port must have a color', source: 'docs/ports.md', cases: [] };

const rules = Object.values(RULES).flat();

test('no step of a rule is missing', () => {
  const steps = Object.values(RULES).flatMap(group => group.flatMap(rule => missingSteps(rule, group)));

  expect([...steps, ...obsoleteSteps(rules), ...unlistedRules(rules)]).toEqual([]);
});

test('each missing step of a rule is reported with the file to change', () => {
  const broken = { ...RULE, cases: ['A01', 'A00'] };

  expect(missingSteps(broken, [...Object.values(portRules), broken])).toEqual([
    "Add the smallest declaration that breaks 'port-color' to test/rules/broken-services.ts.",
    "Add a document that breaks 'port-color' to test/rules/documents/ports.ts, or the reason why there is none to NOT_DEMONSTRATED in test/rules/documents/not-demonstrated.ts.",
    "The rule 'port-color' cites the case 'A00', which test/against-server/recorded/cases.json does not contain. Remove it from the cases of the rule.",
  ]);
  expect(missingSteps(RULE, [RULE])[0]).toBe("Add the smallest declaration that breaks 'port-color' to a file of test/rules/.");
});

test('a rule has a hazard if and only if the server accepts a document that breaks it', () => {
  const { duplicate, name } = portRules;

  expect(missingSteps({ ...duplicate, hazard: 'The server ignores it.' }, [duplicate])).toEqual([expect.stringMatching(/^'port-duplicate' has a hazard\. Add a document .+ to test\/rules\/documents\/ports\.ts, or .+ to HAZARDS_NOT_DEMONSTRATED in /)]);
  expect(missingSteps({ ...name, hazard: undefined }, [name])).toEqual(["The server accepts a document in test/rules/documents/ports.ts that breaks 'port-name'. Explain in hazard of the rule why it is refused."]);
});

test('steps of a rule that does not exist, and rules that are not listed, are reported', () => {
  const others = rules.filter(({ id }) => id !== 'port-number');

  expect(obsoleteSteps(others)).toEqual([
    "No rule has the id 'port-number'. Remove it from test/rules/broken-*.ts, or add the rule to lib/rules/index.ts.",
    "No rule has the id 'port-number'. Remove it from test/rules/documents/, or add the rule to lib/rules/index.ts.",
  ]);
  expect(unlistedRules(others)).toEqual(["Add portRules of lib/rules/ports.ts, which contains the rule 'port-number', to RULES in lib/rules/index.ts."]);
});
