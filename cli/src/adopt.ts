import { dirname } from 'node:path';
import type { Adopted, Scope } from './application/scope';
import { declareApplication } from './declare';
import type { Document } from './document';
import type { InputDocument } from './input/read-input';
import { modulesOf, type Modules } from './modules';
import { compare } from './proof/compare/compare';
import { keyOf, titleOf } from './proof/compare/objects/identity';
import { typeErrors } from './proof/type-check';
import { update } from './proof/update';
import type { AdoptOptions, Adoption } from './report/adoption';
import type { Difference, ObjectReport, Report } from './report/report';
import { DOCUMENT, NOT_DECLARED } from './report/summary';
import { isSame } from './report/verdict';

/**
 * Declares the objects of an application, and finds out whether the declaration means the same.
 *
 * @param modules the modules that the program imports; by default, those of the application in the folder of the main file
 */
export function adopt(documents: readonly InputDocument[], options: AdoptOptions, modules: Modules = modulesOf(dirname(options.out))): Adoption {
  const { inPlace, out, kubernetesVersion, onProgress } = options;
  const { resolve, fallback } = modules;
  const { application, files, documents: declared } = declareApplication(documents, { inPlace, out, kubernetesVersion, resolve, onProgress });
  const { adopted, scopes } = application;
  const originals = documents.filter(document => !('omitted' in adopted.get(document)!));
  onProgress?.('Comparing the declaration with the objects that were read');
  const differences = compare(originals.map(({ object }) => object), declared);
  onProgress?.('Asking the API server for its verdict on the update');
  const verdict = update(originals.map(({ object }) => object), declared, { kubernetesVersion, resolve });
  onProgress?.('Checking the types of the program');
  const report = {
    files: files.map(({ path, content }) => ({ path, lines: content.split('\n').length - 1 })),
    objects: [
      ...documents.map(document => reportOf(document, adopted.get(document)!, scopes, differences)),
      ...addedObjects(originals, declared, differences),
    ],
    typeErrors: typeErrors(files, { directory: dirname(out), fallback }),
    update: verdict,
    inputProblems: [],
  };
  const complete: Report = { ...report, same: false };
  return { files, report: { ...complete, same: isSame(complete, inPlace) } };
}

function reportOf(
  { object, source }: InputDocument, adopted: Adopted, scopes: readonly Scope[], differences: readonly Difference[],
): ObjectReport {
  const patches = scopes.flatMap(scope => scope.patchedFields.get(object) ?? []);
  const own = { ...identityOf(object), source, patches, differences: differences.filter(difference => difference.object === titleOf(object)) };
  if ('why' in adopted) {
    return { ...own, declaredAs: DOCUMENT, why: adopted.why };
  }
  return { ...own, declaredAs: 'omitted' in adopted ? `${NOT_DECLARED}, because ${adopted.omitted}` : adopted.declaredAs };
}

/** Objects that the declaration has in addition, such as a disruption budget. */
function addedObjects(originals: readonly InputDocument[], declared: readonly Document[], differences: readonly Difference[]): ObjectReport[] {
  const read = new Set(originals.map(({ object }) => keyOf(object)));
  return declared.filter(object => !read.has(keyOf(object))).map(object => ({
    ...identityOf(object),
    source: '',
    declaredAs: 'added by the library',
    patches: [],
    differences: differences.filter(difference => difference.object === titleOf(object)),
  }));
}

function identityOf({ kind, metadata }: Document): Pick<ObjectReport, 'kind' | 'name' | 'namespace'> {
  return { kind, name: metadata.name, ...metadata.namespace ? { namespace: metadata.namespace } : {} };
}

