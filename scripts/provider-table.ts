import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { isUnsupported, SETTINGS, type Mapping, type Unsupported } from '../lib/load-balancer/mapping/mapping';
import { PROVIDERS } from '../lib/load-balancer/providers/providers';

const PAGE = join(__dirname, '..', 'docs', 'load-balancers.md');
const PREFIX = 'service.beta.kubernetes.io/';
/** The table begins with the only row without a name of a column. */
const TABLE = /^\| +\|[^]*?(?=\n\n)/m;

/** The text of docs/load-balancers.md with the table of the annotations that each setting becomes for each provider. */
export function loadBalancersPage(text: string): string {
  return text.replace(TABLE, table);
}

function table(): string {
  // The generic provider is not in the table, because it supports no setting.
  const { generic, ...others } = PROVIDERS;
  const known = Object.values(others);
  return [
    row(['', ...known.map(({ title }) => title)]),
    row(['---', ...known.map(() => '---')]),
    ...SETTINGS.map(setting => row([`\`${setting}\``, ...known.map(({ mappings }) => cell(mappings[setting]))])),
    row(['`sourceRanges`', ...known.map(() => '`spec.loadBalancerSourceRanges`')]),
  ].join('\n');
}

/** The annotations of a setting, or the statement that it is refused. */
function cell(mapping: Mapping | Unsupported): string {
  if (isUnsupported(mapping)) {
    return 'error';
  }
  const annotations = mapping.writes.map(key => `\`${key.replace(PREFIX, '…/')}\``).join('<br>') || 'always';
  return mapping.note ? `${annotations}<br>(${mapping.note})` : annotations;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (require.main === module) {
  writeFileSync(PAGE, loadBalancersPage(readFileSync(PAGE, 'utf8')));
}
