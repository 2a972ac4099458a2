import { amountOf } from '../../../src/proof/compare/objects/quantity';

test.each([
  [
    '0.5',
    '500m',
  ], ['1',
    '1000m'], ['1Gi',
    '1024Mi'], ['1.5Gi',
    '1536Mi'], ['1k',
    '1e3'], ['1E',
    '1e18'], ['2E2',
    '200'], ['100M',
    '0.1G'], ['.5',
    '0.5'], ['5.',
    '5'],
  ['1n', '1m'], ['0.5n', '1m'], ['0.0001', '1m'], ['+1', '1'], ['1u', '0.001'],
])('%s is as much as %s', (a, b) => {
  expect(amountOf(a)).toBe(amountOf(b));
});

test.each([['1', '1m'], ['1M', '1Mi'], ['1', '-1'], ['1Ki', '1000'], ['1T', '1P'], ['1Ti', '1Pi'], ['1Ei', '1E']])('%s is not as much as %s', (a, b) => {
  expect(amountOf(a)).not.toBe(amountOf(b));
});

test.each(['', '.', 'much', '1X', '1e', '1KiB'])('the text %j is no quantity', text => {
  expect(amountOf(text)).toBe(text);
});

test('a number is a quantity', () => {
  expect(amountOf(0.25)).toBe('250m');
});
