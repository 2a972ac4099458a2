import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const FOLDER = 'test/random';
const ROOT = join(__dirname, '..', '..');

/** An option that the random declarations can contain. */
export interface GeneratedOption {
  /** `Interface.option`. */
  readonly name: string;
  /** The file that generates it, from the root of the repository. */
  readonly file: string;
}

/**
 * All options that the random declarations can contain: the first argument and the keys of the last argument of each call of `random.some` and
 * `random.all`. They are read from the sources, so they do not depend on chance.
 */
export function generatedOptions(): GeneratedOption[] {
  return readdirSync(join(ROOT, FOLDER)).flatMap(name => optionsIn(`${FOLDER}/${name}`, readFileSync(join(ROOT, FOLDER, name), 'utf8')));
}

/** The options that a source file generates. */
export function optionsIn(file: string, text: string): GeneratedOption[] {
  const options: GeneratedOption[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^random\.(some|all)$/.test(node.expression.getText())) {
      options.push(...optionsOfCall(node).map(name => ({ name, file })));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return options;
}

function optionsOfCall(call: ts.CallExpression): string[] {
  const [owner, generators] = [call.arguments[0], call.arguments[call.arguments.length - 1]];
  const names = ts.isObjectLiteralExpression(generators) ? generators.properties.map(({ name }) => name?.getText()) : [undefined];
  if (!ts.isStringLiteral(owner) || names.includes(undefined)) {
    const { fileName, text } = call.getSourceFile();
    const line = text.slice(0, call.getStart()).split('\n').length;
    throw new Error(`${fileName}:${line}: pass the name of the interface as a string, and its options as an object literal without spread parts.`);
  }
  return names.map(name => `${owner.text}.${name}`);
}
