import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import * as cdk8s from 'cdk8s';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { execute } from './support';
import { examples } from '../../scripts/synth-example';

const FOLDER = join(__dirname, '..', '..', 'examples');

/** Runs a file of an example with another class `App`, and returns what it exports. */
function run(file: string, App: unknown): object {
  const { outputText } = transpileModule(readFileSync(file, 'utf8'), { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
  const exports = {};
  const load = (name: string) => name.startsWith('.') ? run(join(dirname(file), `${name}.ts`), App) : name === 'cdk8s' ? { ...cdk8s, App } : jest.requireActual(name);
  new Function('require', 'exports', outputText)(load, exports);
  return exports;
}

const programOf = (example: string) => join(FOLDER, example, 'main.ts');

/** The documents that cdk8s writes for an example. */
function documentsOf(example: string): any[] {
  const documents: any[] = [];
  run(programOf(example), class extends cdk8s.App {
    public synth(): void {
      documents.push(...this.charts.flatMap(chart => chart.toJson()));
    }
  });
  return documents;
}

/** Declares the objects of an example in a chart. */
function declareIn(chart: cdk8s.Chart, example: string): void {
  run(programOf(example), function () { return Object.assign(chart, { synth: () => {} }); });
}

const inOrder = (documents: readonly any[]) => [...documents].sort((a, b) => idOf(a) < idOf(b) ? -1 : 1);
const idOf = ({ apiVersion, kind, metadata }: any) => `${apiVersion} ${kind} ${metadata.namespace} ${metadata.name}`;

describe.each(examples())('examples/%s', example => {
  test.each([true, false])('the resources have the documents that cdk8s writes (with an Output: %s)', async hasOutput => {
    const { messages, resources } = await execute(() => new Cdk8sComponent(example, {}, (chart, inputs) => {
      declareIn(chart, example);
      hasOutput && inputs.string(pulumi.output('a'));
    }));
    const documents = documentsOf(example);

    expect(messages).toEqual([]);
    expect(documents.length).toBeGreaterThan(1);
    expect(inOrder(resources.filter(({ request }) => request.getCustom()).map(({ args }) => args))).toEqual(inOrder(documents));
  });
});
