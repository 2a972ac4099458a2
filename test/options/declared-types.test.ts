import { declaredTypesFile } from '../../scripts/declared-types';
import { read } from '../markdown';

const FILE = 'lib/options/declared-types.ts';

test('the types of all options are up to date', () => {
  const written = read(FILE).split('\n');
  const changed = declaredTypesFile().split('\n').filter(line => !written.includes(line));

  expect(changed.length === 0 ? [] : [`${FILE} is out of date. Run 'npx projen declared-types', and commit it.`, ...changed]).toEqual([]);
  expect(written.join('\n')).toBe(declaredTypesFile());
});
