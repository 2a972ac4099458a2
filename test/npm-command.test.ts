import { npmCommand } from '../scripts/npm-command';

const ARGS = ['install', '--no-audit', 'C:\\Users\\Jo Doe\\a.tgz', '@types/node@^20'];

test('on Windows, the shell runs a program of npm, and characters that it interprets are quoted', () => {
  expect(npmCommand('npm', ARGS, 'win32')).toEqual({
    file: 'npm install --no-audit "C:\\Users\\Jo Doe\\a.tgz" "@types/node@^20"', args: [], shell: true,
  });
  expect(npmCommand('C:\\Program Files\\bin\\tool', [], 'win32').file).toBe('"C:\\Program Files\\bin\\tool"');
});

test('on other systems, a program of npm gets its arguments without a shell', () => {
  expect(npmCommand('npm', ARGS, 'linux')).toEqual({ file: 'npm', args: ARGS, shell: false });
});
