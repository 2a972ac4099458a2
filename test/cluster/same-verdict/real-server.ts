import type { Trial } from './trial';
import type { Document } from '../../support';
import { API_PROXY } from '../harness/facts';

/** What the real API server says to an object. */
export interface RealAnswer {
  /** The object as it is stored, or why it is not. */
  readonly body: Document;
  readonly accepted: boolean;
  /** Whether it was there before. */
  readonly updated: boolean;
  readonly warnings: readonly string[];
}

const MANAGER = 'fieldManager=kubectl';
const AT_ONCE = 'propagationPolicy=Background&gracePeriodSeconds=0';

/** Asks as the dry run does: what is new is created, what is there is applied. Afterwards nothing of it is left. */
export async function askRealServer({ live, documents }: Trial): Promise<RealAnswer[]> {
  const made = new Set<string>();
  const answers: RealAnswer[] = [];
  try {
    for (const text of live) {
      await apply(text, made, 'Ignore');
    }
    for (const text of documents) {
      const { path, collection } = await placeOf(text);
      answers.push(made.has(path)
        ? { ...await apply(text, made, 'Strict'), updated: true }
        : { ...await create(text, collection, made), updated: false });
    }
  } finally {
    for (const path of made) {
      await remove(path);
    }
  }
  return answers;
}

async function create(text: string, collection: string, made: Set<string>): Promise<Response> {
  const created = await request('POST', `${collection}?${MANAGER}&fieldValidation=Strict`, text);
  if (created.accepted) {
    made.add(`${collection}/${created.body.metadata.name}`);
  }
  return created;
}

async function apply(text: string, made: Set<string>, fieldValidation: 'Ignore' | 'Strict'): Promise<Response> {
  const { path } = await placeOf(text);
  const applied = await request('PATCH', `${path}?${MANAGER}&force=true&fieldValidation=${fieldValidation}`, text, 'application/apply-patch+yaml');
  if (applied.accepted) {
    made.add(path);
  }
  return applied;
}

/** What has finalizers is there until they are taken away. */
async function remove(path: string): Promise<void> {
  const { body } = await request('DELETE', `${path}?${AT_ONCE}`);
  if (body.metadata?.finalizers) {
    await request('PATCH', path, '{"metadata":{"finalizers":null}}', 'application/merge-patch+json');
  }
}

const RESOURCES = new Map<string, Promise<Document[]>>();

/** Where the API server has an object, and all of its kind. */
async function placeOf(text: string): Promise<{ path: string; collection: string }> {
  const { apiVersion, kind, metadata: { name, namespace = 'default' } } = JSON.parse(text);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  if (!RESOURCES.has(group)) {
    RESOURCES.set(group, request('GET', group).then(({ body }) => body.resources));
  }
  const resource = (await RESOURCES.get(group)!).find(each => each.kind === kind && !each.name.includes('/'))!;
  const collection = `${group}${resource.namespaced ? `/namespaces/${namespace}` : ''}/${resource.name}`;
  return { path: `${collection}/${name}`, collection };
}

type Response = Pick<RealAnswer, 'body' | 'accepted' | 'warnings'>;

async function request(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
  const response = await fetch(API_PROXY + path, { method, body, headers: { 'Content-Type': type } });
  return { body: JSON.parse(await response.text()), accepted: response.ok, warnings: warningsIn(response.headers.get('Warning') ?? '') };
}

/** The texts of warnings, which are UTF-8 and read as Latin-1. */
function warningsIn(header: string): string[] {
  const text = Buffer.from(header, 'latin1').toString('utf-8');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, quoted]) => quoted.replace(/\\(.)/g, '$1'));
}
