import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { INEFFECTIVE_OPTIONS } from '../lib/load-balancer/ineffective-options';
import { isUnsupported, SETTINGS, type Mapping, type Unsupported } from '../lib/load-balancer/mapping/mapping';
import { PROTOCOL_USES } from '../lib/load-balancer/mapping/protocols';
import { knownProviders } from '../lib/load-balancer/providers/providers';

const PAGE = join(__dirname, '..', 'docs', 'load-balancers.md');
const PREFIX = 'service.beta.kubernetes.io/';
/** The generic provider is not in the tables, because it supports no setting. */
const PROVIDERS = knownProviders();
const KNOWN = Object.entries(PROVIDERS).filter(([id]) => id !== 'generic').map(([, provider]) => provider);
/** The table begins with the only row without a name of a column. */
const TABLE = /^\| +\|[^]*?(?=\n\n)/m;
const PROTOCOL_TABLE = /^\| Ports \|[^]*?(?=\n\n)/m;

const INEFFECTIVE_TABLE = /^\| Annotation \|[^]*?(?=\n\n)/m;

/**
 * The text of docs/load-balancers.md with its tables: the annotations that settings and protocols become for each provider, and the annotations that
 * make options ineffective.
 */
export function loadBalancersPage(text: string): string {
  return text.replace(TABLE, table).replace(PROTOCOL_TABLE, protocolTable).replace(INEFFECTIVE_TABLE, ineffectiveTable);
}

function table(): string {
  return [
    ...header(''),
    ...SETTINGS.map(setting => row([`\`${setting}\``, ...KNOWN.map(({ mappings }) => cell(mappings[setting], 'always'))])),
    row(['`sourceRanges`', ...KNOWN.map(() => '`spec.loadBalancerSourceRanges`')]),
  ].join('\n');
}

function ineffectiveTable(): string {
  return [
    row(['Annotation', 'Values', 'Options', 'Providers', 'Reason']),
    row(['---', '---', '---', '---', '---']),
    ...INEFFECTIVE_OPTIONS.map(({ annotation, values, options, providers, reason }) => row([
      `\`${annotation.replace(PREFIX, '…/')}\``,
      values,
      options.map(option => `\`${option}\``).join(', '),
      providers.map(id => id === 'custom' ? 'custom providers' : PROVIDERS[id].title).join(', '),
      reason.replaceAll(PREFIX, '…/'),
    ])),
  ].join('\n');
}

function protocolTable(): string {
  return [...header('Ports'), ...PROTOCOL_USES.map(use => row([use, ...KNOWN.map(({ protocols }) => cell(protocols![use], 'yes'))]))].join('\n');
}

function header(first: string): string[] {
  return [row([first, ...KNOWN.map(({ title }) => title)]), row(['---', ...KNOWN.map(() => '---')])];
}

/**
 * The annotations of a setting, or the statement that it is refused.
 *
 * @param supported the text for a setting without an annotation
 */
function cell(mapping: Mapping | Unsupported, supported: string): string {
  if (isUnsupported(mapping)) {
    return 'error';
  }
  const annotations = mapping.writes.map(key => `\`${key.replace(PREFIX, '…/')}\``).join('<br>') || supported;
  return mapping.note ? `${annotations}<br>(${mapping.note})` : annotations;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (require.main === module) {
  writeFileSync(PAGE, loadBalancersPage(readFileSync(PAGE, 'utf8')));
}
