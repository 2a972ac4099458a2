import { basename } from 'path';
import { linksIn, pagesIn, read } from './markdown';

const FOLDERS = ['docs/decisions', 'dry-run/docs/decisions'];
const INDEX = 'README.md';
const HEADINGS = ['Status', 'Context', 'Decision', 'Consequences'];
const RECORDS = FOLDERS.flatMap(recordsIn);

function recordsIn(folder: string): string[] {
  return pagesIn(folder).filter(page => basename(page) !== INDEX);
}

/** The sections of a record by their headings. */
function sectionsOf(record: string): Map<string, string> {
  return new Map(record.split(/^## /m).slice(1).map(section => [section.split('\n')[0], section.split('\n').slice(1).join('\n').trim()]));
}

const ACCEPTED = /^Accepted, (\d{4}-\d{2}-\d{2})\.(?!\S)(?![^]*\bChanged\b(?!,\s\d{4}-\d{2}-\d{2}:\s\S))/;
const SUPERSEDED = /^Superseded, (\d{4}-\d{2}-\d{2})\.\s[^]*\[[^\]]+\]\([^)]+\.md\)/;

/** The date of the decision, or undefined if the status has another form. */
function dateOf(record: string): string | undefined {
  const status = sectionsOf(record).get('Status') ?? '';
  return (ACCEPTED.exec(status) ?? SUPERSEDED.exec(status))?.[1];
}

test.each(RECORDS)('%s has the sections of a record, each with a text', file => {
  const sections = sectionsOf(read(file));

  expect([...sections.keys()]).toEqual(HEADINGS);
  expect([...sections].filter(([, text]) => text === '')).toEqual([]);
});

test.each(RECORDS)('%s has a status with the date of the decision', file => {
  expect(dateOf(read(file))).toMatch(/./);
});

test.each([
  ['no date', 'Accepted.'],
  ['another state', 'Proposed, 2026-11-28.'],
  ['another form of date', 'Accepted, 28.11.2026.'],
  ['a change without a date', 'Accepted, 2026-11-28. Changed: names.'],
  ['a change without a text', 'Accepted, 2026-11-28. Changed, 2026-11-29.'],
  ['no link to the record that replaces it', 'Superseded, 2026-11-28. See the record about names.'],
])('a status with %s is reported', (_, status) => {
  expect(dateOf(`# Title\n\n## Status\n\n${status}\n`)).toBeUndefined();
});

test.each([
  ['changes', 'Accepted, 2026-11-28. Changed, 2026-11-29: names. Changed,\n2026-11-30: addresses.'],
  ['a link to the record that replaces it', 'Superseded, 2026-11-28. See [names](names.md).'],
])('a status with %s has the date of the decision', (_, status) => {
  expect(dateOf(`# Title\n\n## Status\n\n${status}\n`)).toBe('2026-11-28');
});

test.each(FOLDERS)('the list in %s contains every record of the folder, with its date', folder => {
  const index = read(`${folder}/${INDEX}`);
  const rows = index.split('\n').filter(line => /^\| \[/.test(line));

  expect(rows.map(row => `${folder}/${linksIn(row)[0]}`).sort()).toEqual(recordsIn(folder));
  expect(rows.filter(row => !row.includes(`| ${dateOf(read(`${folder}/${linksIn(row)[0]}`))} |`))).toEqual([]);
});
