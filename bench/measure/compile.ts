import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/** This clone. */
export const ROOT = join(__dirname, '..', '..');
const SOURCES = join(ROOT, 'bench');

/**
 * Compiles the files of this folder, so that the measured processes are not slowed down by ts-node.
 *
 * @param clone the clone whose library they measure
 */
export function compile(clone = ROOT): void {
  rmSync(outputOf(clone), { recursive: true, force: true });
  const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf-8' }).filter(path => path.endsWith('.ts'));
  for (const source of sources) {
    const { outputText } = transpileModule(readFileSync(join(SOURCES, source), 'utf-8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    const compiled = compiledPath(source, clone);
    mkdirSync(dirname(compiled), { recursive: true });
    writeFileSync(compiled, outputText);
  }
}

/** The compiled file of a source. */
export function compiledPath(source: string, clone = ROOT): string {
  return join(outputOf(clone), source.replace(/\.ts$/, '.js'));
}

/** In the package, so that the compiled files import the compiled library by its name, as an application does. */
function outputOf(clone: string): string {
  return join(clone, 'dist', 'bench');
}
