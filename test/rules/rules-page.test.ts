import { readFileSync } from 'fs';
import { join } from 'path';
import { rulesPage } from '../../scripts/rules-table';

test('docs/rules.md is up to date with the rules', () => {
  const written = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8');
  // If this fails, update the page with: npx projen rules
  expect(written).toBe(rulesPage());
});
