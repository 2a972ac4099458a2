import type { Cause } from './answer';
import type { ApiObject } from './finding';
import { inputOf, positionOf } from './input/inputs';
import { itemsOf, type Decode } from './input/lists';
import { readManifests, type DecodeFile } from './input/manifests';
import { escaped } from './messages/escaped';

/** A CustomResourceDefinition of the option `crds`. */
export interface Definition {
  readonly content: unknown;
  /** Where the definition stands, for a message. */
  readonly place: string;
}

/**
 * Reads the CustomResourceDefinitions of the option `crds`. Other objects in files and lists are not read.
 *
 * @throws Error if a path or a list has no definition, if a path does not exist, or if a document or an object cannot be read
 */
export function readDefinitions(crds: readonly (ApiObject | string)[], decode: Decode, decodeFile: DecodeFile): Definition[] {
  return crds.flatMap((given, index) => typeof given === 'string' && !isJson(given)
    ? definitionsIn(given, decodeFile)
    : definitionsOf(given, index, decode));
}

/** Whether a text is an object. All other texts are paths. */
function isJson(text: string): boolean {
  return text.trimStart().startsWith('{');
}

function definitionsIn(path: string, decode: DecodeFile): Definition[] {
  const { documents } = readManifests([path], true, decode);
  const unreadable = documents.find(({ error }) => error !== undefined);
  if (unreadable) {
    throw new Error(`${escaped(unreadable.file)}:${unreadable.line}: ${escaped(unreadable.error!)}`);
  }
  const definitions = documents.filter(({ document }) => isDefinition(document));
  if (definitions.length === 0) {
    throw new Error(`${escaped(path)}: the path contains no CustomResourceDefinition. Specify files or directories that contain definitions.`);
  }
  return definitions.map(({ json, file, line }) => ({ content: json!, place: `${escaped(file)}:${line}` }));
}

/** The definitions of a list, or the object itself. */
function definitionsOf(given: ApiObject | string, index: number, decode: Decode): Definition[] {
  const objects = itemsOf(inputOf('crds', given, index), decode);
  const definitions = objects.filter(({ item, object }) => item === undefined || isDefinition(object));
  if (definitions.length === 0) {
    throw new Error(`crds[${index}]: the list contains no CustomResourceDefinition. Specify lists that contain definitions.`);
  }
  return definitions.map(input => ({ content: input.sent, place: positionOf(input) }));
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
    `${definitions[index].place}: the CustomResourceDefinition is invalid: ${escaped(`${field && `${field}: `}${message}`)}`)).join('\n'));
}
