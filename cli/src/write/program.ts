import { basename } from 'path';
import { chartsOf, writeChart, writeChartWithComponents, type Chart } from './chart';
import type { Scope } from '../application/scope';
import { Call, Variable } from '../code/expression';
import { Names } from '../code/identifiers';
import { printText } from '../code/print';
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

/** A longer file is divided: by namespaces, and those by workloads. */
const MAX_LINES = 300;

/** Writes the files of a program. */
export function writeProgram(program: Program): SourceFile[] {
  const main = basename(program.out);
  const folder = main.replace(/\.ts$/, '');
  const charts = chartsOf(program.scopes);
  const documents = filesOf(program.documents);
  const kept = documents.map((objects, index) => ({ path: `${folder}/${documentsFile(index)}`, content: toYaml(objects) }));
  const all = writeMain(program, folder, charts, [], documents.length);
  if (lengthOf(all) <= MAX_LINES || charts.length === 0) {
    return [{ path: main, content: all }, ...kept];
  }
  const files = charts.flatMap(chart => [...chartFiles(chart)].map(([path, content]) => ({ path: `${folder}/${path}`, content })));
  return [{ path: main, content: writeMain(program, folder, [], charts, documents.length) }, ...files, ...kept];
}

function chartFiles(chart: Chart): Map<string, string> {
  const names = new SourceNames(new Names());
  const lines = writeChart(chart, names);
  const content = [...names.importStatements(), '', ...lines, ''].join('\n');
  return lengthOf(content) <= MAX_LINES || chart.workloads.length < 2 ? new Map([[`${chart.file}.ts`, content]]) : writeChartWithComponents(chart);
}

function lengthOf(content: string): number {
  return content.split('\n').length - 1;
}

/** Objects of one file must have different ids, which do not contain the group of a kind. */
function filesOf(documents: readonly Document[]): Document[][] {
  const files: Map<string, Document>[] = [];
  for (const document of documents) {
    const id = includedId(document);
    let file = files.find(each => !each.has(id));
    if (!file) {
      file = new Map();
      files.push(file);
    }
    file.set(id, document);
  }
  return files.map(file => [...file.values()]);
}

/** The id that `Include` of cdk8s 2.70.0 gives an object, which no other object of its file must have. */
export function includedId({ kind, metadata: { name, namespace } }: Document): string {
  return [name, kind.toLowerCase(), namespace].filter(part => part).join('-');
}

function documentsFile(index: number): string {
  return index === 0 ? 'documents.yaml' : `documents-${index + 1}.yaml`;
}

/**
 * @param charts the charts that the file declares
 * @param imported the charts that it imports
 * @param documents the number of files with objects that stay as they are
 */
function writeMain(
  { kubernetesVersion }: Program, folder: string, charts: readonly Chart[], imported: readonly Chart[], documents: number,
): string {
  const names = new SourceNames(new Names());
  const bodies = charts.map(chart => writeChart(chart, names));
  imported.forEach(({ className, file }) => names.importName(`./${folder}/${file}`, className));
  names.importName('cdk8s', 'App');
  const app = new Variable('app', true);
  const lines = ['const app = new App();'];
  if (kubernetesVersion !== undefined) {
    names.importName('cdk8s-service-patterns', 'ClusterProfile');
    lines.push(`ClusterProfile.set(app, { kubernetesVersion: ${printText(kubernetesVersion)} });`);
  }
  const all = [...charts, ...imported];
  const creations = all.map(({ className, id }) => ({ expression: new Call(new Variable(className, true), [app, id], true) }));
  lines.push(...creations.flatMap(creation => printStatements([creation], names, '')), ...includeDocuments(all, folder, documents, names), '', 'app.synth();');
  return [...names.importStatements(), '', ...bodies.flatMap(body => [...body, '']), ...lines, ''].join('\n');
}

function includeDocuments(charts: readonly Chart[], folder: string, number: number, names: SourceNames): string[] {
  if (number === 0) {
    return [];
  }
  names.importName('path', 'join');
  ['Chart', 'Include'].forEach(name => names.importName('cdk8s', name));
  const id = charts.some(chart => chart.id === 'documents') ? 'other-documents' : 'documents';
  const urls = Array.from({ length: number }, (_, index) => `{ url: join(__dirname, ${printText(`${folder}/${documentsFile(index)}`)}) }`);
  const [first, ...others] = urls;
  const comment = ['', '// Objects that no construct declares'];
  return others.length === 0
    ? [...comment, `new Include(new Chart(app, '${id}'), 'include', ${first});`]
    : [...comment, `const documents = new Chart(app, '${id}');`, ...urls.map((url, index) => `new Include(documents, 'include-${index + 1}', ${url});`)];
}
