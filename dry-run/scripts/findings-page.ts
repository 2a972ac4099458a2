/**
 * Writes docs/findings.md.
 *
 * usage: ts-node scripts/findings-page.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_RULES } from '../src/findings';
import type { FindingRule } from '../src/findings/rule';
import { SERVER_FINDINGS } from '../src/findings/server-findings';

const INTRO = `# Findings

What the API server takes, object by object, and what does not work, or is regretted, later. An **error** fails a run: with what was given it
can't work. A **warning** may be right in a cluster that holds more. \`references: false\`, on the command line \`--no-references\`, leaves
out all but the first four.

| Finding | | What is found | Source |
| --- | --- | --- | --- |
`;

/** The text of docs/findings.md. */
export function findingsPage(): string {
  return INTRO + [...SERVER_FINDINGS, ...FINDING_RULES].map(row).join('');
}

function row({ id, severity, says, source }: FindingRule): string {
  const linked = source.split('; ').map(each => each.startsWith('https:') ? `[${new URL(each).hostname}](${each})` : `\`${each}\``).join('; ');
  return `| \`${id}\` | ${severity} | ${says.replace(/\|/g, '\\|')} | ${linked} |\n`;
}

if (require.main === module) {
  writeFileSync(join(__dirname, '..', 'docs', 'findings.md'), findingsPage());
}
