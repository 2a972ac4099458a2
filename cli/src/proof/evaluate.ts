import { posix } from 'path';
import type * as cdk8s from 'cdk8s';
import type * as constructs from 'constructs';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import type { Document } from '../document';
import { includedId, type SourceFile } from '../write/program';

const { dirname, join } = posix;

const OPTIONS: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

/** Returns the module that a program imports by a name. */
export type Resolve = (name: string) => unknown;

/**
 * Runs a program that is only in memory, without writing a file, and returns the documents that `cdk8s synth` writes.
 *
 * @param main the path of the file that creates the app
 * @throws what the program throws, such as the error with all problems of a declaration
 */
export function evaluate(files: readonly SourceFile[], main: string, resolve: Resolve): Document[] {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const loaded = new Map<string, { exports: object }>();
  const apps: cdk8s.App[] = [];
  const own = resolve('cdk8s') as typeof cdk8s;
  const { Construct } = resolve('constructs') as typeof constructs;

  /** Writes nothing: the documents are read from the app after the program has ended. */
  class App extends own.App {
    constructor(props?: cdk8s.AppProps) {
      super(props);
      apps.push(this);
    }

    public synth(): void {}
  }

  /** Reads a file of the program. */
  class Include extends Construct {
    constructor(scope: constructs.Construct, id: string, { url }: cdk8s.IncludeProps) {
      super(scope, id);
      const documents = parseAllDocuments(contents.get(url)!, { version: '1.1' }).map(document => document.toJS());
      documents.forEach(document => new own.ApiObject(this, includedId(document), document));
    }
  }

  const given: Readonly<Record<string, unknown>> = { cdk8s: { ...own, App, Include }, path: { join } };
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known) {
      return known.exports;
    }
    const created = { exports: {} };
    loaded.set(path, created);
    const { outputText } = ts.transpileModule(contents.get(path)!, { compilerOptions: OPTIONS });
    const requireModule = (name: string) => (
      name.startsWith('.') ? load(`${join(dirname(path), name)}.ts`) : given[name] ?? resolve(name)
    );
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('exports', 'require', '__dirname', outputText)(created.exports, requireModule, dirname(path));
    return created.exports;
  };

  load(main);
  const documents = apps.flatMap(app => parseAllDocuments(app.synthYaml(), { version: '1.1' }));
  return documents.map(document => document.toJS()).filter(document => document !== null);
}
