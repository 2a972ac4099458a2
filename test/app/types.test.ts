import { posix } from 'path';
import * as ts from 'typescript';
import { compilerPath } from '../markdown';

const OPTIONS: ts.CompilerOptions = {
  strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, types: ['node'], skipLibCheck: true,
};

/** The library as it is published. */
interface Published {
  /** The declarations, by their paths below `lib/`. They contain the internal members, because jsii does not remove them. */
  readonly declarations: ReadonlyMap<string, string>;
  /** The names of all exported types, and of the classes among them that are constructs. */
  readonly types: readonly string[];
  readonly constructs: readonly string[];
}

function publish(): Published {
  const index = compilerPath('lib/index.ts');
  const program = ts.createProgram([index], {
    ...OPTIONS, declaration: true, emitDeclarationOnly: true, stripInternal: false, rootDir: compilerPath('lib'), outDir: '/',
  });
  const declarations = new Map<string, string>();
  program.emit(undefined, (path, text) => declarations.set(path, text));
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!)
    .filter(symbol => !symbol.getJsDocTags(checker).some(({ name }) => name === 'internal'))
    .map(symbol => ({ name: symbol.name, type: checker.getDeclaredTypeOfSymbol(symbol) }));
  return {
    declarations,
    types: exported.filter(({ type }) => type.symbol !== undefined).map(({ name }) => name),
    constructs: exported.filter(({ type }) => type.isClass() && type.getProperty('node') !== undefined).map(({ name }) => name),
  };
}

/** The errors of a program that imports two copies of the library as `one` and `two`. The files exist only in memory. */
function errorsOf(declarations: Published['declarations'], statements: readonly string[]): string[] {
  const copies = compilerPath('copies');
  const main = posix.join(copies, 'main.ts');
  const files = new Map([[main, ["import * as one from './one/index';", "import * as two from './two/index';", ...statements].join('\n')]]);
  ['one', 'two'].forEach(copy => declarations.forEach((text, path) => files.set(posix.join(copies, copy, path), text)));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = path => files.has(path) || fileExists(path);
  host.readFile = path => files.get(path) ?? readFile(path);
  host.directoryExists = path => path.startsWith(copies) || directoryExists!(path);
  host.getSourceFile = (path, ...options) => (
    files.has(path) ? ts.createSourceFile(path, files.get(path)!, ts.ScriptTarget.ES2022, true) : getSourceFile(path, ...options)
  );
  const program = ts.createProgram([main], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(main)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('in TypeScript, a copy of the library accepts every value, structure and target of another copy', () => {
  const { declarations, types, constructs } = publish();
  const values = types.filter(name => !constructs.includes(name));
  const accepts = (from: string, to = from) => `export const ${from}: two.${to} = null! as one.${from};`;
  // a class that the compiler does not accept, because it has a private member
  const nominal = 'export declare class Nominal { private readonly member; }';

  expect(values).toEqual(expect.arrayContaining(['Port', 'Exposure', 'ServiceAddress', 'Connection', 'IReachable', 'RouteProps', 'TrafficPolicy']));
  expect(errorsOf(new Map([...declarations, ['/index.d.ts', `${declarations.get('/index.d.ts')}${nominal}`]]), [
    ...values.map(name => accepts(name)),
    ...['ExposedPods', 'ExposedWorkload', 'ExternalService', 'ImportedService'].map(name => accepts(name, 'IReachable')),
    accepts('Gateway', 'IGateway'),
    accepts('Nominal'),
  ])).toEqual([expect.stringMatching(/^Type '.*Nominal' is not assignable to type '.*Nominal'\.\n +Types have separate declarations of a private property 'member'\.$/)]);
}, 120_000);
