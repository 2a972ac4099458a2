import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, directoryWith, runNode, type Outcome } from '../support';

jest.setTimeout(120_000);

const COMMAND = join(PACKAGE, 'bin', 'kubernetes-dry-run');
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/;
/** What GitHub Actions reads as a command. */
const WORKFLOW_COMMAND = /^\s*::|##\[/m;

const config = (name: string, data = '{}') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;
const directory = directoryWith({
  'deep.yaml': [config('a'), config('b', '['.repeat(9000) + ']'.repeat(9000)), config('c'), config('d', '{a: '.repeat(3000) + '}'.repeat(3000)), config('e')].join('---\n'),
  'deep.json': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"f"}}\n${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"g"}}`,
  'name.yaml': config('"a\\n::error file=x::text\\e[31m\\x9b\\L\\u202e##[error]text"'),
  '::error::.yaml': config('"::A"'),
  'repeated.yaml': config('a').replace('\ndata', '\ndata: {b: c}\ndata'),
  'links/a.yaml': config('a'),
});
writeFileSync(join(directory, 'invalid.yaml'), Buffer.concat([Buffer.from(config('"a"')), Buffer.from([0xff, 0x0a]), Buffer.from(`---\n${config('b')}`)]));
writeFileSync(join(directory, 'utf-16.yaml'), Buffer.from(`\ufeff${config('utf-16')}`, 'utf16le'));
symlinkSync('missing.yaml', join(directory, 'links', 'b.yaml'), 'file');

const dryRun = (...args: readonly string[]): Outcome => runNode(directory, [COMMAND, '--no-references', ...args]);

test('a document with too many levels is refused, and the others are accepted', () => {
  const { status, stdout } = dryRun('deep.yaml', 'deep.json');

  expect(status).toBe(1);
  expect(stdout.match(/^deep.*refused$/gm)).toEqual(['deep.yaml:6: unreadable document refused', 'deep.yaml:16: unreadable document refused', 'deep.json:2: unreadable document refused']);
  expect(stdout.match(/more than 300 levels/g)).toHaveLength(3);
  expect(stdout).toContain('8 objects, 3 refused, 3 errors');
});

test.each([['text'], ['json']])('neither a name nor a file name can write lines, control characters or commands into output as %s', output => {
  const { status, stdout, stderr } = dryRun('-o', output, 'name.yaml', '::error::.yaml');

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).not.toMatch(CONTROL);
  expect(stdout).not.toMatch(WORKFLOW_COMMAND);
  expect(stdout).toContain('a\\n::error file=x::text\\u001b[31m\\u009b\\u2028\\u202e#\\u0023[error]text');
});

test('an error cannot write lines and commands either', () => {
  const { status, stderr } = dryRun('\n::error::text\u001b');

  expect({ status, stderr }).toEqual({ status: 2, stderr: 'kubernetes-dry-run: \\n::error::text\\u001b: no such file or directory\n' });
});

test('the repeated keys of YAML are refused, warnings or ignored', () => {
  expect(dryRun('repeated.yaml')).toMatchObject({ status: 1, stdout: expect.stringContaining('line 5: key "data" already set in map [BadRequest]') });
  expect(dryRun('--field-validation', 'Warn', 'repeated.yaml')).toMatchObject({ status: 0, stdout: expect.stringContaining('  warning: line 5: key "data" already set in map [Warning]') });
  expect(dryRun('--field-validation', 'Ignore', 'repeated.yaml')).toMatchObject({ status: 0, stdout: expect.not.stringContaining('key') });
});

test('a symbolic link to nothing is one refused document, in a directory and as an argument', () => {
  for (const paths of [['links'], [join('links', 'a.yaml'), join('links', 'b.yaml')]]) {
    const { status, stdout } = dryRun(...paths);

    expect(status).toBe(1);
    expect(stdout).toContain(`${join('links', 'b.yaml')}:1: unreadable document refused\n  error: the file cannot be read: ENOENT. It is a symbolic link to missing.yaml. Correct or remove the link`);
    expect(stdout).toContain('2 objects, 1 refused');
  }
});

test('UTF-16 is read, and invalid UTF-8 is refused', () => {
  const { status, stdout } = dryRun('utf-16.yaml', 'invalid.yaml');

  expect(status).toBe(1);
  expect(stdout).toMatch(/^invalid\.yaml:1: unreadable document refused\n {2}error: line 5: the byte 0xff is not valid UTF-8/);
  expect(stdout).toContain('3 objects, 1 refused');
});

test('the error about the timeout names the file', () => {
  expect(dryRun('--timeout', '0.001', 'deep.yaml')).toEqual({
    status: 2, stdout: '', stderr: 'kubernetes-dry-run: deep.yaml: The dry-run server stopped: it did not answer within the timeout of 0.001 s, so it was ended\n',
  });
});
