import { componentOf, writeComponent, type Component } from './component';
import type { Scope } from '../application/scope';
import { Call, Property, Reference, THIS, Variable, expressionsIn, type Code, type Expression, type Statement } from '../code/expression';
import { Names, pascalCase } from '../code/identifiers';
import { ClusterProfile } from '../code/library';
import { printText } from '../code/print';
import { replaced } from '../code/replaced';
import { SourceNames, printStatements } from '../code/source-file';

/** A chart: the constructs of a namespace. */
export interface Chart {
  readonly className: string;
  readonly id: string;
  /** The name of the file, without its extension, if the chart has one. */
  readonly file: string;
  readonly namespace?: string;
  /** Statements before the declarations, which set what these read. */
  readonly settings: readonly Statement[];
  /** The statements of each workload. */
  readonly workloads: readonly (readonly Statement[])[];
  /** Statements after the workloads. */
  readonly others: readonly Statement[];
}

/** The charts of an application. A namespace without constructs has none. */
export function chartsOf(scopes: readonly Scope[]): Chart[] {
  const [classes, ids, files] = [new Names(), new Names([], []), new Names([], [])];
  return scopes.filter(scope => scope.workloads.length + scope.statements.length > 0).map(scope => {
    const id = ids.take(scope.chartId, '-');
    return {
      className: classes.take(`${pascalCase(id)}Chart`),
      id,
      file: files.take(fileName(id), '-'),
      namespace: scope.namespace,
      settings: [...profileOf(scope), ...scope.defaults ? [{ expression: scope.defaults }] : []],
      workloads: scope.workloads.map(workload => scope.statementsOf(workload)),
      others: scope.statements,
    };
  });
}

/** The properties of the cluster come first, because the declarations read them. */
function profileOf({ profile }: Scope): Statement[] {
  return Object.keys(profile).length > 0 ? [{ expression: ClusterProfile.set(THIS as never, profile as never) as unknown as Expression }] : [];
}

/** The lines of a chart that declares everything itself. */
export function writeChart(chart: Chart, names: SourceNames): string[] {
  return writeClass(chart, [...chart.settings, ...chart.workloads.flat(), ...chart.others], names);
}

/** A chart whose workloads have files of their own, in a folder that has the name of the file of the chart. Returns the contents by the paths. */
export function writeChartWithComponents(chart: Chart): Map<string, string> {
  const [classes, files] = [new Names([chart.className, 'Chart', 'Construct', ...importedBy(chart)]), new Names([], [])];
  const components = chart.workloads.map(statements => componentOf(statements, chart.others, classes));
  const names = new SourceNames(new Names());
  const contents = new Map<string, string>();
  const created = components.map(component => {
    const file = `${chart.file}/${files.take(fileName(component.id), '-')}`;
    contents.set(`${file}.ts`, writeComponent(component));
    names.importName(`./${file}`, component.className);
    return { component, variable: new Variable(component.variable) };
  });
  const creations = created.map(({ component: { className, id }, variable }) => (
    { variable, expression: new Call(new Variable(className, true), [THIS, id], true) }
  ));
  const properties = new Map(created.flatMap(({ component, variable }) => propertiesOf(component, variable)));
  const others = chart.others.map(statement => ({ ...statement, expression: replaced(statement.expression, properties) as Expression }));
  const lines = writeClass(chart, [...chart.settings, ...creations, ...others], names);
  contents.set(`${chart.file}.ts`, [...names.importStatements(), '', ...lines, ''].join('\n'));
  return contents;
}

/** The names that the files of a chart import. */
function importedBy({ settings, workloads, others }: Chart): string[] {
  const statements = [...settings, ...workloads.flat(), ...others];
  return statements.flatMap(({ expression }) => expressionsIn(expression)).flatMap(each => each instanceof Reference ? [each.path[0]] : []);
}

function propertiesOf({ properties }: Component, component: Variable): [Variable, Code][] {
  return [...properties].map(([variable, name]) => [variable, new Property(component, name)]);
}

function writeClass({ className, namespace }: Chart, statements: readonly Statement[], names: SourceNames): string[] {
  names.import(statements);
  names.importName('cdk8s', 'Chart');
  names.importName('constructs', 'Construct');
  const props = namespace === undefined ? '' : `, { namespace: ${printText(namespace)} }`;
  return [
    `export class ${className} extends Chart {`,
    '  constructor(scope: Construct, id: string) {',
    `    super(scope, id${props});`,
    '',
    ...printStatements(statements, names, '    '),
    '  }',
    '}',
  ];
}

/** A name that has the same meaning in all file systems. */
function fileName(id: string): string {
  return id.replace(/[^A-Za-z0-9-]+/g, '-');
}
