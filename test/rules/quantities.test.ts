import { compareQuantities, isQuantity, nanosOf } from '../../lib/rules/quantities';

describe('isQuantity', () => {
  test.each([
    '0', '1', '100m', '0.5', '.5', '5.', '1.5Gi', '128Mi', '500M', '1k', '1Ki', '2T', '3P', '4E', '7Ei', '1e3', '1E3', '1E+3', '12e-3', '+1', '-1', '007', '1n', '1u',
    '0.000000001', '1.0000000000', '9223372036854775807', '0e99',
  ])('%j is a quantity', text => {
    expect(isQuantity(text)).toBe(true);
  });

  test.each([
    '', '+', '.', 'k', 'Mi', '1K', '1mi', '1 Mi', ' 1', '1 ', '128MB', '128mb', '1.2.3', '1e', '1e1.5', '1e+', '--1', '1Mi2', '0x10', 'Infinity', 'NaN', '1,5', '１',
  ])('%j is not in the notation', text => {
    expect(isQuantity(text)).toBe(false);
  });

  test.each([
    ['more than 2^63 - 1', '9223372036854775808'],
    ['8 EiB, which is 2^63', '8Ei'],
    ['a large exponent', '1e19'],
    ['more than 9 decimal places', '0.0000000001'],
    ['a part of the smallest suffix', '1.5n'],
    ['a binary amount with more than 9 decimal places', '0.0000000000001Ki'],
  ])('refuses an amount that the API server would change: %s', (_, text) => {
    expect(isQuantity(text)).toBe(false);
  });

  test('refuses texts whose conversion would take long', () => {
    expect(isQuantity('0'.repeat(100_000))).toBe(false);
    expect(isQuantity('1e-999999999999')).toBe(false);
    expect(isQuantity('1e999999999999')).toBe(false);
  });
});

describe('nanosOf', () => {
  test.each([
    ['1', 10n ** 9n],
    ['-1', -(10n ** 9n)],
    ['100m', 10n ** 8n],
    ['1.5Ki', 1536n * 10n ** 9n],
    ['0.1Ki', 102_400_000_000n],
    ['1e-3', 10n ** 6n],
    ['7Ei', 7n * 2n ** 60n * 10n ** 9n],
    ['9007199254740993', 9007199254740993n * 10n ** 9n],
  ])('%s is exact', (text, nanos) => {
    expect(nanosOf(text)).toBe(nanos);
  });
});

describe('compareQuantities', () => {
  test.each([
    ['1', '1000m'], ['1Gi', '1024Mi'], ['0.5', '500m'], ['1e3', '1k'], ['0', '-0'], ['1.50', '1500m'], ['1Ki', '1024'],
  ])('%s equals %s', (a, b) => {
    expect(compareQuantities(a, b)).toBe(0);
    expect(compareQuantities(b, a)).toBe(0);
  });

  test.each([
    ['1', '1001m'], ['1G', '1Gi'], ['-1', '0'], ['9007199254740992', '9007199254740993'], ['2', '10'], ['999999999n', '1'],
  ])('%s is less than %s', (a, b) => {
    expect(compareQuantities(a, b)).toBeLessThan(0);
    expect(compareQuantities(b, a)).toBeGreaterThan(0);
  });
});
