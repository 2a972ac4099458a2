/**
 * Bundles lib/ into the three JavaScript files of the package, and removes those that jsii has compiled (docs/decisions/javascript-files.md). The
 * declaration files in dist-js/ remain. Requires .jsii, which jsii has written.
 *
 * usage: ts-node scripts/bundle.ts
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { FIRST_USE_FILE, SHARED, callsOnFirstUse, divide, firstUseName, sharedModules, type Division } from './bundle/first-use';
import { RULES_FILE, rulesEntry, rulesOnFirstUse, withoutUnusedPackages } from './bundle/rule-tables';

const ROOT = join(__dirname, '..');
const OUTPUT = 'dist-js';

/** The parts of the jsii assembly that this script uses. */
interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly types: Record<string, { readonly kind: string; readonly name: string }>;
}

/**
 * The module of the first file: the library, whose classes get their names, because esbuild renames classes that refer to themselves, and the property
 * that jsii adds when it compiles a class. Tools read it to find out which class an object has:
 * https://github.com/aws/jsii-compiler/blob/main/src/transforms/runtime-info.ts
 */
function entry({ name: assemblyName, version, types }: Assembly, { shared }: Division): string {
  const classes = Object.values(types).filter(({ kind }) => kind === 'class');
  const modules = [...shared].map(([path, names], index) => ({ path, imported: names.map(name => ({ name, as: `${name}_${index}` })) }));
  return [
    "export * from './index';",
    "import * as library from './index';",
    ...modules.map(({ path, imported }) => `import { ${imported.map(({ name, as }) => `${name} as ${as}`).join(', ')} } from '${moduleName(path)}';`),
    "const RUNTIME_INFORMATION = Symbol.for('jsii.rtti');",
    `for (const [name, exported] of Object.entries<any>({ ${classes.map(({ name: each }) => `${each}: library.${each}`).join(', ')} })) {`,
    "Object.defineProperty(exported, 'name', { value: name, configurable: true });",
    `exported[RUNTIME_INFORMATION] = { fqn: '${assemblyName}.' + name, version: '${version}' };`,
    '}',
    `Object.defineProperty(exports, ${SHARED}, { value: () => ({`,
    ...modules.map(({ path, imported }) => `'${path}': { ${imported.map(({ name, as }) => `${name}: ${as}`).join(', ')} },`),
    '}) });',
  ].join('\n');
}

/** The module of the second file. */
function firstUseEntry({ firstUse }: Division): string {
  const exported = (path: string, names: readonly string[]) => names.map(name => `${name} as '${firstUseName(path, name)}'`).join(', ');
  return [...firstUse].map(([path, names]) => `export { ${exported(path, names)} } from '${moduleName(path)}';`).join('\n');
}

function moduleName(path: string): string {
  return path.replace(/^lib\//, './').replace(/\.ts$/, '');
}

async function bundle(contents: string, plugins: Plugin[] = []): Promise<{ code: string; inputs: Metafile['inputs'] }> {
  const { outputFiles: [{ text: code }], metafile: { inputs } } = await build({
    absWorkingDir: ROOT,
    stdin: { contents, loader: 'ts', resolveDir: join(ROOT, 'lib'), sourcefile: 'bundle.ts' },
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: ['./index.js', `./${FIRST_USE_FILE}`, `./${RULES_FILE}`],
    logLevel: 'warning',
    metafile: true,
    write: false,
    plugins,
  });
  return { code: onlyAscii(withOneImportOfEach(withPlainExports(code))), inputs };
}

/** Replaces the accessors of the exports, which the function `__toCommonJS` of esbuild copies one by one, with properties that have values. */
function withPlainExports(code: string): string {
  const accessors = /^__export\((\w+), \{\n([^]*?)\n\}\);\nmodule\.exports = __toCommonJS\(\1\);\n/m;
  const [, , exported] = accessors.exec(code)!;
  const values = exported.replace(/\(\) => /g, '');
  // The list of names, with which esbuild ends the file, is for Node.js: it does not run a package to find the names that a module can import
  return code.replace(accessors, '').replace(/^\/\/ Annotate the CommonJS export names/m, comment =>
    `Object.defineProperty(exports, '__esModule', { value: true });\nObject.assign(exports, {\n${values}\n});\n${comment}`);
}

/** Calls `require` once for each package, instead of once for each module that imports it. */
function withOneImportOfEach(code: string): string {
  const variables = new Map<string, string>();
  return code.replace(/^var (\w+) = require\("([^."]+)"\);$/gm, (statement, variable, name) => {
    const first = variables.get(name);
    variables.set(name, first ?? variable);
    return first === undefined ? statement : `var ${variable} = ${first};`;
  });
}

/** esbuild escapes characters outside ASCII in code, and keeps them in comments. */
function onlyAscii(code: string): string {
  return code.replace(/[^\x00-\x7F]/g, '?');
}

function removeJavaScript(directory: string): void {
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js')).forEach(file => rmSync(join(directory, file)));
}

async function main(): Promise<void> {
  const assembly: Assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf-8'));
  const division = divide(ROOT, (await bundle("export * from './index';")).inputs, 'lib/index.ts');
  removeJavaScript(join(ROOT, OUTPUT));
  const first = await bundle(entry(assembly, division), [callsOnFirstUse(ROOT, division), rulesOnFirstUse(ROOT)]);
  const firstUse = await bundle(firstUseEntry(division), [sharedModules(ROOT, division)]);
  const rules = await bundle(rulesEntry(ROOT), [withoutUnusedPackages()]);
  writeFileSync(join(ROOT, OUTPUT, 'index.js'), first.code);
  writeFileSync(join(ROOT, OUTPUT, FIRST_USE_FILE), firstUse.code);
  writeFileSync(join(ROOT, OUTPUT, RULES_FILE), rules.code);
}

void main();
