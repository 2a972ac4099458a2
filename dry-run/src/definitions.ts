import type { Cause } from './answer';
import type { ApiObject } from './finding';
import { readManifests, type DecodeFile } from './input/manifests';
import { escaped } from './report/escaped';

/** A CustomResourceDefinition of the option `crds`. */
export interface Definition {
  readonly content: ApiObject | string;
  /** Where the definition stands, for a message. */
  readonly place: string;
}

/**
 * Reads the CustomResourceDefinitions of the option `crds`. Other objects in the files are not read.
 *
 * @throws Error if a path does not exist, has no definition, or has a document that cannot be read
 */
export function readDefinitions(crds: readonly (ApiObject | string)[], decode: DecodeFile): Definition[] {
  return crds.flatMap((given, index) => typeof given === 'string'
    ? definitionsIn(given, decode)
    : definitionsOf(given).map(content => ({ content, place: `crds[${index}]` })));
}

function definitionsIn(path: string, decode: DecodeFile): Definition[] {
  const { documents } = readManifests([path], true, decode);
  const unreadable = documents.find(({ error }) => error !== undefined);
  if (unreadable) {
    throw new Error(`${escaped(unreadable.file)}:${unreadable.line}: ${unreadable.error}`);
  }
  const definitions = documents.filter(({ document }) => isDefinition(document));
  if (definitions.length === 0) {
    throw new Error(`${escaped(path)}: the path contains no CustomResourceDefinition. Specify files or directories that contain definitions.`);
  }
  return definitions.map(({ json, file, line }) => ({ content: json!, place: `${escaped(file)}:${line}` }));
}

/** The definitions of a List, or the object itself. */
function definitionsOf(object: ApiObject): readonly ApiObject[] {
  return object.kind === 'List' && Array.isArray(object.items) ? object.items.filter(isDefinition) : [object];
}

function isDefinition(document: unknown): boolean {
  return (document as ApiObject | null)?.kind === 'CustomResourceDefinition';
}

/** A definition that the server would refuse. */
export interface InvalidDefinition {
  readonly index: number;
  readonly causes: readonly Cause[];
}

/** The error about definitions that the server would refuse. */
export function definitionError(invalid: readonly InvalidDefinition[], definitions: readonly Definition[]): Error {
  return new Error(invalid.flatMap(({ index, causes }) => causes.map(({ field, message }) =>
    `${definitions[index].place}: the CustomResourceDefinition is invalid: ${field && `${field}: `}${message}`)).join('\n'));
}
