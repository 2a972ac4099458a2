import { groupOf, key, keyOf, nameOf, namespaceOf, titleOf } from './objects/identity';
import { Fields, Items, Leaf, type Node } from './tree/nodes';
import { differencesBetween, type NodeDifference } from './tree/walk';
import type { Document } from '../../document';

/** Controllers of Kubernetes that write EndpointSlices. */
const CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** The endpoints of a Service that are compared together. */
export interface ServiceEndpoints {
  readonly title: string;
  readonly differences: readonly NodeDifference[];
}

interface ComparedEndpoints {
  /** The documents that need not be compared one by one. */
  readonly compared: ReadonlySet<Document>;
  readonly found: readonly ServiceEndpoints[];
}

/** Whether controllers wrote these endpoints, so that they are no part of a declaration. */
export function isWrittenByController(document: Document, documents: readonly Document[]): boolean {
  if (isSlice(document)) {
    return CONTROLLERS.includes(document.metadata?.labels?.['endpointslice.kubernetes.io/managed-by']);
  }
  return isEndpoints(document) && documents.some(each => (
    keyOf(each) === key('', 'Service', namespaceOf(document), nameOf(document)) && Object.keys(each.spec?.selector ?? {}).length > 0
  ));
}

/**
 * Compares the endpoints of each Service by their addresses and ports, if the objects that contain them do not have the same names and kinds on both
 * sides: Endpoints can become EndpointSlices.
 */
export function compareEndpoints(originals: readonly Document[], declared: readonly Document[]): ComparedEndpoints {
  const compared = new Set<Document>();
  const found: ServiceEndpoints[] = [];
  const [before, after] = [byService(originals), byService(declared)];
  for (const [service, was] of before) {
    const is = after.get(service) ?? [];
    if (is.length > 0 && [...keysOf(was)].sort().join() !== [...keysOf(is)].sort().join()) {
      [...was, ...is].forEach(document => compared.add(document));
      found.push({ title: titleOf(was[0]), differences: differencesBetween(addressesOf(was), addressesOf(is)) });
    }
  }
  return { compared, found };
}

function isEndpoints(document: Document): boolean {
  return document.kind === 'Endpoints' && groupOf(document) === '';
}

function isSlice(document: Document): boolean {
  return document.kind === 'EndpointSlice' && groupOf(document) === 'discovery.k8s.io';
}

function keysOf(documents: readonly Document[]): Set<string> {
  return new Set(documents.map(keyOf));
}

function byService(documents: readonly Document[]): Map<string, Document[]> {
  const found = new Map<string, Document[]>();
  for (const document of documents) {
    const name = isEndpoints(document) ? nameOf(document) : isSlice(document) && document.metadata?.labels?.['kubernetes.io/service-name'];
    if (typeof name === 'string') {
      const service = `${namespaceOf(document)}/${name}`;
      found.set(service, [...found.get(service) ?? [], document]);
    }
  }
  return found;
}

/** The addresses with their ports. An endpoint counts as ready unless a condition says otherwise. */
function addressesOf(documents: readonly Document[]): Node {
  const entries = new Map<string, Node>();
  for (const { address, port, ready, hostname } of documents.flatMap(each => isSlice(each) ? ofSlice(each) : ofEndpoints(each))) {
    const { port: number = '', protocol = 'TCP', name = '', appProtocol = '' } = port;
    const fields = Object.entries({ name, ready, appProtocol, hostname }).map(([field, value]) => (
      [field, new Leaf(value, value === '' ? 'assumed' : 'set')] as const
    ));
    entries.set(`${address}:${number}/${protocol}`, new Fields(new Map(fields), true));
  }
  return new Fields(new Map([['addresses', new Items(entries, 'unordered')]]), true);
}

interface Endpoint {
  readonly address: string;
  readonly port: Document;
  readonly ready: boolean;
  readonly hostname: string;
}

function ofSlice({ endpoints, ports }: Document): Endpoint[] {
  return (endpoints ?? []).flatMap(({ addresses, conditions, hostname = '' }: Document) => (addresses ?? []).flatMap((address: string) => (
    (ports?.length > 0 ? ports : [{}]).map((port: Document) => ({ address, port, ready: conditions?.ready ?? true, hostname }))
  )));
}

function ofEndpoints({ subsets }: Document): Endpoint[] {
  return (subsets ?? []).flatMap(({ addresses, notReadyAddresses, ports }: Document) => [true, false].flatMap(ready => (
    ((ready ? addresses : notReadyAddresses) ?? []).flatMap(({ ip, hostname = '' }: Document) => (
      (ports?.length > 0 ? ports : [{}]).map((port: Document) => ({ address: ip, port, ready, hostname }))
    ))
  )));
}
