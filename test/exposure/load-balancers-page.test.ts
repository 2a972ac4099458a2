import { readFileSync } from 'fs';
import { join } from 'path';
import { LoadBalancerProvider } from '../../lib';
import { PROVIDERS } from '../../lib/exposure/load-balancer/providers';
import { INTENTS, isGap, type Gap, type Way } from '../../lib/exposure/load-balancer/way';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'load-balancers.md'), 'utf8');
const PREFIX = 'service.beta.kubernetes.io/';

/** Those that are known; where none is named, nothing can be said. */
const KNOWN = Object.values(LoadBalancerProvider).filter(provider => provider !== LoadBalancerProvider.GENERIC).map(provider => PROVIDERS[provider]);

/** How an intent is met, or that it is refused. */
function cell(way: Way | Gap): string {
  if (isGap(way)) {
    return 'error';
  }
  const said = way.writes.map(key => `\`${key.replace(PREFIX, '…/')}\``).join('<br>') || 'always so';
  return way.note ? `${said}<br>(${way.note})` : said;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The table of intents by providers. */
function table(): string {
  return [
    row(['', ...KNOWN.map(({ title }) => title)]),
    row(['---', ...KNOWN.map(() => '---')]),
    ...INTENTS.map(intent => row([`\`${intent}\``, ...KNOWN.map(({ ways }) => cell(ways[intent]))])),
    row(['`sourceRanges`', ...KNOWN.map(() => '`spec.loadBalancerSourceRanges`')]),
  ].join('\n');
}

test('the table in the page is what the code does', () => {
  const [shown] = /^\| +\|[^]*?(?=\n\n)/m.exec(PAGE) ?? [];

  expect(shown).toBe(table());
});

test('the page has the source of every provider', () => {
  const documents = KNOWN.flatMap(({ ways }) => Object.values(ways)).flatMap(({ source }) => source.match(/https:[^;\s]+/g) ?? []);

  expect([...new Set(documents)].filter(url => !PAGE.includes(url))).toEqual([]);
});

test('every way and every gap has a source', () => {
  expect(Object.values(PROVIDERS).flatMap(({ ways }) => Object.values(ways)).filter(({ source }) => source === '')).toEqual([]);
});
