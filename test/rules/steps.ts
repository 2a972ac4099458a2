import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { BROKEN_DECLARATIONS } from './broken-declarations';
import { DOCUMENTS } from './documents';
import { HAZARDS_NOT_DEMONSTRATED, NOT_DEMONSTRATED } from './documents/not-demonstrated';
import type { Rule } from '../../lib/rules/rule';
import { CASES } from '../against-server/recorded/cases';

const ROOT = join(__dirname, '..', '..');

/**
 * The steps of "Adding a rule" (CONTRIBUTING.md) that are missing for a rule, each with the file to change.
 *
 * @param group the rules of the same subject, which show to which files the rule belongs
 */
export function missingSteps({ id, cases, hazard }: Rule, group: readonly Rule[]): string[] {
  return [
    ...id in BROKEN_DECLARATIONS ? [] : [`Add the smallest declaration that breaks '${id}' to ${fileFor(group, 'test/rules', /^broken-.+\.ts$/)}.`],
    ...missingDocuments(id, hazard, fileFor(group, 'test/rules/documents', /\.ts$/)),
    ...cases.filter(cited => CASES.every(known => known.id !== cited)).map(cited => (
      `The rule '${id}' cites the case '${cited}', which test/against-server/recorded/cases.json does not contain. Remove it from the cases of the rule.`
    )),
  ];
}

function missingDocuments(id: string, hazard: string | undefined, file: string): string[] {
  if (id in NOT_DEMONSTRATED) {
    return [];
  }
  if (!(id in DOCUMENTS)) {
    return [`Add a document that breaks '${id}' to ${file}, or the reason why there is none to NOT_DEMONSTRATED in test/rules/documents/not-demonstrated.ts.`];
  }
  const hasHazard = (DOCUMENTS[id].hazards ?? []).length > 0 || id in HAZARDS_NOT_DEMONSTRATED;
  if (hazard !== undefined && !hasHazard) {
    return [`'${id}' has a hazard. Add a document that breaks the rule and that the server accepts to ${file}, or the reason why there is none to HAZARDS_NOT_DEMONSTRATED in test/rules/documents/not-demonstrated.ts.`];
  }
  return hazard === undefined && hasHazard ? [`The server accepts a document in ${file} that breaks '${id}'. Explain in hazard of the rule why it is refused.`] : [];
}

/** Steps that are left over from rules that no longer exist. */
export function obsoleteSteps(rules: readonly Rule[]): string[] {
  const parts = { 'test/rules/broken-*.ts': BROKEN_DECLARATIONS, 'test/rules/documents/': DOCUMENTS, 'test/rules/documents/not-demonstrated.ts': NOT_DEMONSTRATED };
  return Object.entries(parts).flatMap(([file, byId]) => Object.keys(byId)
    .filter(id => rules.every(rule => rule.id !== id))
    .map(id => `No rule has the id '${id}'. Remove it from ${file}, or add the rule to lib/rules/index.ts.`));
}

/** Rules in files of lib/rules/ that RULES does not contain. */
export function unlistedRules(rules: readonly Rule[]): string[] {
  return readdirSync(join(ROOT, 'lib/rules')).filter(each => each.endsWith('.ts')).flatMap(file => {
    const exported: Record<string, unknown> = jest.requireActual(join(ROOT, 'lib/rules', file));
    return Object.entries(exported).flatMap(([name, value]) => rulesIn(value)
      .filter(rule => !rules.includes(rule))
      .map(({ id }) => `Add ${name} of lib/rules/${file}, which contains the rule '${id}', to RULES in lib/rules/index.ts.`));
  });
}

function rulesIn(value: unknown): Rule[] {
  return Object.values(value ?? {}).filter((part): part is Rule => typeof part?.id === 'string' && typeof part.limit === 'string');
}

/** The file of a folder that mentions most of these rules. */
function fileFor(rules: readonly Rule[], folder: string, name: RegExp): string {
  const mentions = (file: string) => {
    const text = readFileSync(join(ROOT, folder, file), 'utf8');
    return rules.filter(({ id }) => text.includes(`'${id}':`)).length;
  };
  const [[file, count]] = readdirSync(join(ROOT, folder)).filter(each => name.test(each) && each !== 'not-demonstrated.ts')
    .map(each => [each, mentions(each)] as const)
    .sort(([, a], [, b]) => b - a);
  return count > 0 ? `${folder}/${file}` : `a file of ${folder}/`;
}
