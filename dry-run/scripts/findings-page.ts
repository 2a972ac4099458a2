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

A finding is a problem with objects that the API server accepts one by one: they do not work together, or an update breaks clients or loses
data. An **error** means that these objects cannot work, and fails a run. A **warning** may be correct in a cluster that has more objects.
"The manifests" are the documents that you give, the live objects that you pass with \`live\` or \`--live\`, and, for references, the objects
that you pass with \`context\` or \`--context\`: see [which objects the check knows](repositories.md). The option \`references: false\`, on the
command line \`--no-references\`, disables all findings except the first ${SERVER_FINDINGS.length}.

| Finding | Severity | Description | Source |
| --- | --- | --- | --- |
`;

/** The text of docs/findings.md. */
export function findingsPage(): string {
  return INTRO + [...SERVER_FINDINGS, ...FINDING_RULES].map(row).join('');
}

function row({ id, severity, description, source }: FindingRule): string {
  const linked = source.split('; ').map(each => each.startsWith('https:') ? `[${new URL(each).hostname}](${each})` : `\`${each}\``).join('; ');
  return `| \`${id}\` | ${severity} | ${description.replace(/\|/g, '\\|')} | ${linked} |\n`;
}

if (require.main === module) {
  writeFileSync(join(__dirname, '..', 'docs', 'findings.md'), findingsPage());
}
