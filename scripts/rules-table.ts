import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../lib/rules';
import type { Rule } from '../lib/rules/rule';
import { messagesOf } from '../test/rules/broken';
import { brokenDeclaration } from '../test/rules/broken-declarations';

const INTRO = `# Rules

A declaration that breaks a rule is refused: by the constructor that receives it or, if the rule concerns the whole app, by \`cdk8s synth\`.
One error reports all problems of a declaration, one line for each:

\`\`\`text
<path of the construct>: <field> <value>: <rule>. <what to write instead> [<id of the rule>] <address of the rule on this page>
\`\`\`

Each rule names its source: a page of the Kubernetes documentation, or a file or function of Kubernetes or of a controller. Some rules also have
*recorded answers*: manifests that were sent to real API servers of several versions, with the answer of each server (accepted, or refused with
a message). Look up an id such as A01 in [test/against-server/recorded/cases.json](../test/against-server/recorded/cases.json) to see the manifest and the answers.

A **hazard** is a value that the API server accepts, but that then fails or does harm. If a rule can be overridden, its description says how.

\`npx projen rules\` generates this page from the rules.
`;

/** The text of docs/rules.md. */
export function rulesPage(): string {
  const groups = Object.entries(RULES);
  const tables = groups.map(([group, rules]) => `\n## ${group}\n\n| Id | Rule | Source |\n| --- | --- | --- |\n${rules.map(row).join('')}`);
  const details = groups.flatMap(([, rules]) => rules.map(describeRule));
  return `${INTRO}${tables.join('')}\n## Messages\n\nAn example of the message for each rule.\n${details.join('')}`;
}

function row(rule: Rule): string {
  const cells = [`[${rule.id}](#${rule.id})`, escaped(rule.limit), rule.source.split('; ').map(linked).join('; ')];
  return `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |\n`;
}

function describeRule(rule: Rule): string {
  const facts = [
    ...rule.cases.length > 0 ? [`Recorded answers of API servers: ${rule.cases.join(', ')}.`] : [],
    ...rule.hazard === undefined ? [] : [`**Hazard:** ${escaped(rule.hazard)}`],
  ];
  const message = messagesOf(brokenDeclaration(rule.id).declare)[0];
  return `\n### ${rule.id}\n\n\`\`\`text\n${message}\n\`\`\`\n${facts.map(fact => `\n${fact}\n`).join('')}`;
}

/** A source is a URL, another page of this documentation, or a file or function of Kubernetes. */
function linked(source: string): string {
  const [, url, rest] = /^(https:\/\/[^\s,]+)(.*)$/.exec(source) ?? [];
  if (url) {
    return `<${url}>${escaped(rest)}`;
  }
  const [, page, more] = /^docs\/((?!rules\.md)[\w/-]+\.md(?:#[\w-]+)?)(.*)$/.exec(source) ?? [];
  return page ? `[${page}](${page})${escaped(more)}` : source === 'docs/rules.md' ? 'this library' : escaped(source);
}

/** Escapes characters that have a meaning in Markdown. */
function escaped(text: string): string {
  return text.replace(/[_*<>[\]]/g, character => `\\${character}`);
}

if (require.main === module) {
  const docs = join(__dirname, '..', 'docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'rules.md'), rulesPage());
}
