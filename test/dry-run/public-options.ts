import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const LIB = join(__dirname, '..', '..', 'lib');

/** An option that users of the library can set. */
export interface PublicOption {
  /** `Interface.option`. */
  readonly name: string;
  /** The text of its doc comment, in one line. */
  readonly doc: string;
}

/** Interfaces that the library passes to an implementation of `IHostnamePolicies`: users read their properties, and do not set them. */
const PASSED_TO_USERS = ['DestinationPort', 'HostnameDestination', 'HostnamePolicyRequest'];

/** All properties of the interfaces that the library exports and users implement or set, with the interface that declares them. */
export function publicOptions(): PublicOption[] {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && isExported(file));
  return files.flatMap(file => {
    const text = readFileSync(join(LIB, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const interfaces = source.statements.filter(ts.isInterfaceDeclaration).filter(isPublic);
    return interfaces.flatMap(({ name, members }) => members.filter(ts.isPropertySignature).map(member => ({
      name: `${name.text}.${member.name.getText()}`,
      doc: text.slice(member.getFullStart(), member.getStart()).replace(/\s*\n\s*\*\s?/g, ' '),
    })));
  });
}

function isPublic(declaration: ts.InterfaceDeclaration): boolean {
  const exported = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return exported && !PASSED_TO_USERS.includes(declaration.name.text) && ts.getJSDocTags(declaration).every(({ tagName }) => tagName.text !== 'internal');
}

function isExported(file: string): boolean {
  const module = `./${file.replace(/\\/g, '/').replace(/\.ts$/, '')}`;
  return readFileSync(join(LIB, 'index.ts'), 'utf8').includes(`export * from '${module}'`);
}
