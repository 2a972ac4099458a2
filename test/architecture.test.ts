import { existsSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import * as ts from 'typescript';
import { filesIn, read, ROOT } from './markdown';
import { LAYERS } from '../projenrc/layers';

const CONSTRUCTS = 'the constructs';

const { dirname } = posix;

/** The sources of the library, as paths below `lib/`. */
const sources = filesIn('lib', '.ts').map(path => path.slice('lib/'.length));
const folders = [...new Set(sources.map(dirname))].filter(folder => folder !== '.').sort();

/** The files that a file imports, also those of which it imports only types, which the linter ignores when it looks for circles. */
function importsOf(source: string): string[] {
  const text = readFileSync(join(ROOT, 'lib', source), 'utf8');
  return Array.from(text.matchAll(/from '(\.[^']*)'/g), ([, path]) => posix.join(dirname(source), `${path}.ts`)).filter(file => sources.includes(file));
}

/** The files that are part of a circle of imports: files that are left after all files that import nothing else have been removed. */
function filesInCircles(importsBySource: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...importsBySource.keys()];
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    left = left.filter(file => importsBySource.get(file)!.some(imported => left.includes(imported)));
  }
  return left.filter(file => left.some(other => importsBySource.get(other)!.includes(file)));
}

/** The folders that import from a folder. */
function importersOf(folder: string): string[] {
  const importing = sources.filter(source => {
    return source !== 'index.ts' && dirname(source) !== folder && importsOf(source).some(imported => dirname(imported) === folder);
  });
  return [...new Set(importing.map(source => dirname(source) === '.' ? CONSTRUCTS : `\`${dirname(source)}\``))].sort();
}

describe('folders of lib/', () => {
  test.each(folders)('lib/%s/README.md states what is in the folder and who imports it', folder => {
    const page = posix.join('lib', folder, 'README.md');
    const expected = `Imported by: ${importersOf(folder).join(', ')}.`;

    expect({ page, exists: existsSync(join(ROOT, page)) }).toEqual({ page, exists: true });
    expect({ page, lastLine: read(page).trimEnd().split('\n\n').at(-1)!.replace(/\n/g, ' ') }).toEqual({ page, lastLine: expected });
  });

  test('ARCHITECTURE.md lists all folders in the order of the layers', () => {
    const section = read('ARCHITECTURE.md').split(/^## /m).find(text => text.startsWith('Folders'))!;
    const rows = Array.from(section.matchAll(/^\| (`[^|]*`) \|/gm), ([, cell]) => cell.split(', ').map(folder => folder.slice(1, -1)));

    expect(rows).toEqual([...LAYERS].reverse().slice(1));
  });
});

test('the folders of test/ that ARCHITECTURE.md names exist', () => {
  const [, row] = /^\| `test\/` \|(.*)\|$/m.exec(read('ARCHITECTURE.md'))!;
  const named = Array.from(row.matchAll(/`([^`]+)\/`/g), ([, folder]) => folder).filter(folder => folder !== 'lib');

  expect(named.length).toBeGreaterThan(2);
  expect(named.filter(folder => !existsSync(join(ROOT, 'test', folder)))).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(filesInCircles(new Map(sources.map(source => [source, importsOf(source)])))).toEqual([]);
  expect(filesInCircles(new Map([['a', ['b']], ['b', ['c']], ['c', ['b', 'd']], ['d', []]]))).toEqual(['b', 'c']);
});

/** The exports of a file that are not functions `check…(problems: Problems, …): void`. */
function otherExports(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const exported = source.statements.filter(statement => {
    return ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  });
  return exported.filter(statement => !ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement) && !isCheck(statement)).map(statement => `${file}: ${statement.getText().split('\n')[0]}`);
}

function isCheck(statement: ts.Statement): boolean {
  return ts.isFunctionDeclaration(statement)
    && /^check[A-Z]/.test(statement.name?.text ?? '')
    && statement.parameters.at(0)?.getText() === 'problems: Problems'
    && statement.type?.kind === ts.SyntaxKind.VoidKeyword;
}

describe('check files', () => {
  test('export only functions that report to problems and return nothing', () => {
    const checks = sources.filter(source => posix.basename(source).startsWith('check-'));

    expect(checks.length).toBeGreaterThan(25);
    expect(checks.flatMap(file => otherExports(file, read(join('lib', file))))).toEqual([]);
  });

  test.each([
    ['a function that returns a value', 'export function checkPort(problems: Problems, port: Port): boolean { return true; }'],
    ['a function with another name', 'export function isPort(problems: Problems): void {}'],
    ['a function without problems', 'export function checkPort(port: Port): void {}'],
    ['a constant', 'export const PORTS = [80];'],
  ])('%s is reported', (_, text) => {
    expect(otherExports('check-ports.ts', text)).toHaveLength(1);
  });
});
