/* eslint-disable no-bitwise -- the flags of the TypeScript compiler are bits */
import { writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const FILE = 'lib/options/declared-types.ts';

/** Follows the type of an option or argument that cannot be omitted. */
const REQUIRED = '!';

/** The length of a line with the parts of a structure. A longer line would hide the message of an unexpected error, above which Node.js prints it. */
const MAX_LINE = 110;

/** Prefixes of the types of other packages, by the folder in which the package is installed. */
const PACKAGES: Readonly<Record<string, string>> = { 'cdk8s-plus-28': 'kplus', 'cdk8s': 'cdk8s', 'constructs': 'constructs' };

/** What the constructs and value classes of the library receive from programs. All types are names or short expressions, such as `string[]`. */
export interface DeclaredTypes {
  /** The properties of each structure that a call receives, with their types. */
  readonly structures: Record<string, Record<string, string>>;
  /** The values of each enumeration. */
  readonly enumerations: Record<string, (string | number)[]>;
  /** The parameters of each constructor, method and factory, with their types. */
  readonly parameters: Record<string, Record<string, string>>;
}

/** Reads the types of the public API from the sources of the library and from the declarations of the packages that it uses. */
export function declaredTypes(): DeclaredTypes {
  const entry = join(ROOT, 'lib', 'index.ts');
  const program = ts.createProgram([entry], { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, strict: true, skipLibCheck: true });
  return new Reader(program.getTypeChecker()).read(program.getSourceFile(entry)!);
}

class Reader {
  private readonly structures: DeclaredTypes['structures'] = {};
  private readonly enumerations: DeclaredTypes['enumerations'] = {};
  private readonly parameters: DeclaredTypes['parameters'] = {};

  constructor(private readonly checker: ts.TypeChecker) {}

  public read(entry: ts.SourceFile): DeclaredTypes {
    for (const exported of this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(entry)!)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
      const [declaration] = symbol.declarations ?? [];
      if (declaration && ts.isClassDeclaration(declaration) && !isInternal(declaration)) {
        this.readClass(declaration);
      }
    }
    return { structures: sorted(this.structures), enumerations: sorted(this.enumerations), parameters: sorted(this.parameters) };
  }

  private readClass(declaration: ts.ClassDeclaration): void {
    for (const member of declaration.members) {
      if ((ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) && isPublic(member) && member.parameters.length > 0) {
        const name = ts.isConstructorDeclaration(member) ? 'new' : member.name.getText();
        const parameters = member.parameters.map(parameter => [
          parameter.name.getText(),
          this.typeName(this.checker.getTypeAtLocation(parameter)) + (this.checker.isOptionalParameter(parameter) || parameter.dotDotDotToken ? '' : REQUIRED),
        ]).filter(([parameter, type]) => isReceived(parameter, type));
        if (parameters.length > 0) {
          this.parameters[`${declaration.name!.text}.${name}`] = Object.fromEntries(parameters);
        }
      }
    }
  }

  /** The name of a type. Adds the structures and enumerations that it contains. */
  private typeName(declared: ts.Type): string {
    const type = this.checker.getNonNullableType(declared);
    const symbol = type.aliasSymbol ?? type.getSymbol();
    if (type.flags & ts.TypeFlags.EnumLike) {
      return this.enumeration(type);
    }
    if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) {
      return type.flags & ts.TypeFlags.StringLike ? 'string' : 'number';
    }
    if (type.flags & ts.TypeFlags.BooleanLike || (type.isUnion() && type.types.every(({ flags }) => flags & ts.TypeFlags.BooleanLike))) {
      return 'boolean';
    }
    if (this.checker.isArrayType(type)) {
      return `${this.typeName(this.checker.getTypeArguments(type as ts.TypeReference)[0])}[]`;
    }
    const values = type.getStringIndexType();
    if (values && type.getProperties().length === 0) {
      return `{${this.typeName(values)}}`;
    }
    return symbol && symbol.name !== '__type' && !(type.flags & ts.TypeFlags.Any) ? this.named(type, symbol) : 'any';
  }

  private named(type: ts.Type, symbol: ts.Symbol): string {
    const name = qualified(symbol);
    const [declaration] = symbol.declarations ?? [];
    if (declaration && ts.isInterfaceDeclaration(declaration) && !/^I[A-Z]/.test(symbol.name) && !(name in this.structures)) {
      this.structures[name] = {};
      for (const property of type.getProperties().filter(each => !each.declarations?.some(isInternal))) {
        this.structures[name][property.name] = this.typeName(this.checker.getTypeOfSymbol(property)) + (property.flags & ts.SymbolFlags.Optional ? '' : REQUIRED);
      }
    }
    return name;
  }

  private enumeration(type: ts.Type): string {
    const symbol = type.getSymbol()!;
    const declaration = ts.findAncestor(symbol.declarations![0], ts.isEnumDeclaration)!;
    const name = qualified(this.checker.getSymbolAtLocation(declaration.name)!);
    this.enumerations[name] = declaration.members.map(member => this.checker.getConstantValue(member)!);
    return name;
  }
}

/** The name of a type, with the prefix of its package. */
function qualified(symbol: ts.Symbol): string {
  const file = symbol.declarations![0].getSourceFile().fileName;
  const [, owner] = /.*\/node_modules\/([^/]+)\//.exec(file) ?? [];
  return owner === undefined ? symbol.name : `${PACKAGES[owner] ?? owner}.${symbol.name}`;
}

/** Whether the library checks an argument. The package constructs checks scopes and ids. */
function isReceived(parameter: string, type: string): boolean {
  return parameter !== 'id' && (!type.startsWith('constructs.') || type.includes('[]'));
}

function isPublic(member: ts.ClassElement): boolean {
  return !isInternal(member) && !(ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
}

function isInternal(declaration: ts.Node): boolean {
  return ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
}

function sorted<T>(values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of lib/options/declared-types.ts. */
export function declaredTypesFile(): string {
  const { structures, enumerations, parameters } = declaredTypes();
  return [
    '/* eslint-disable */',
    "// Generated by 'npx projen declared-types' from the sources of this library and the type declarations of cdk8s and cdk8s-plus.",
    '',
    '/**',
    ' * The properties of each structure that a call receives, with their types: `T[]` is a list, `{T}` is a map, and `T!` is required.',
    ' *',
    ' * @internal',
    ' */',
    `export const STRUCTURES: Readonly<Record<string, Readonly<Record<string, string>>>> = ${table(structures)};`,
    '',
    '/** The values of each enumeration. @internal */',
    `export const ENUMERATIONS: Readonly<Record<string, readonly (string | number)[]>> = ${table(enumerations)};`,
    '',
    '/** The parameters of each constructor, method and factory, with their types. @internal */',
    `export const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = ${table(parameters)};`,
    '',
  ].join('\n');
}

function table(values: Record<string, object>): string {
  return `{\n${Object.entries(values).map(([name, value]) => `  ${key(name)}: ${code(value)},\n`).join('')}}`;
}

/** A list or a map of constants as code, in several lines if it is long. */
function code(value: object): string {
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  const items = Object.entries(value).map(([name, item]) => `${Array.isArray(value) ? '' : `${key(name)}: `}${typeof item === 'string' ? `'${item}'` : item}`);
  const line = `${open}${items.join(', ')}${close}`;
  return line.length <= MAX_LINE ? line : `${open.trim()}\n${items.map(item => `    ${item},\n`).join('')}  ${close.trim()}`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
}

if (require.main === module) {
  writeFileSync(join(ROOT, FILE), declaredTypesFile());
}
