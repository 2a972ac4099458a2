import { readFileSync } from 'fs';
import { join } from 'path';
import { isUnsupported, SETTINGS, type Mapping, type Unsupported } from '../../lib/load-balancer/mapping/mapping';
import { PROVIDERS } from '../../lib/load-balancer/providers/providers';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'load-balancers.md'), 'utf8');
const PREFIX = 'service.beta.kubernetes.io/';

/** The providers in the table. The generic provider is not in it, because it supports no setting. */
const { generic, ...others } = PROVIDERS;
const KNOWN = Object.values(others);

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

/** The table of settings by provider. */
function table(): string {
  return [
    row(['', ...KNOWN.map(({ title }) => title)]),
    row(['---', ...KNOWN.map(() => '---')]),
    ...SETTINGS.map(setting => row([`\`${setting}\``, ...KNOWN.map(({ mappings }) => cell(mappings[setting]))])),
    row(['`sourceRanges`', ...KNOWN.map(() => '`spec.loadBalancerSourceRanges`')]),
  ].join('\n');
}

test('the table on the page agrees with the code', () => {
  const [shown] = /^\| +\|[^]*?(?=\n\n)/m.exec(PAGE) ?? [];

  expect(shown).toBe(table());
});

test('the page names the sources of every provider', () => {
  const documents = KNOWN.flatMap(({ mappings }) => Object.values(mappings)).flatMap(({ source }) => source.match(/https:[^;\s]+/g) ?? []);

  expect([...new Set(documents)].filter(url => !PAGE.includes(url))).toEqual([]);
});

test('every setting of every provider has a source', () => {
  expect([generic, ...KNOWN].flatMap(({ mappings }) => Object.values(mappings)).filter(({ source }) => source === '')).toEqual([]);
});
