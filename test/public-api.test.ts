import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { filesIn, ROOT } from './markdown';
import { breakingChanges, publicApi } from '../scripts/api-baseline';

type Json = any;

const BASELINE: Json = JSON.parse(readFileSync(join(__dirname, '..', 'api', 'baseline.json'), 'utf-8'));

const changed = (change: (types: Json) => void): Json => {
  const api = structuredClone(BASELINE);
  change(api.types);
  return api;
};
const type = (types: Json, name: string): Json => types[`cdk8s-service-patterns.${name}`];
const remove = (list: Json[], name: string): unknown => list.splice(list.findIndex(item => item.name === name), 1);

describe('changes of the public API', () => {
  test.each<[string, (types: Json) => void, RegExp]>([
    ['a class is removed', types => delete types['cdk8s-service-patterns.Port'], /cdk8s-service-patterns\.Port/],
    ['a static method is removed', types => remove(type(types, 'Port').methods, 'sctp'), /Port\.sctp/],
    ['a property of a struct is removed', types => remove(type(types, 'ExposedWorkloadProps').properties, 'workloadName'), /ExposedWorkloadProps.*workloadName/],
    ['a property of a struct becomes required', types => {
      delete type(types, 'ExposedWorkloadProps').properties.find(({ name }: Json) => name === 'workloadName').optional;
    }, /ExposedWorkloadProps.*workloadName/],
  ])('%s: the change is breaking', (_, change, message) => {
    expect(breakingChanges(BASELINE, changed(change))).toMatch(message);
  }, 60_000);

  test.each<[string, (types: Json) => void]>([
    ['nothing', () => {}],
    ['an optional property is added', types => type(types, 'ExposedWorkloadProps').properties.push({
      abstract: true, docs: { stability: 'experimental' }, immutable: true, name: 'extra', optional: true, type: { primitive: 'string' },
    })],
  ])('%s: the change is not breaking', (_, change) => {
    expect(breakingChanges(BASELINE, changed(change))).toBe('');
  }, 60_000);
});

test('the baseline has signatures and deprecations, and no other documentation', () => {
  const assembly = {
    schema: 'jsii/0.10.0',
    readme: { markdown: '# Title' },
    types: { 'p.A': { name: 'A', docs: { summary: 'A class.', deprecated: 'Use B.', stability: 'deprecated' }, locationInModule: { line: 1 } } },
  };

  expect(publicApi(assembly)).toEqual({ schema: 'jsii/0.10.0', types: { 'p.A': { name: 'A', docs: { deprecated: 'Use B.', stability: 'deprecated' } } } });
});

// Java, C# and Go have no unions: a parameter or property of such a type is an Object there.
test('no public type has a union', () => {
  const types: Json[] = Object.values(BASELINE.types);

  expect(types.length).toBeGreaterThan(50);
  expect(types.filter(one => JSON.stringify(one).includes('"union"')).map(({ name }) => name)).toEqual([]);
});

/** The type declarations of a source, as the compiler writes them into the package. */
function declarationsOf(source: string): string {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, declaration: true };
  return ts.transpileDeclaration(source, { compilerOptions: options }).outputText;
}

/** Members of exported classes whose names begin with `_`, which are not marked as internal in the type declarations. */
function unmarkedMembers(source: string): string[] {
  const { statements } = ts.createSourceFile('a.d.ts', declarationsOf(source), ts.ScriptTarget.ES2022, true);
  const isInternal = (node: ts.Node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
  const isPrivate = (node: ts.Node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  return statements.filter(ts.isClassDeclaration).filter(one => !isInternal(one)).flatMap(({ name, members }) => members
    .filter(member => member.name?.getText().startsWith('_') && !isPrivate(member) && !isInternal(member))
    .map(member => `${name?.text}.${member.name!.getText()}`));
}

describe('members whose names begin with _', () => {
  test('are marked as internal in the type declarations', () => {
    const files = filesIn('lib', '.ts');

    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap(file => unmarkedMembers(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  test.each([
    ['a method without a comment', 'export class A { public static _of(): A { return new A(); } }', ['A._of']],
    ['a parameter in the line of the constructor, whose comment the compiler omits', 'export class A { private constructor(/** @internal */ public readonly _a: string) {} }', ['A._a']],
    ['a parameter with a comment in a line of its own', 'export class A {\n  constructor(\n    /** @internal */ public readonly _a: string,\n  ) {}\n}', []],
    ['a private member', 'export class A { private _a = 1; }', []],
    ['an internal class', '/** @internal */\nexport class A { public readonly _a: string = 1; }', []],
  ])('%s', (_, source, unmarked) => {
    expect(unmarkedMembers(source)).toEqual(unmarked);
  });
});
