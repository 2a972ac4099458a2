import { main } from '../src/main';

jest.mock('../src/adopt', () => ({ adopt: jest.fn() }));

const { argv, exitCode } = process;
let written = '';

beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterEach(() => {
  process.argv = argv;
  process.exitCode = exitCode;
  process.stdout.removeAllListeners('error');
  jest.restoreAllMocks();
});

test.each([['--help', 0], ['--unknown', 2]])('with %s, the exit code of the process is %s', (argument, code) => {
  process.argv = ['node', 'cli', argument];
  main();

  expect(process.exitCode).toBe(code);
  expect(written).toContain(code === 0 ? 'usage: cdk8s-service-patterns-cli adopt' : '');
});

test.each(['EPIPE', 'EOF'])('an output that its reader has closed (%s) is no error, but another problem is', code => {
  process.argv = ['node', 'cli', '--help'];
  main();

  expect(() => process.stdout.emit('error', Object.assign(new Error('closed'), { code }))).not.toThrow();
  expect(() => process.stdout.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
