import { basename } from 'path';
import { Step, planApplication, type Application } from './application/application';
import { withoutClusterFields } from './application/without-cluster-fields';
import type { Document } from './document';
import type { InputDocument } from './input/read-input';
import { evaluate, type Resolve } from './proof/evaluate';
import { writeProgram, type SourceFile } from './write/program';

/** How an application is declared. */
export interface DeclareOptions {
  readonly inPlace: boolean;
  /** The path of the main file. */
  readonly out: string;
  readonly kubernetesVersion?: string;
  /** Returns the modules that the program imports. */
  readonly resolve: Resolve;
  readonly onProgress?: (text: string) => void;
}

/** A program that declares an application, and that runs. */
export interface Declared {
  readonly application: Application;
  readonly files: readonly SourceFile[];
  /** What `cdk8s synth` writes. */
  readonly documents: readonly Document[];
}

type FoundSteps = Map<Document, { readonly step: Step; readonly why: readonly string[] }>;

/**
 * Writes the program that declares an application. A workload that a rule of the library refuses is declared without the objects that belong to it, then
 * in place, and then not at all.
 */
export function declareApplication(documents: readonly InputDocument[], options: DeclareOptions): Declared {
  const steps: FoundSteps = new Map();
  for (;;) {
    options.onProgress?.('Writing and running the program');
    const application = planApplication(documents, options, steps);
    const kept = documents.filter(document => 'why' in application.adopted.get(document)!).map(({ object }) => withoutClusterFields(object));
    const files = writeProgram({ ...options, scopes: application.scopes, documents: kept });
    try {
      return { application, files, documents: evaluate(files, basename(options.out), options.resolve) };
    } catch (error) {
      const problems = (error as Error).message.split('\n').map(line => line.trim()).filter(line => line !== '');
      if (!declareLess(application, problems, steps)) {
        throw error;
      }
    }
  }
}

/**
 * Takes back a part of the declarations that an error is about. Returns whether there is one.
 *
 * @param problems the lines of the error
 */
function declareLess({ scopes }: Application, problems: readonly string[], steps: FoundSteps): boolean {
  const constructs = scopes.flatMap(scope => [...scope.constructs].map(([id, object]) => (
    { objects: [object], why: problemsOf(problems, scope.pathOf(id)) }
  )));
  const options = scopes.flatMap(scope => scope.belonging.map(({ id, option, objects }) => (
    { objects, why: problemsOf(problems, scope.pathOf(id), option) }
  )));
  for (const parts of [constructs, options]) {
    const refused = parts.filter(({ why }) => why.length > 0);
    if (refused.length > 0) {
      refused.forEach(({ objects, why }) => objects.forEach(object => steps.set(object, { step: Step.DOCUMENT, why })));
      return true;
    }
  }
  const workloads = scopes.flatMap(scope => scope.workloads.map(declared => ({ declared, why: problemsOf(problems, scope.pathOf(declared.id)) })));
  const refused = workloads.filter(({ why }) => why.length > 0);
  // An error that names no construct can be about each of them.
  const affected = refused.length > 0 ? refused : workloads.map(({ declared }) => ({ declared, why: problems }));
  for (const { declared: { workload, mode }, why } of affected) {
    const { step } = steps.get(workload) ?? { step: Step.COMPLETE };
    steps.set(workload, { step: next(step, mode.inPlace), why });
  }
  return affected.length > 0;
}

function next(step: Step, inPlace: boolean): Step {
  return step === Step.WITHOUT_OTHERS && inPlace ? Step.DOCUMENT : step + 1;
}

/** The lines about a construct, or about one of its options. */
function problemsOf(problems: readonly string[], path: string, option?: string): string[] {
  const ofConstruct = problems.filter(line => isAbout(line, path));
  return option === undefined ? ofConstruct
    : ofConstruct.filter(line => new RegExp(`^\\W*${option}\\b`).test(line.slice(line.indexOf(path) + path.length)));
}

/** Whether a line is about a construct or a part of it. */
function isAbout(line: string, path: string): boolean {
  const start = line.indexOf(path);
  return start !== -1 && !/[\w.-]/.test(line[start - 1] ?? ' ') && !/[\w.-]/.test(line[start + path.length] ?? ' ');
}
