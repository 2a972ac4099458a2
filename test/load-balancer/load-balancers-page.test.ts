import { knownProviders } from '../../lib/load-balancer/providers/providers';
import { loadBalancersPage } from '../../scripts/provider-table';
import { read } from '../markdown';

const PAGE = read('docs/load-balancers.md');

const providers = Object.entries(knownProviders()).map(([id, { mappings, protocols = {} }]) => (
  { id, sources: [...Object.values(mappings), ...Object.values(protocols)].map(({ source }) => source) }
));

test('the table on the page agrees with the code', () => {
  expect(loadBalancersPage(PAGE) === PAGE ? '' : "The table in docs/load-balancers.md is out of date. Run 'npx projen provider-table', review the change, and commit it.").toBe('');
});

test('a table that does not agree with the code is replaced', () => {
  const changed = PAGE.replace('| MetalLB |', '| OtherLB |').replace('\n| `sourceRanges`', '\n| `more`').replace('\n| SCTP |', '\n| QUIC |');

  expect(changed).not.toBe(PAGE);
  expect(loadBalancersPage(changed) === loadBalancersPage(PAGE)).toBe(true);
});

test('the page names the sources of every provider', () => {
  const addresses = new Set(providers.flatMap(({ sources }) => sources).flatMap(source => source.match(/https:[^;\s]+/g) ?? []));

  expect([...addresses].filter(address => !PAGE.includes(address)).map(address => `Add ${address} to 'Sources' in docs/load-balancers.md`)).toEqual([]);
});

test('every setting of every provider has a source', () => {
  expect(providers.filter(({ sources }) => sources.includes('')).map(({ id }) => `A setting of '${id}' in lib/load-balancer/providers/ has no source`)).toEqual([]);
});
