import { chmodSync, cpSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { moduleDirectory, moduleOf } from './go';
import { SERVER } from './server';
import { GATEWAY_API, type Target } from './targets';

const BUILD = 'build';

/** Copies the custom resource definitions to the directory from which the server embeds them. */
export function copyDefinitions(): void {
  const source = join(moduleDirectory(GATEWAY_API.module, ['-C', GATEWAY_API.pinned]), GATEWAY_API.directory);
  const destination = join(SERVER, 'gatewayapi');
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  for (const name of readdirSync(source).filter(each => /^gateway\.networking\.k8s\.io_(?!vap_).*\.yaml$/.test(each))) {
    // `copyFileSync` would keep the read-only mode of the files in the module cache.
    writeFileSync(join(destination, name), readFileSync(join(source, name)));
  }
}

/**
 * Writes a copy of a target's go.mod and returns its path. It replaces modules by copies with changed files, because `go build -overlay`
 * cannot replace files of the module cache. All paths are relative to server/.
 */
export function modfileWithReplacements(target: Target): string {
  const directory = join(SERVER, BUILD, target.name);
  rmSync(directory, { recursive: true, force: true });
  const replaced = target.replacements.map(({ module, files = {}, edits = {} }) => {
    const copy = join(directory, module.replace(/\W+/g, '-'));
    const { Dir: original, Version: version } = moduleOf(module, [], [`-modfile=${target.modfile}`]);
    cpSync(original!, copy, { recursive: true });
    makeWritable(copy);
    Object.entries(files).forEach(([file, replacement]) => copyFileSync(join(SERVER, replacement), join(copy, file)));
    Object.entries(edits).forEach(([file, changes]) => edit(join(copy, file), changes));
    // go.mod may already replace all versions of the module. A replacement of one version takes precedence.
    return `replace ${module} ${version} => ./${BUILD}/${target.name}/${basename(copy)}\n`;
  });
  const modfile = `${BUILD}/${target.name}/go.mod`;
  writeFileSync(join(SERVER, modfile), `${readFileSync(join(SERVER, target.modfile), 'utf-8')}\n${replaced.join('')}`);
  copyFileSync(join(SERVER, target.modfile.replace(/mod$/, 'sum')), join(SERVER, modfile.replace(/mod$/, 'sum')));
  return modfile;
}

/** Replaces texts in a file. Each of them must occur. */
function edit(path: string, changes: readonly (readonly [RegExp, string])[]): void {
  const edited = changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) {
      throw new Error(`${path} does not contain ${from}`);
    }
    return changed;
  }, readFileSync(path, 'utf-8'));
  writeFileSync(path, edited);
}

/** Makes a copy from the module cache, which is read-only, writable. */
function makeWritable(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    chmodSync(dirname(join(entry.parentPath, entry.name)), 0o755);
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
