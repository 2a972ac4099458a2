import { environmentOf, expand } from './expansion';

const KNOWN = { A: '1', B: '2', EMPTY: '', REFERENCE: '$(A)' };

test.each([
  ['$(A)-$(B)', '1-2'],
  ['x$(EMPTY)y', 'xy'],
  ['$(UNKNOWN)', '$(UNKNOWN)'],
  ['$$(A)', '$(A)'],
  ['$$$(A)', '$1'],
  ['$$$$(A)', '$$(A)'],
  ['$(REFERENCE)', '$(A)'],
  ['$(A$(B))', '$(A$(B))'],
  ['$A ${A} $', '$A ${A} $'],
  ['$(A', '$(A'],
  ['$(B)$(', '2$('],
  ['$(A$$B)', '$(A$$B)'],
])('%s is expanded to %s', (text, expanded) => {
  expect(expand(text, KNOWN)).toBe(expanded);
});

test('a reference resolves to an earlier variable of the list, or else to a variable of envFrom', () => {
  const variables = [{ name: 'A', value: '$(B)' }, { name: 'B', value: '$(B)+$(A)' }, { name: 'C', value: '$(B)' }];

  expect(environmentOf(variables, { B: 'source' })).toEqual({ A: 'source', B: 'source+source', C: 'source+source' });
});
