/**
 * Bundles lib/ into dist-js/index.js, and removes the JavaScript files that jsii has compiled (docs/decisions/one-javascript-file.md). The
 * declaration files in dist-js/ remain. Requires .jsii, which jsii has written.
 *
 * usage: ts-node scripts/bundle.ts
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');
const OUTPUT = 'dist-js';

/** The parts of the jsii assembly that this script uses. */
interface Assembly {
  readonly version: string;
  readonly types: Record<string, { readonly fqn: string; readonly kind: string; readonly name: string }>;
}

/**
 * The module that is bundled: the library, whose classes get their names, because esbuild renames classes that refer to themselves, and the property
 * that jsii adds when it compiles a class. Tools read it to find out which class an object has:
 * https://github.com/aws/jsii-compiler/blob/main/src/transforms/runtime-info.ts
 */
function entry({ version, types }: Assembly): string {
  const classes = Object.values(types).filter(({ kind }) => kind === 'class');
  return [
    "export * from './index';",
    "import * as library from './index';",
    "const RUNTIME_INFORMATION = Symbol.for('jsii.rtti');",
    ...classes.flatMap(({ name, fqn }) => [
      `Object.defineProperty(library.${name}, 'name', { value: '${name}', configurable: true });`,
      `(library.${name} as any)[RUNTIME_INFORMATION] = ${JSON.stringify({ fqn, version })};`,
    ]),
  ].join('\n');
}

function removeJavaScript(directory: string): void {
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js')).forEach(file => rmSync(join(directory, file)));
}

function main(): void {
  const assembly: Assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf-8'));
  removeJavaScript(join(ROOT, OUTPUT));
  const { outputFiles: [bundle] } = buildSync({
    absWorkingDir: ROOT,
    stdin: { contents: entry(assembly), loader: 'ts', resolveDir: join(ROOT, 'lib'), sourcefile: 'bundle.ts' },
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    write: false,
  });
  // esbuild escapes characters outside ASCII in code, and keeps them in comments
  writeFileSync(join(ROOT, OUTPUT, 'index.js'), bundle.text.replace(/[^\x00-\x7F]/g, '?'));
}

main();
