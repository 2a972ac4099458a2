import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './input/folders';
import { checkOut, folderOf, writeFiles } from '../src/output-files';

const FILES = [{ path: 'main.ts', content: 'a' }, { path: 'main/shop.ts', content: 'b' }, { path: 'main/sub/x.yaml', content: 'c' }];

function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf-8', withFileTypes: true }).filter(entry => entry.isFile());
  return Object.fromEntries(names.map(({ parentPath, name }) => join(parentPath, name)).sort()
    .map(path => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf-8')]));
}

test('the main file and those of the folder of its name are written, and nothing else', () => {
  const folder = folderWith({ 'other.txt': 'kept' });
  writeFiles(join(folder, 'main.ts'), FILES);

  expect(contentsOf(folder)).toEqual({ 'other.txt': 'kept', 'main.ts': 'a', 'main/shop.ts': 'b', 'main/sub/x.yaml': 'c' });
  expect(folderOf(join(folder, 'main.ts'))).toBe(join(folder, 'main'));
});

test('existing files are replaced, and others in the folder are kept', () => {
  const folder = folderWith({ 'main.ts': 'old', 'main/shop.ts': 'old', 'main/own.ts': 'kept' });
  writeFiles(join(folder, 'main.ts'), FILES);

  expect(contentsOf(folder)).toEqual({ 'main.ts': 'a', 'main/own.ts': 'kept', 'main/shop.ts': 'b', 'main/sub/x.yaml': 'c' });
});

test('a link at the place of a file is replaced, and not followed', () => {
  const folder = folderWith({ 'target.ts': 'kept' });
  symlinkSync(join(folder, 'target.ts'), join(folder, 'main.ts'), 'junction');
  writeFiles(join(folder, 'main.ts'), [{ path: 'main.ts', content: 'a' }]);

  expect(contentsOf(folder)).toEqual({ 'main.ts': 'a', 'target.ts': 'kept' });
});

test('if a file cannot be written, the existing files stay, and no others', () => {
  const folder = folderWith({ 'main.ts': 'old', 'main/sub': 'a file' });

  expect(() => writeFiles(join(folder, 'main.ts'), FILES)).toThrow(/^the files cannot be written: .*\. Make the folder writable, or specify another one\.$/);
  expect(contentsOf(folder)).toEqual({ 'main.ts': 'old', 'main/sub': 'a file' });
});

test('folders that were created for files that cannot be written are removed', () => {
  const folder = folderWith({});
  const files = [{ path: 'main.ts', content: 'a' }, { path: 'main/a/b/c.ts', content: 'b' }, { path: `main/${'x'.repeat(300)}`, content: 'c' }];

  expect(() => writeFiles(join(folder, 'main.ts'), files)).toThrow('the files cannot be written');
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['../x.ts', 'other.ts', 'main/../../x.ts', 'main//x.ts', '/etc/x', 'mainly/x.ts', 'main/a\\b', 'main/./x', 'main', 'main/a:b'])(
  'the path %p is refused, and nothing is written', path => {
    const folder = folderWith({});

    expect(() => writeFiles(join(folder, 'main.ts'), [...FILES, { path, content: '' }])).toThrow('is neither the file of --out nor in the folder of its name');
    expect(readdirSync(folder)).toEqual([]);
  });

describe('the target', () => {
  test('can be free', () => {
    const folder = folderWith({ 'app.ts': '', 'app/x.ts': '' });

    expect(() => checkOut(join(folder, 'main.ts'), false)).not.toThrow();
  });

  test('can be replaced only with --force', () => {
    const folder = folderWith({ 'a.ts': '', 'b/x.ts': '', 'c.ts': '', 'c/x.ts': '' });
    const messageOf = (name: string) => {
      try {
        checkOut(join(folder, name), false);
        return undefined;
      } catch (error) {
        return (error as Error).message.replaceAll(JSON.stringify(folder).slice(1, -1), '.').replaceAll('\\\\', '/');
      }
    };

    expect(messageOf('a.ts')).toBe('--out "./a.ts": "./a.ts" already exists. Specify another name, or --force to replace the files.');
    expect(messageOf('b.ts')).toBe('--out "./b.ts": "./b" already exists. Specify another name, or --force to replace the files.');
    expect(messageOf('c.ts')).toBe('--out "./c.ts": "./c.ts" and "./c" already exist. Specify another name, or --force to replace the files.');
    ['a.ts', 'b.ts', 'c.ts'].forEach(name => expect(() => checkOut(join(folder, name), true)).not.toThrow());
  });

  test('cannot be in a folder that does not exist', () => {
    const folder = folderWith({});

    expect(() => checkOut(join(folder, 'absent', 'main.ts'), true)).toThrow('does not exist. Create it first.');
    expect(existsSync(join(folder, 'absent'))).toBe(false);
  });

  test('cannot be a folder, and its folder cannot be a file or a link', () => {
    const folder = folderWith({ b: 'a file' });
    mkdirSync(join(folder, 'a.ts'));
    mkdirSync(join(folder, 'target'));
    symlinkSync(join(folder, 'target'), join(folder, 'c'), 'junction');
    writeFileSync(join(folder, 'c.ts'), '');

    expect(() => checkOut(join(folder, 'a.ts'), true)).toThrow('exists and is a folder. Specify another name.');
    expect(() => checkOut(join(folder, 'b.ts'), true)).toThrow('exists and is no folder. Specify another name.');
    expect(() => checkOut(join(folder, 'c.ts'), true)).toThrow('exists and is no folder. Specify another name.');
  });
});
