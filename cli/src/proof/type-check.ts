import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';

/** A TypeScript file that exists only in memory. */
export interface VirtualFile {
  /** The path, relative to the directory. */
  readonly path: string;
  readonly content: string;
}

/** Where the modules are that the files import. */
export interface TypeCheckOptions {
  /** The folder in which the files are as if they had been written there. It need not exist. */
  readonly directory: string;
  /**
   * The folder from which modules are resolved that cannot be resolved from `directory`. If one of the libraries is missing there, all of them are
   * resolved from here, because their classes must be of the same copy.
   */
  readonly fallback: string;
}

const LIBRARIES = ['constructs', 'cdk8s', 'cdk8s-service-patterns'];

/** What programs use of Node.js, for applications without the package @types/node. */
const NODE = `
declare const __dirname: string;
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
declare module 'path' { export function join(...paths: string[]): string; }
`;

/**
 * The errors of the TypeScript compiler for files that exist only in memory, in the strict mode. Nothing is written or executed. Each error is
 * one line: `main.ts:3:7: Type 'string' is not assignable to type 'number'.` Files of other types, such as YAML, are ignored.
 */
export function typeErrors(files: readonly VirtualFile[], { directory, fallback }: TypeCheckOptions): string[] {
  const root = resolve(directory);
  const sources = files.filter(({ path }) => path.endsWith('.ts'));
  const texts = new Map(sources.map(({ path, content }) => [compilerPath(resolve(root, path)), content]));
  const options: ts.CompilerOptions = {
    strict: true,
    // A new application has these options too: templates/typescript-app/tsconfig.json of cdk8s-cli.
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
    ...nodeTypes([root, resolve(fallback)]),
  };
  if (options.types!.length === 0) {
    texts.set(compilerPath(join(root, 'node.d.ts')), NODE);
  }
  const program = ts.createProgram([...texts.keys()], options, hostOf(texts, options, [root, resolve(fallback)]));
  const diagnostics = [
    ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(),
    ...[...texts.keys()].flatMap(path => {
      const source = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    }),
  ];
  return diagnostics.map(diagnostic => textOf(diagnostic, root));
}

/** A host that reads the files from memory, and everything else from the disk. */
function hostOf(texts: ReadonlyMap<string, string>, options: ts.CompilerOptions, folders: readonly string[]): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const virtualFolders = new Set([...texts.keys()].flatMap(path => ancestorsOf(path)));
  const { getSourceFile, fileExists, readFile } = host;
  const directoryExists = host.directoryExists!;
  host.fileExists = path => texts.has(path) || fileExists(path);
  host.readFile = path => texts.get(path) ?? readFile(path);
  host.directoryExists = path => virtualFolders.has(path) || directoryExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), path => host.getCanonicalFileName(path), options);
  const resolved = (name: string, file: string) => ts.resolveModuleName(name, file, options, host, cache);
  const [own, other] = folders.map(folder => compilerPath(join(folder, 'index.ts')));
  const starts = LIBRARIES.every(name => resolved(name, own).resolvedModule !== undefined) ? [own, other] : [other, own];
  host.resolveModuleNameLiterals = (literals, file) => literals.map(({ text: name }) => {
    if (ts.isExternalModuleNameRelative(name) || !texts.has(file)) {
      return resolved(name, file);
    }
    const first = resolved(name, starts[0]);
    return first.resolvedModule === undefined ? resolved(name, starts[1]) : first;
  });
  return host;
}

/** The first folder with @types/node, in node_modules of the folders or above them. Without it, the names of Node.js that programs use are declared. */
function nodeTypes(folders: readonly string[]): ts.CompilerOptions {
  const typeRoots = folders.flatMap(folder => [folder, ...ancestorsOf(folder)]).map(folder => join(folder, 'node_modules', '@types'));
  const root = typeRoots.find(candidate => existsSync(join(candidate, 'node', 'package.json')));
  return root === undefined ? { types: [] } : { types: ['node'], typeRoots: [root] };
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestorsOf(parent)];
}

/** The compiler separates folders by slashes on all systems. */
function compilerPath(path: string): string {
  return path.replace(/\\/g, '/');
}

function textOf({ file, start = 0, messageText }: ts.Diagnostic, root: string): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ');
  if (file === undefined) {
    return message;
  }
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${compilerPath(relative(root, file.fileName))}:${line + 1}:${character + 1}: ${message}`;
}
