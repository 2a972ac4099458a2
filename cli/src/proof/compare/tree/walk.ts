import { isDeepStrictEqual } from 'node:util';
import { Fields, isAssumed, isIdle, Items, Leaf, plain, type Node } from './nodes';

/** A difference between two nodes. */
export interface NodeDifference {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
  /** Whether the original sets the value itself. */
  readonly wasSet: boolean;
}

/** All differences between two nodes. */
export function differencesBetween(was: Node | undefined, is: Node | undefined, path = ''): NodeDifference[] {
  if (isIdle(was) && isIdle(is) || !was && isAssumed(is) || !is && isAssumed(was)) {
    return [];
  }
  if (isEmptyList(was) && is instanceof Items || was instanceof Items && isEmptyList(is)) {
    return withinItems(was instanceof Items ? was : undefined, is instanceof Items ? is : undefined, path);
  }
  if (mayBe(was, Fields) && mayBe(is, Fields)) {
    return (was ?? is)!.isWhole && (!was || !is) ? [difference(path, was, is)] : withinFields(was, is, path);
  }
  if (mayBe(was, Items) && mayBe(is, Items)) {
    return [...orderDifferences(was, is, path), ...withinItems(was, is, path)];
  }
  if (was instanceof Leaf && is instanceof Leaf && isDeepStrictEqual(was.value, is.value)) {
    return [];
  }
  return [difference(path, was, is)];
}

/** Whether a node is a list without items, of which it is not known whether they have identities. */
function isEmptyList(node: Node | undefined): boolean {
  return node instanceof Leaf && isDeepStrictEqual(node.value, []);
}

function mayBe<T extends Node>(node: Node | undefined, type: new (...args: never[]) => T): node is T | undefined {
  return node === undefined || node instanceof type;
}

function difference(path: string, was: Node | undefined, is: Node | undefined): NodeDifference {
  const shown = (node: Node | undefined) => node === undefined || isAssumed(node) ? undefined : plain(node);
  return { path, was: shown(was), is: shown(is), wasSet: !isAssumed(was) };
}

function withinFields(was: Fields | undefined, is: Fields | undefined, path: string): NodeDifference[] {
  return namesOf(was, is).flatMap(name => differencesBetween(was?.entries.get(name), is?.entries.get(name), joined(path, name)));
}

function withinItems(was: Items | undefined, is: Items | undefined, path: string): NodeDifference[] {
  const isAnonymous = (was ?? is)!.order === 'anonymous';
  return namesOf(was, is).flatMap(name => {
    const [before, after] = [was?.entries.get(name), is?.entries.get(name)];
    const item = isAnonymous ? `${path}[]` : `${path}[${name}]`;
    return before && after ? differencesBetween(before, after, item) : [difference(item, before, after)];
  });
}

/** The items that both sides have in another order. */
function orderDifferences(was: Items | undefined, is: Items | undefined, path: string): NodeDifference[] {
  if (was?.order !== 'ordered' || is === undefined) {
    return [];
  }
  const common = (side: Items, other: Items) => [...side.entries.keys()].filter(name => other.entries.has(name));
  const [before, after] = [common(was, is), common(is, was)];
  return isDeepStrictEqual(before, after) ? [] : [{ path, was: before, is: after, wasSet: true }];
}

function namesOf(was: Fields | Items | undefined, is: Fields | Items | undefined): string[] {
  return [...new Set([...was?.entries.keys() ?? [], ...is?.entries.keys() ?? []])];
}

/** A path of a field. Names such as those of labels are in brackets. */
function joined(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) {
    return `${path}[${name}]`;
  }
  return path === '' ? name : `${path}.${name}`;
}
