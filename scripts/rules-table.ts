import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../lib/rules';
import type { Rule } from '../lib/rules/rule';
import { messagesOf } from '../test/rules/broken';
import { BROKEN_DECLARATIONS } from '../test/rules/broken-declarations';

const INTRO = `# Rules

A declaration that breaks a rule is refused: by the constructor that gets it, or at \`cdk8s synth\` where it takes the whole app to know.
Everything that is wrong with one declaration is said at once, a line each:

\`\`\`text
<path of the construct>: <field> <value>: <what is asked>. <what to write instead> [<rule>]
\`\`\`

The name in brackets is a heading on this page. Each rule has the place in Kubernetes that it comes from and, where there are any, the cases in
\`test/apiserver/cases.json\` that show it: documents that were sent to real API servers, with their answers.

A **hazard** is something that the API server takes and that does not work, or does harm. Where there is a way to insist on it, the rule names it.

This page is written by \`scripts/rules-table.ts\` from the rules themselves.
`;

/** The text of docs/rules.md. */
export function rulesPage(): string {
  const groups = Object.entries(RULES);
  const tables = groups.map(([group, rules]) => `\n## ${group}\n\n| Rule | What is asked | Source |\n| --- | --- | --- |\n${rules.map(row).join('')}`);
  const details = groups.flatMap(([, rules]) => rules.map(describeRule));
  return `${INTRO}${tables.join('')}\n## Messages\n\nOf each rule one message in full.\n${details.join('')}`;
}

function row(rule: Rule): string {
  const cells = [`[${rule.id}](#${rule.id})`, escaped(rule.limit), rule.source.split('; ').map(linked).join('; ')];
  return `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |\n`;
}

function describeRule(rule: Rule): string {
  const facts = [
    ...rule.cases.length > 0 ? [`Cases: ${rule.cases.join(', ')}.`] : [],
    ...rule.hazard === undefined ? [] : [`A hazard. ${escaped(rule.hazard)}`],
  ];
  const message = messagesOf(BROKEN_DECLARATIONS[rule.id].declare)[0];
  return `\n### ${rule.id}\n\n\`\`\`text\n${message}\n\`\`\`\n${facts.map(fact => `\n${fact}\n`).join('')}`;
}

/** Sources are URLs, other pages of this documentation, or files and functions of Kubernetes. */
function linked(source: string): string {
  const [, url, rest] = /^(https:\/\/[^\s,]+)(.*)$/.exec(source) ?? [];
  if (url) {
    return `<${url}>${escaped(rest)}`;
  }
  const [, page] = /^docs\/(decisions\/\S+\.md)$/.exec(source) ?? [];
  return page ? `[${page}](${page})` : source === 'docs/rules.md' ? 'this library' : escaped(source);
}

/** Characters that Markdown would read as markup. */
function escaped(text: string): string {
  return text.replace(/[_*<>[\]]/g, character => `\\${character}`);
}

if (require.main === module) {
  const docs = join(__dirname, '..', 'docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'rules.md'), rulesPage());
}
