import type { Trial } from './trial';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';
import { API_PROXY } from '../harness/facts';

/** The response of the real API server to an object. */
export interface RealAnswer {
  /** The stored object, or the reason why it was refused. */
  readonly body: Document;
  readonly accepted: boolean;
  /** Whether the object existed before. */
  readonly updated: boolean;
  readonly warnings: readonly string[];
}

const MANAGER = 'fieldManager=kubectl';
const IMMEDIATELY = 'propagationPolicy=Background&gracePeriodSeconds=0';

/** Creates new objects and applies existing objects, as the dry run does. Deletes all objects afterwards. */
export async function applyToRealServer({ live, documents }: Trial): Promise<RealAnswer[]> {
  const created = new Set<string>();
  const answers: RealAnswer[] = [];
  try {
    for (const text of live) {
      await apply(text, created, 'Ignore');
    }
    for (const text of documents) {
      answers.push(created.has((await pathsOf(text)).path)
        ? { ...await apply(text, created, 'Strict'), updated: true }
        : { ...await create(text, created), updated: false });
    }
  } finally {
    for (const path of [...created].reverse()) {
      await remove(path);
    }
  }
  return answers;
}

async function create(text: string, created: Set<string>): Promise<Response> {
  const { collection, isStored } = await pathsOf(text);
  const response = await request('POST', `${collection}?${MANAGER}&fieldValidation=Strict`, text);
  if (response.accepted && isStored) {
    created.add(`${collection}/${response.body.metadata.name}`);
  }
  const address = ALLOCATED.exec(response.body.message)?.[1];
  if (address !== undefined && !await isUsed(address)) {
    await eventually(`the address ${address} is free`, async () => (await request('GET', `${ADDRESSES}/${address}`)).accepted ? undefined : true);
    return create(text, created);
  }
  return response;
}

/**
 * The address of a deleted Service can still be allocated: if the API server's repair of addresses has not seen the deletion yet, it allocates the
 * address again, and releases it a minute later (Kubernetes 1.37, pkg/registry/core/service/ipallocator/controller/repairip.go).
 */
const ALLOCATED = /failed to allocate IP (\S+): provided IP is already allocated/;
const ADDRESSES = '/apis/networking.k8s.io/v1/ipaddresses';

async function isUsed(address: string): Promise<boolean> {
  const { body } = await request('GET', '/api/v1/services');
  return body.items.some(({ spec }: Document) => spec.clusterIPs?.includes(address));
}

/**
 * Whether an answer refuses a node port that no Service has. Like addresses, a port of a deleted Service can still be allocated, but for up to nine
 * minutes: the API server's repair of ports keeps a port that it cannot explain for three of its rounds (numRepairsBeforeLeakCleanup in
 * pkg/registry/core/service/portallocator/controller/repair.go of Kubernetes 1.37). Such an answer cannot be compared.
 */
export async function isLeakedNodePort({ accepted, body }: RealAnswer): Promise<boolean> {
  const port = accepted ? undefined : Number(ALLOCATED_PORT.exec(body.message)?.[1]);
  if (!port) {
    return false;
  }
  const services: Document[] = (await request('GET', '/api/v1/services')).body.items;
  const probe = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'probe' }, spec: { type: 'NodePort', ports: [{ port: 80, nodePort: port }] } };
  const answer = await request('POST', '/api/v1/namespaces/default/services?dryRun=All', JSON.stringify(probe));
  return !answer.accepted && !services.some(({ spec }) => spec.ports?.some((each: Document) => each.nodePort === port));
}

const ALLOCATED_PORT = /nodePort: Invalid value: (\d+): provided port is already allocated/;

async function apply(text: string, created: Set<string>, fieldValidation: 'Ignore' | 'Strict'): Promise<Response> {
  const { path } = await pathsOf(text);
  const response = await request('PATCH', `${path}?${MANAGER}&force=true&fieldValidation=${fieldValidation}`, text, 'application/apply-patch+yaml');
  if (response.accepted) {
    created.add(path);
  }
  return response;
}

/** Deletes an object, and removes its finalizers, which would keep it. Those of a Namespace are in its spec. */
async function remove(path: string): Promise<void> {
  const { body } = await request('DELETE', `${path}?${IMMEDIATELY}`);
  if (body.kind === 'Namespace') {
    const { metadata: { resourceVersion, ...metadata }, ...namespace } = body;
    await request('PUT', `${path}/finalize`, JSON.stringify({ ...namespace, metadata, spec: { finalizers: [] } }));
  }
  if (body.metadata?.finalizers) {
    await request('PATCH', path, '{"metadata":{"finalizers":null}}', 'application/merge-patch+json');
  }
}

const RESOURCES = new Map<string, Promise<Document[]>>();

/** The resources of an API group at a version, without subresources. */
async function resourcesOf(apiVersion: string): Promise<Document[]> {
  const group = pathOfGroup(apiVersion);
  if (!RESOURCES.has(group)) {
    RESOURCES.set(group, request('GET', group).then(({ body }) => body.resources.filter(({ name }: Document) => !name.includes('/'))));
  }
  return RESOURCES.get(group)!;
}

const pathOfGroup = (apiVersion: string) => apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** The kinds that the server's discovery lists, apart from custom resources, with their verbs, in the format of `dry-run/test/server/discovery/`. */
export async function discoveredKinds(): Promise<string[]> {
  const custom = (await request('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).body.items.map(({ spec }: Document) => spec.group);
  const groups: Document[] = (await request('GET', '/apis')).body.groups.filter(({ name }: Document) => !custom.includes(name));
  const versions: string[] = ['v1', ...groups.flatMap(group => group.versions.map(({ groupVersion }: Document) => groupVersion))];
  const lines = await Promise.all(versions.map(async version => (await resourcesOf(version)).map(({ kind, verbs }) => `${version} ${kind} ${[...verbs].sort()}`)));
  return lines.flat().sort();
}

/** The paths of an object, and of all objects of its kind, in the API, and whether the server stores them. */
async function pathsOf(text: string): Promise<{ path: string; collection: string; isStored: boolean }> {
  const { apiVersion, kind, metadata: { name, namespace = 'default' } } = JSON.parse(text);
  const group = pathOfGroup(apiVersion);
  const resource = (await resourcesOf(apiVersion)).find(each => each.kind === kind)!;
  const collection = `${group}${resource.namespaced ? `/namespaces/${namespace}` : ''}/${resource.name}`;
  return { path: `${collection}/${name}`, collection, isStored: resource.verbs.includes('delete') };
}

type Response = Pick<RealAnswer, 'body' | 'accepted' | 'warnings'>;

async function request(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
  const response = await fetch(API_PROXY + path, { method, body, headers: { 'Content-Type': type } });
  const text = await response.text();
  // A method that a resource does not have is refused with a text.
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
  return { body: isJson ? JSON.parse(text) : { message: text }, accepted: response.ok, warnings: warningsIn(response.headers.get('Warning') ?? '') };
}

/** The texts of warnings, which are in UTF-8 but were decoded as Latin-1. */
function warningsIn(header: string): string[] {
  const text = Buffer.from(header, 'latin1').toString('utf-8');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, quoted]) => quoted.replace(/\\(.)/g, '$1'));
}
