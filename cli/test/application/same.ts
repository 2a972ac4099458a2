import { declareObjects, deployment, service, type DeclaredManifests } from './declare';
import type { Document } from '../../src/document';
import { compare } from '../../src/proof/compare/compare';

/** Deployments with Services of the same names, each with the ports 80 (`http`) and 9090 (`metrics`). */
export function workloads(...names: readonly string[]): Document[] {
  return names.flatMap(name => [deployment(name), service(name)]);
}

/**
 * Declares objects with and without `--in-place`, and compares an object of theirs with what the program writes.
 *
 * @returns the declaration without `--in-place`
 */
export function expectSame(objects: readonly Document[], kind: string, name: string, how: string): DeclaredManifests {
  const [declared] = [false, true].map(inPlace => {
    const result = declareObjects(objects, inPlace);
    expect(result.adopted[`${kind} ${name}`]).toBe(how);
    expect(result.documents.filter(document => document.kind === kind && document.metadata.name === name)).toHaveLength(1);
    const differences = compare(objects, result.documents).filter(({ object, intent }) => object === `${kind} ${name}` && intent === undefined);
    expect(differences).toEqual([]);
    return result;
  });
  return declared;
}

/** Declares objects, and returns why one of them stays a document. The program writes it as it was read. */
export function reasonsAgainst(objects: readonly Document[], object: Document): string | readonly string[] {
  const { adopted, documents } = declareObjects(objects);
  expect(documents).toContainEqual(object);
  return adopted[`${object.kind} ${object.metadata.name}`];
}

/** The statements of a program, without the constructs that declare workloads. */
export function statementsOf({ code }: DeclaredManifests): string {
  const body = code.slice(code.indexOf('super(scope, id'), code.indexOf('\n  }\n}'));
  return body.split('\n\n').slice(1).filter(statement => !/new (ExposedWorkload|Worker)\(/.test(statement)).join('\n\n').replace(/^ {4}/gm, '');
}
