import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { canonical } from './canonical';

/** How the names of manifests end. cdk8s adds this to the names of charts. */
export const MANIFEST = '.k8s.yaml';

type Json = Record<string, any>;

/** The documents of all manifests in a directory and its subdirectories. */
export function readDocuments(directory: string): Json[] {
  const manifests = readdirSync(directory, { recursive: true, encoding: 'utf-8' }).filter(name => name.endsWith(MANIFEST));
  return manifests.flatMap(name => parseDocuments(readFileSync(join(directory, name), 'utf-8')));
}

/** The documents of a text, without empty ones. */
function parseDocuments(text: string): Json[] {
  // The version with which cdk8s writes YAML.
  return parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS()).filter(document => document !== null);
}

/** Throws an error with the first difference if the documents of a side are not equivalent to the expected ones. */
export function requireEqual(side: string, actual: readonly Json[], expected: readonly Json[]): void {
  const difference = firstDifference('', canonical(actual), canonical(expected));
  if (difference !== undefined) {
    throw new Error(`${side} and cdk8s-plus write different documents: ${difference}`);
  }
}

function firstDifference(path: string, actual: unknown, expected: unknown): string | undefined {
  if (isDeepStrictEqual(actual, expected)) {
    return undefined;
  }
  if (!isObject(actual) || !isObject(expected)) {
    return `${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .map(key => firstDifference(`${path}/${key}`, actual[key], expected[key]))
    .find(difference => difference !== undefined);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
