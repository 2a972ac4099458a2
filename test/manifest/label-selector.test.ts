import { requirementsOf, selectsLabels } from '../../lib/manifest/label-selector';

const LABELS = { app: 'web', track: 'stable' };
const expression = (key: unknown, operator?: unknown, values?: unknown) => ({ matchExpressions: [{ key, operator, values }] });

describe('a label selector', () => {
  test.each<[object, boolean]>([
    [{}, true],
    [{ matchLabels: null, matchExpressions: null }, true],
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'db' } }, false],
    [expression('app', 'In', ['web', 'db']), true],
    [expression('team', 'In', ['web']), false],
    [expression('app', 'NotIn', ['web']), false],
    [expression('app', 'NotIn', ['db']), true],
    [expression('team', 'NotIn', ['web']), true],
    [expression('app', 'Exists'), true],
    [expression('toString', 'Exists', []), false],
    [expression('app', 'DoesNotExist', null), false],
    [expression('team', 'DoesNotExist'), true],
  ])('%j selects labels as the API server does', (selector, expected) => {
    expect(selectsLabels(selector, LABELS)).toBe(expected);
  });

  test.each<unknown>([
    undefined, null, 'x', [], { matchLabels: 'x' }, { matchLabels: [] }, { matchLabels: { app: 5 } }, { matchExpressions: 'x' }, { matchExpressions: {} },
    { matchExpressions: ['x'] }, { matchExpressions: [null] }, expression(5, 'Exists'), expression('app'), expression('app', 'Equals', ['web']), expression('app', 'In'),
    expression('app', 'In', []), expression('app', 'In', 'web'), expression('app', 'In', [5]), expression('app', 'Exists', ['web']), expression('app', 'NotIn', {}),
  ])('%j, which the API server refuses, selects nothing', selector => {
    expect(requirementsOf(selector)).toBeUndefined();
    expect(selectsLabels(selector, LABELS)).toBe(false);
  });
});
