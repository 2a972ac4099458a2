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

/** The date of the decision, or undefined if the status has another form. */
function dateOf(record: string): string | undefined {
  return /^(?:Accepted|Superseded), (\d{4}-\d{2}-\d{2})\.(?:\s|$)/.exec(sectionsOf(record).get('Status') ?? '')?.[1];
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
])('a status with %s is reported', (_, status) => {
  expect(dateOf(`# Title\n\n## Status\n\n${status}\n`)).toBeUndefined();
});

test.each(FOLDERS)('the list in %s contains every record of the folder, with its date', folder => {
  const index = read(`${folder}/${INDEX}`);
  const rows = index.split('\n').filter(line => /^\| \[/.test(line));

  expect(rows.map(row => `${folder}/${linksIn(row)[0]}`).sort()).toEqual(recordsIn(folder));
  expect(rows.filter(row => !row.includes(`| ${dateOf(read(`${folder}/${linksIn(row)[0]}`))} |`))).toEqual([]);
});
