import fs, { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configMap, folderWith } from './folders';
import { allOf } from '../../src/input/files';
import { MAX_FILE } from '../../src/input/limits';
import { problemText } from '../../src/input/problem';
import { readInput } from '../../src/input/read-input';

/** The names of the objects, and the problems without the folder. */
function read(folder: string, paths = [folder]): { names: string[]; problems: string[] } {
  const { documents, problems } = readInput(paths);
  return {
    names: documents.map(({ object }) => object.metadata.name),
    problems: problems.map(problem => problemText(problem).replaceAll(folder, '.')),
  };
}

test('the files of a folder and its subfolders are read, sorted by their names', () => {
  const folder = folderWith({
    'b.yaml': configMap('b'),
    'a.yml': configMap('a'),
    'sub/d.JSON': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"d"}}',
    'c.txt': configMap('text'),
    'node_modules/x/e.yaml': configMap('e'),
    '.git/f.yaml': configMap('f'),
    '.hidden.yaml': configMap('hidden'),
  });

  expect(read(folder)).toEqual({ names: ['hidden', 'a', 'b', 'd'], problems: [] });
});

test('a source has the file and the line of the first field', () => {
  const folder = folderWith({ 'a.yaml': `# a comment\n\n${configMap('a')}---\n# another\n${configMap('b')}` });

  expect(readInput([folder]).documents.map(({ source }) => source)).toEqual([`${folder}/a.yaml:3`, `${folder}/a.yaml:9`]);
});

test('a file is read once, also if it is specified twice', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });

  expect(read(folder, [join(folder, 'a.yaml'), folder, folder])).toEqual({ names: ['a'], problems: [] });
});

test('a file is read independently of its ending if it is specified itself', () => {
  const folder = folderWith({ 'a.txt': configMap('a') });

  expect(read(folder, [join(folder, 'a.txt')])).toEqual({ names: ['a'], problems: [] });
});

test.each([
  ['Chart.yaml', 'the folder is a Helm chart, whose templates are no manifests. Run `helm template`, and specify the result'],
  ['kustomization.yaml', 'the folder has a kustomization, which changes its manifests. Run `kustomize build`, and specify the result'],
  ['kustomization.yml', 'the folder has a kustomization, which changes its manifests. Run `kustomize build`, and specify the result'],
  ['Kustomization', 'the folder has a kustomization, which changes its manifests. Run `kustomize build`, and specify the result'],
])('a folder with %s is not read', (file, message) => {
  const folder = folderWith({ [`app/${file}`]: 'name: app', 'app/templates/web.yaml': configMap('web'), 'other.yaml': configMap('other') });

  expect(read(folder)).toEqual({ names: ['other'], problems: [`./app: ${message}`] });
});

test('links to folders are not followed, and one that leads out of the folder is reported', () => {
  const folder = folderWith({ 'app/a.yaml': configMap('a'), 'outside/b.yaml': configMap('b') });
  symlinkSync(folder, join(folder, 'app', 'loop'), 'junction');
  symlinkSync(join(folder, 'app'), join(folder, 'app', 'self'), 'junction');
  symlinkSync(join(folder, 'outside'), join(folder, 'app', 'out'), 'junction');

  expect(read(folder, [join(folder, 'app')])).toEqual({
    names: ['a'],
    problems: [
      './app/loop: the link to the folder . is not followed. Specify that folder too',
      './app/out: the link to the folder ./outside is not followed. Specify that folder too',
    ],
  });
});

test('a link to a file is followed, and one to nothing is reported', () => {
  const folder = folderWith({ 'a.txt': configMap('a') });
  symlinkSync(join(folder, 'a.txt'), join(folder, 'a.yaml'), 'junction');
  symlinkSync(join(folder, 'absent'), join(folder, 'b.yaml'), 'junction');
  symlinkSync(join(folder, 'c.yaml'), join(folder, 'c.yaml'), 'junction');

  expect(read(folder)).toEqual({
    names: ['a'],
    problems: [
      './b.yaml: there is no such file or folder, or it is a link to none. Correct the path, or do not specify it',
      './c.yaml: the file cannot be read (ELOOP). Make it readable, or do not specify it',
    ],
  });
});

test('a file or folder that cannot be read is reported', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const { geteuid } = process;
  chmodSync(join(folder, 'a.yaml'), 0);

  expect(read(folder, [join(folder, 'absent')]).problems).toEqual(['./absent: there is no such file or folder, or it is a link to none. Correct the path, or do not specify it']);
  // The user root can read all files.
  expect(read(folder).problems).toEqual(geteuid?.() === 0 ? [] : ['./a.yaml: the file cannot be read (EACCES). Make it readable, or do not specify it']);
});

test('a folder that cannot be read is reported, and the others are read', () => {
  const folder = folderWith({ 'a/a.yaml': configMap('a'), 'b/b.yaml': configMap('b') });
  const readFolder = fs.readdirSync;
  const spy = jest.spyOn(fs, 'readdirSync').mockImplementation(((path: string, options: object) => {
    if (path === join(folder, 'a')) {
      throw Object.assign(new Error('denied'), { code: 'EACCES' });
    }
    return readFolder(path, options);
  }) as typeof readFolder);
  const result = read(folder);
  spy.mockRestore();

  expect(result).toEqual({ names: ['b'], problems: ['./a: the folder cannot be read (EACCES). Make it readable, or remove it'] });
});

