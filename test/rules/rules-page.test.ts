import { readFileSync } from 'fs';
import { join } from 'path';
import { rulesPage } from '../../scripts/rules-table';

test('docs/rules.md, which contains an example of the message for each rule, is up to date', () => {
  const written = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8').split('\n');
  const changed = rulesPage().split('\n').filter(line => !written.includes(line));

  expect(changed.length === 0 ? [] : ["docs/rules.md is out of date. Run 'npx projen rules', review the change, and commit it.", ...changed]).toEqual([]);
  expect(written.join('\n')).toBe(rulesPage());
});
