import { chmodSync, cpSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SERVER, moduleDirectory } from './go';
import { GATEWAY_API, type Target } from './targets';

const BUILD = 'build';

/** Puts the definitions where the server embeds them from. */
export function copyDefinitions(): void {
  const source = join(moduleDirectory(GATEWAY_API.module, ['-C', GATEWAY_API.pinned]), GATEWAY_API.directory);
  const destination = join(SERVER, 'gatewayapi');
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  for (const name of readdirSync(source).filter(each => /^gateway\.networking\.k8s\.io_(?!vap_).*\.yaml$/.test(each))) {
    // Not copied as a file: those of the module cache are read-only.
    writeFileSync(join(destination, name), readFileSync(join(source, name)));
  }
}

/**
 * Writes a copy of a target's go.mod that takes the modules which do not compile for WASI from copies with the stand-ins in them
 * (`go build -overlay` refuses to replace files of the module cache), and gives its path, relative as all paths in it.
 */
export function modfileWithStandIns(target: Target): string {
  const directory = join(SERVER, BUILD, target.name);
  rmSync(directory, { recursive: true, force: true });
  const replaced = target.standIns.map(({ module, files }) => {
    const copy = join(directory, module.replace(/\W+/g, '-'));
    cpSync(moduleDirectory(module, [], [`-modfile=${target.modfile}`]), copy, { recursive: true });
    makeWritable(copy);
    Object.entries(files).forEach(([file, standIn]) => copyFileSync(join(SERVER, standIn), join(copy, file)));
    return `replace ${module} => ./${BUILD}/${target.name}/${basename(copy)}\n`;
  });
  const modfile = `${BUILD}/${target.name}/go.mod`;
  writeFileSync(join(SERVER, modfile), `${readFileSync(join(SERVER, target.modfile), 'utf-8')}\n${replaced.join('')}`);
  copyFileSync(join(SERVER, target.modfile.replace(/mod$/, 'sum')), join(SERVER, modfile.replace(/mod$/, 'sum')));
  return modfile;
}

/** The module cache is read-only. */
function makeWritable(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    chmodSync(dirname(join(entry.parentPath, entry.name)), 0o755);
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
