import { readdirSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { read, ROOT } from './markdown';

interface Field {
  readonly id: string;
  readonly attributes: { readonly label: string };
  readonly validations?: { readonly required: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly body: readonly Field[];
}

const FOLDER = '.github/ISSUE_TEMPLATE';
const FORMS = readdirSync(join(ROOT, FOLDER)).filter(file => file !== 'config.yml');

const formIn = (file: string): Form => parse(read(`${FOLDER}/${file}`));

test.each(FORMS)('%s has a name, a description and fields with different ids, of which at least one is required', file => {
  const { name, description, body } = formIn(file);
  const ids = body.map(({ id }) => id);

  expect([name, description, ...body.map(({ attributes }) => attributes.label)].filter(text => !text)).toEqual([]);
  expect([...new Set(ids)]).toEqual(ids);
  expect(body.some(({ validations }) => validations?.required)).toBe(true);
});

test('a bug report contains the declaration, the generated manifest and the versions', () => {
  const required = formIn('bug.yml').body.filter(({ validations }) => validations?.required).map(({ id }) => id);

  expect(required).toEqual(['declaration', 'actual', 'expected', 'kubernetes', 'versions']);
});

test('docs/maintaining.md lists the labels of the forms, which must exist on GitHub', () => {
  const labels = [...new Set(FORMS.flatMap(file => formIn(file).labels))];

  expect(labels.filter(label => !read('docs/maintaining.md').includes(`\`${label}\``))).toEqual([]);
});
