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

/**
 * Writes the program that declares an application. A workload that a rule of the library refuses is declared without the objects that belong to it, then
 * in place, and then not at all.
 */
export function declareApplication(documents: readonly InputDocument[], options: DeclareOptions): Declared {
  const steps = new Map<Document, { step: Step; why: readonly string[] }>();
  for (;;) {
    options.onProgress?.('Writing and running the program');
    const application = planApplication(documents, options, steps);
    const kept = documents.filter(document => 'why' in application.adopted.get(document)!).map(({ object }) => withoutClusterFields(object));
    const files = writeProgram({ ...options, scopes: application.scopes, documents: kept });
    try {
      return { application, files, documents: evaluate(files, basename(options.out), options.resolve) };
    } catch (error) {
      if (!declareLess(application, (error as Error).message, steps)) {
        throw error;
      }
    }
  }
}

/** Takes back a part of the declarations that an error is about. Returns whether there is one. */
function declareLess({ scopes }: Application, message: string, steps: Map<Document, { step: Step; why: readonly string[] }>): boolean {
  const constructs = scopes.flatMap(scope => [...scope.constructs].map(([id, object]) => ({ path: `${scope.namespace ?? 'application'}/${id}`, object })));
  const ofOthers = constructs.filter(({ path }) => mentions(message, path));
  if (ofOthers.length > 0) {
    ofOthers.forEach(({ path, object }) => steps.set(object, { step: Step.DOCUMENT, why: problemsIn(message, path) }));
    return true;
  }
  const belonging = scopes.flatMap(({ namespace, belonging: own }) => own.map(each => ({ ...each, path: `${namespace ?? 'application'}/${each.id}` })));
  const named = belonging.map(each => ({ ...each, why: problemsOf(message, each.path, each.option) })).filter(({ why }) => why.length > 0);
  if (named.length > 0) {
    named.forEach(({ objects, why }) => objects.forEach(object => steps.set(object, { step: Step.DOCUMENT, why })));
    return true;
  }
  const declared = scopes.flatMap(scope => scope.workloads.map(workload => ({ scope, workload })));
  const refused = declared.filter(({ scope, workload }) => mentions(message, `${scope.namespace ?? 'application'}/${workload.id}`));
  const affected = refused.length > 0 ? refused : declared;
  for (const { scope, workload } of affected) {
    const { step } = steps.get(workload.workload) ?? { step: Step.COMPLETE };
    const path = `${scope.namespace ?? 'application'}/${workload.id}`;
    steps.set(workload.workload, { step: next(step, workload.mode.inPlace), why: problemsIn(message, path) });
  }
  return affected.length > 0;
}

function next(step: Step, inPlace: boolean): Step {
  return step === Step.WITHOUT_OTHERS && inPlace ? Step.DOCUMENT : step + 1;
}

/** Whether a message is about a construct or a part of it. */
function mentions(message: string, path: string): boolean {
  return message.split('\n').some(line => isAbout(line, path));
}

function isAbout(line: string, path: string): boolean {
  const start = line.indexOf(path);
  return start !== -1 && !/[\w.-]/.test(line[start - 1] ?? ' ') && !/[\w.-]/.test(line[start + path.length] ?? ' ');
}

/** The problems of one option of a construct. */
function problemsOf(message: string, path: string, option: string): string[] {
  const lines = message.split('\n').map(line => line.trim()).filter(line => isAbout(line, path));
  return lines.filter(line => new RegExp(`^\\W*${option}\\b`).test(line.slice(line.indexOf(path) + path.length)));
}

function problemsIn(message: string, path: string): string[] {
  const lines = message.split('\n').map(line => line.trim()).filter(line => line !== '');
  const own = lines.filter(line => isAbout(line, path));
  return own.length > 0 ? own : lines;
}

