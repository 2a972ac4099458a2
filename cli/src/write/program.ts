import { basename, posix } from 'path';
import type { Scope } from '../application/scope';
import { Call, THIS, Variable, type Code, type Expression, type Statement } from '../code/expression';
import { Names, pascalCase } from '../code/identifiers';
import { ClusterProfile } from '../code/library';
import { SourceNames, printStatements } from '../code/source-file';
import type { Document } from '../document';
import { toYaml } from '../input/write-yaml';

/** A file of the program. */
export interface SourceFile {
  /** The path, relative to the folder of the main file. */
  readonly path: string;
  readonly content: string;
}

/** What the program contains. */
export interface Program {
  /** The path of the main file. */
  readonly out: string;
  readonly scopes: readonly Scope[];
  /** Objects that stay as they are. */
  readonly documents: readonly Document[];
  /** The version of Kubernetes that the declarations need; undefined for the default of the library. */
  readonly kubernetesVersion?: string;
}

/** A program with more lines has a file for each namespace. */
const MAX_LINES = 300;

const DOCUMENTS = 'documents.yaml';

/** Writes the files of a program. */
export function writeProgram(program: Program): SourceFile[] {
  const main = basename(program.out);
  const folder = main.replace(/\.ts$/, '');
  const charts = chartsOf(program.scopes);
  const documents = program.documents.length > 0 ? [{ path: `${folder}/${DOCUMENTS}`, content: toYaml(program.documents) }] : [];
  const single = writeMain(program, folder, charts, []);
  if (single.split('\n').length <= MAX_LINES || charts.length === 0) {
    return [{ path: main, content: single }, ...documents];
  }
  const files = charts.map(chart => {
    const names = new SourceNames(new Names());
    const lines = writeChart(chart, names);
    return { path: `${folder}/${chart.id}.ts`, content: [...names.importStatements(), '', ...lines, ''].join('\n') };
  });
  return [{ path: main, content: writeMain(program, folder, [], charts) }, ...files, ...documents];
}

/** A chart: the constructs of a namespace. */
interface ChartCode {
  readonly scope: Scope;
  readonly className: string;
  readonly id: string;
  readonly statements: readonly Statement[];
}

function chartsOf(scopes: readonly Scope[]): ChartCode[] {
  const [names, ids] = [new Names(), new Names()];
  return scopes.filter(scope => scope.workloads.length + scope.statements.length > 0).map(scope => {
    const id = ids.take(scope.namespace ?? 'application', '-');
    const className = names.take(`${pascalCase(id)}Chart`);
    const defaults = scope.defaults ? [{ expression: scope.defaults }] : [];
    const statements = [...profileOf(scope), ...defaults, ...scope.workloads.flatMap(workload => scope.statementsOf(workload)), ...scope.statements];
    return { scope, className, id, statements };
  });
}

/** The properties of the cluster come first, because the declarations read them. */
function profileOf({ profile }: Scope): Statement[] {
  return Object.keys(profile).length > 0 ? [{ expression: ClusterProfile.set(THIS as never, profile as never) as unknown as Expression }] : [];
}

/**
 * @param charts the charts that the file declares
 * @param imported the charts that it imports
 */
function writeMain(program: Program, folder: string, charts: readonly ChartCode[], imported: readonly ChartCode[]): string {
  const names = new SourceNames(new Names());
  const bodies = charts.map(chart => writeChart(chart, names));
  imported.forEach(({ className, id }) => names.importName(`./${posix.join(folder, id)}`, className));
  const app = new Variable('app', true);
  const create = (className: string, ...args: Code[]): Statement => ({ expression: new Call(new Variable(className, true), [app, ...args], true) });
  names.importName('cdk8s', 'App');
  const lines = ['const app = new App();'];
  if (program.kubernetesVersion !== undefined) {
    names.importName('cdk8s-service-patterns', 'ClusterProfile');
    lines.push(`ClusterProfile.set(app, { kubernetesVersion: '${program.kubernetesVersion}' });`);
  }
  lines.push(...[...charts, ...imported].flatMap(({ className, id }) => printStatements([create(className, id)], names, '')));
  if (program.documents.length > 0) {
    names.importName('path', 'join');
    ['Chart', 'Include'].forEach(name => names.importName('cdk8s', name));
    const chart = [...charts, ...imported].some(({ id }) => id === 'documents') ? 'other-documents' : 'documents';
    lines.push(
      '',
      '// Objects that no construct declares',
      `new Include(new Chart(app, '${chart}'), 'include', { url: join(__dirname, '${folder}/${DOCUMENTS}') });`,
    );
  }
  lines.push('', 'app.synth();');
  return [...names.importStatements(), '', ...bodies.flatMap(body => [...body, '']), ...lines, ''].join('\n');
}

function writeChart({ scope, className, statements }: ChartCode, names: SourceNames): string[] {
  names.import(statements);
  names.importName('cdk8s', 'Chart');
  names.importName('constructs', 'Construct');
  const props = scope.namespace === undefined ? '' : `, { namespace: '${scope.namespace}' }`;
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
