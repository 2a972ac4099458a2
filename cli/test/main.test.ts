import { join } from 'node:path';
import { configMap, folderWith } from './input/folders';
import { adopt } from '../src/adopt';
import { main } from '../src/main';
import { missingLibraries } from '../src/modules';

jest.mock('../src/adopt', () => ({ adopt: jest.fn() }));
jest.mock('../src/modules', () => ({ missingLibraries: jest.fn() }));

const { argv, exitCode } = process;
let written = '';
let errors = '';

beforeEach(() => {
  written = '';
  errors = '';
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    errors += text;
    return true;
  });
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

describe('an input', () => {
  const adoptFile = () => {
    const folder = folderWith({ 'a.yaml': configMap('a') });
    process.argv = ['node', 'cli', 'adopt', folder, '--out', join(folder, 'main.ts')];
    main();
  };

  test('is declared', () => {
    jest.mocked(missingLibraries).mockReturnValue([]);
    jest.mocked(adopt).mockImplementation(() => {
      throw new Error('the declaration is refused');
    });
    adoptFile();

    expect(process.exitCode).toBe(2);
    expect(errors).toBe('cdk8s-service-patterns-cli: the declaration is refused\n');
  });

  test('is not declared if packages are not installed, which are named', () => {
    jest.mocked(missingLibraries).mockReturnValue(['constructs', 'cdk8s-service-patterns']);
    adoptFile();

    expect(process.exitCode).toBe(2);
    expect(errors).toBe('cdk8s-service-patterns-cli: constructs and cdk8s-service-patterns cannot be found.'
      + ' Install what the program needs: npm install constructs cdk8s-service-patterns\n');
  });
});
