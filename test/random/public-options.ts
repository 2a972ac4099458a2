import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const LIB = join(__dirname, '..', '..', 'lib');

/** An option that users of the library can set. */
export interface PublicOption {
  /** `Interface.option`. */
  readonly name: string;
  /** Whether users can omit it. */
  readonly optional: boolean;
  /** The text of its doc comment, in one line. */
  readonly doc: string;
  /** The file that declares it, from the root of the repository. */
  readonly file: string;
}

/** Interfaces whose properties are not options of a declaration, with the reason. */
const NOT_OPTIONS: Readonly<Record<string, string>> = {
  DestinationPort: 'The library passes it to an implementation of IHostnamePolicies.',
  HostnameDestination: 'The library passes it to an implementation of IHostnamePolicies.',
  HostnamePolicyRequest: 'The library passes it to an implementation of IHostnamePolicies.',
  IGateway: 'The library implements it.',
  IReachable: 'The library implements it.',
  UrlOptions: 'They configure a query on a declaration, and do not influence documents.',
};

/** All options that users can set in a declaration: the properties of the exported interfaces, with the interface that declares them. */
export function publicOptions(): PublicOption[] {
  return parse('index.ts').statements.filter(ts.isExportDeclaration).flatMap(({ moduleSpecifier, exportClause }) => {
    const file = `${(moduleSpecifier as ts.StringLiteral).text.slice('./'.length)}.ts`;
    const names = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : undefined;
    return optionsOf(file).filter(({ name }) => names?.includes(name.split('.')[0]) ?? true);
  });
}

function optionsOf(file: string): PublicOption[] {
  const source = parse(file);
  return source.statements.filter(ts.isInterfaceDeclaration).filter(isPublic)
    .flatMap(({ name, members }) => members.filter(ts.isPropertySignature).map(member => ({
      name: `${name.text}.${member.name.getText()}`,
      optional: member.questionToken !== undefined,
      doc: source.text.slice(member.getFullStart(), member.getStart()).replace(/\s*\n\s*\*\s?/g, ' '),
      file: `lib/${file}`,
    })));
}

function isPublic(declaration: ts.InterfaceDeclaration): boolean {
  const exported = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return exported && !(declaration.name.text in NOT_OPTIONS) && ts.getJSDocTags(declaration).every(({ tagName }) => tagName.text !== 'internal');
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}