test('a pipe without data is waited for, until it is closed', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const readFile = fs.readSync;
  const codes = ['EAGAIN', undefined, 'EOF'];
  const spy = jest.spyOn(fs, 'readSync').mockImplementation(((descriptor: number, chunk: Buffer) => {
    const code = codes.shift();
    if (code !== undefined) {
      throw Object.assign(new Error(code), { code });
    }
    return readFile(descriptor, chunk);
  }) as typeof readFile);
  const result = read(folder);
  spy.mockRestore();

  expect(result).toEqual({ names: ['a'], problems: [] });
  expect(codes).toEqual([]);
});

test('an error of the standard input is not hidden', () => {
  expect(() => readInput(['-'], {
    readStdin: () => {
      throw new Error('EISDIR');
    },
  })).toThrow('EISDIR');
  expect(() => readInput(['-'], {
    readStdin: () => {
      const folder = fs.openSync(folderWith({}), 'r');
      try {
        return allOf(folder);
      } finally {
        fs.closeSync(folder);
      }
    },
  })).toThrow('EISDIR');
});

test('a folder without manifests is reported', () => {
  expect(read(folderWith({ 'a.txt': '' }))).toEqual({
    names: [], problems: ['.: no file in the folder ends in .yaml, .yml or .json. Specify a folder with manifests'],
  });
});

test('files without documents are skipped, and reported if nothing else is there', () => {
  const folder = folderWith({ 'a.yaml': '# nothing\n---\n', 'b.yaml': '' });

  expect(read(folder).problems).toEqual(['.: no objects were found. Check that the command that writes the manifests has succeeded']);

  writeFileSync(join(folder, 'b.yaml'), configMap('b'));
  expect(read(folder)).toEqual({ names: ['b'], problems: [] });
});

test('the standard input is read at its place among the files', () => {
  const folder = folderWith({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
  const { documents } = readInput([join(folder, 'b.yaml'), '-', join(folder, 'a.yaml')], { readStdin: () => Buffer.from(configMap('input')) });

  expect(documents.map(({ object, source }) => [object.metadata.name, source.replace(folder, '.')])).toEqual([
    ['b', './b.yaml:1'], ['input', '(standard input):1'], ['a', './a.yaml:1'],
  ]);
  expect(readInput(['-'], { readStdin: () => new Uint8Array() }).problems.map(problemText))
    .toEqual(['(standard input): no objects were found. Check that the command that writes the manifests has succeeded']);
});

test('each file is announced', () => {
  const folder = folderWith({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
  const announced: string[] = [];
  readInput([folder], { onProgress: text => announced.push(text) });

  expect(announced).toEqual([`Reading ${folder}/a.yaml (1 of 2)`, `Reading ${folder}/b.yaml (2 of 2)`]);
});

test.each<[string, Uint8Array]>([
  ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${configMap('ä')}`)],
  ['UTF-16, little endian', Buffer.from(`\ufeff${configMap('ä')}`, 'utf16le')],
  ['UTF-16, big endian', Buffer.from(`\ufeff${configMap('ä')}`, 'utf16le').swap16()],
  ['lines that end with a carriage return', Buffer.from(configMap('ä').replaceAll('\n', '\r\n'))],
])('a file in %s is read', (_, content) => {
  expect(read(folderWith({ 'a.yaml': content }))).toEqual({ names: ['ä'], problems: [] });
});

test.each<[string, Uint8Array, string]>([
  [
    'bytes that are not valid UTF-8', Buffer.from([0x61, 0xff]),
    'the file is not valid UTF-8, so it is a binary file or has another encoding. Specify files of YAML or JSON in UTF-8',
  ],
  [
    'an odd number of bytes of UTF-16', Buffer.from([0xfe, 0xff, 0x61]),
    'the file is not valid UTF-16, so it is a binary file or has another encoding. Specify files of YAML or JSON in UTF-8',
  ],
  ['a NUL character', Buffer.from('a: \0'), 'the file contains a NUL character, so it is a binary file and no manifest. Specify files of YAML or JSON'],
  ['more than 64 MiB', Buffer.alloc(MAX_FILE + 1, ' '), 'the file has more than 64 MiB. Specify smaller files'],
])('a file with %s is reported', (_, content, message) => {
  expect(read(folderWith({ 'a.yaml': content })).problems).toEqual([`./a.yaml: ${message}`]);
});

test('the name of a file cannot write commands into the output', () => {
  const folder = folderWith({ 'a\n\u001b[31m##[error]x.yaml': 'a: [' });

  expect(read(folder).problems).toEqual([expect.stringMatching(/^\.\/a\\n\\u001b\[31m#\\u0023\[error\]x\.yaml:1:4: /)]);
});
