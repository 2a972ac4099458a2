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
  /** The parameter of each static method that is an app, a chart or another construct. */
  readonly scopes: Record<string, string>;
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
  private readonly scopes: DeclaredTypes['scopes'] = {};

  constructor(private readonly checker: ts.TypeChecker) {}

  public read(entry: ts.SourceFile): DeclaredTypes {
    for (const exported of this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(entry)!)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
      const [declaration] = symbol.declarations ?? [];
      if (declaration && ts.isClassDeclaration(declaration) && !isInternal(declaration)) {
        this.readClass(declaration);
      }
    }
    const { structures, enumerations, parameters, scopes } = this;
    return { structures: sorted(structures), enumerations: sorted(enumerations), parameters: sorted(parameters), scopes: sorted(scopes) };
  }

  private readClass(declaration: ts.ClassDeclaration): void {
    for (const member of declaration.members) {
      if ((ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) && isPublic(member)) {
        const name = ts.isConstructorDeclaration(member) ? 'new' : member.name.getText();
        const parameters = member.parameters.map(parameter => [
          parameter.name.getText(),
          this.typeName(this.checker.getTypeAtLocation(parameter)) + (this.checker.isOptionalParameter(parameter) || parameter.dotDotDotToken ? '' : REQUIRED),
        ]).filter(([parameter, type]) => isReceived(parameter, type));
        if (parameters.length > 0 || this.isFactory(declaration, member)) {
          this.parameters[`${declaration.name!.text}.${name}`] = Object.fromEntries(parameters);
        }
        this.readScope(declaration, member);
      }
    }
  }

  /** Adds the first parameter of a static method, if it is a construct. */
  private readScope(declaration: ts.ClassDeclaration, member: ts.ClassElement): void {
    if (ts.isMethodDeclaration(member) && isStatic(member) && member.parameters.length > 0) {
      const [{ name }] = member.parameters;
      if (/^constructs\.I?Construct$/.test(this.typeName(this.checker.getTypeAtLocation(member.parameters[0])))) {
        this.scopes[`${declaration.name!.text}.${member.name.getText()}`] = name.getText();
      }
    }
  }

  /** Whether a method without parameters creates a value of its class. */
  private isFactory(declaration: ts.ClassDeclaration, member: ts.MethodDeclaration | ts.ConstructorDeclaration): boolean {
    return ts.isMethodDeclaration(member) && isStatic(member) && member.parameters.length === 0 && member.type?.getText() === declaration.name!.text;
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

function isStatic(member: ts.ClassElement): boolean {
  return Boolean(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static);
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

/** The number of properties from which on a structure that is a part of others is written only once. */
const LARGE = 20;

/** The text of lib/options/declared-types.ts. */
export function declaredTypesFile(): string {
  const { structures, enumerations, parameters, scopes } = declaredTypes();
  const parts = Object.keys(structures).filter(name => Object.values(structures).some(other => contains(other, structures[name])));
  return [
    '/* eslint-disable */',
    "// Generated by 'npx projen declared-types' from the sources of this library and the type declarations of cdk8s and cdk8s-plus.",
    '',
    ...parts.map(name => `/** The properties of ${name}, which other structures also have. */\nconst ${constant(name)}: Readonly<Record<string, string>> = ${code(structures[name], '')};\n`),
    '/**',
    ' * The properties of each structure that a call receives, with their types: `T[]` is a list, `{T}` is a map, and `T!` is required.',
    ' *',
    ' * @internal',
    ' */',
    `export const STRUCTURES: Readonly<Record<string, Readonly<Record<string, string>>>> = ${table(withParts(structures, parts))};`,
    '',
    '/** The values of each enumeration. @internal */',
    `export const ENUMERATIONS: Readonly<Record<string, readonly (string | number)[]>> = ${table(enumerations)};`,
    '',
    '/** The parameters of each constructor, method and factory, with their types. @internal */',
    `export const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = ${table(parameters)};`,
    '',
    '/** The parameter of each static method that is an app, a chart or another construct. @internal */',
    `export const SCOPES: Readonly<Record<string, string>> = ${code(scopes, '')};`,
    '',
  ].join('\n');
}

/** Whether a structure has all properties of a large one, one after the other, and others. */
function contains(structure: Record<string, string>, part: Record<string, string>): boolean {
  const [all, names] = [Object.keys(structure), Object.keys(part)];
  const start = all.indexOf(names[0]);
  const hasAll = names.every((name, index) => all[start + index] === name && structure[name] === part[name]);
  return names.length >= LARGE && all.length > names.length && hasAll;
}

/** The structures, with the constants of their parts in place of the properties. */
function withParts(structures: DeclaredTypes['structures'], parts: readonly string[]): Record<string, object> {
  return Object.fromEntries(Object.entries(structures).map(([name, structure]) => {
    const part = parts.find(each => each === name || contains(structure, structures[each]));
    if (part === undefined) {
      return [name, structure];
    }
    const [first, ...others] = Object.keys(structures[part]);
    const entries = Object.entries(structure).filter(([property]) => !others.includes(property));
    return [name, Object.fromEntries(entries.map(([property, type]) => property === first ? [`...${constant(part)}`, type] : [property, type]))];
  }));
}

/** The name of a constant, such as `WORKLOAD_OPTIONS`. */
function constant(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function table(values: Record<string, object>): string {
  return `{\n${Object.entries(values).map(([name, value]) => `  ${key(name)}: ${code(value)},\n`).join('')}}`;
}

/** A list or a map of constants as code, in several lines if it is long. */
function code(value: object, indent = '  '): string {
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  const items = Object.entries(value).map(([name, item]) => name.startsWith('...') ? name : `${Array.isArray(value) ? '' : `${key(name)}: `}${typeof item === 'string' ? `'${item}'` : item}`);
  const line = items.length === 0 ? `${open}${close}`.replace(/ /g, '') : `${open}${items.join(', ')}${close}`;
  return line.length <= MAX_LINE ? line : `${open.trim()}\n${items.map(item => `${indent}  ${item},\n`).join('')}${indent}${close.trim()}`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
}

if (require.main === module) {
  writeFileSync(join(ROOT, FILE), declaredTypesFile());
}
