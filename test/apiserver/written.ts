import { isDeepStrictEqual } from 'util';
import type { Json } from './cases';

/** What a document may say in other words than the case, because the library writes it. */
const OWN_WORDS = [
  /^metadata\.(name|namespace)$/,
  /^spec\.selector/,
  /^spec\.template\.metadata/,
  /^spec\.template\.spec\.(containers|initContainers)\[\d+\]\.(name|securityContext)/,
  // By name or by number, the same port
  /\.targetPort$/, /Probe\.\w+\.port$/,
];

/** What the server puts there by itself. */
const DEFAULTS: Json = {
  type: ['ClusterIP', ''], sessionAffinity: ['None'], protocol: ['TCP'], clusterIP: [''], nodePort: [0],
};

/** Fields of a case that the documents of its declaration do not have, or have with another value. */
export function loss(object: Json, documents: readonly Json[]): string[] {
  if (object.kind === 'Pod') {
    const { template } = documents.find(({ kind }) => kind === 'Deployment')!.spec;
    return missing({ spec: { template: { spec: object.spec } } }, { spec: { template } }, '');
  }
  return missing(object, documents.find(({ kind }) => kind === object.kind), '');
}

function missing(said: unknown, written: unknown, path: string): string[] {
  if (OWN_WORDS.some(pattern => pattern.test(path)) || isDeepStrictEqual(said, written) || said === null) {
    return [];
  }
  const empty = typeof said === 'object' && Object.keys(said).length === 0;
  if (written === undefined && (empty || DEFAULTS[path.split('.').pop()!]?.includes(said))) {
    return [];
  }
  if (typeof said !== 'object' || typeof written !== 'object' || written === null) {
    return [path];
  }
  return Object.entries(said).flatMap(([key, value]) => {
    const inner = Array.isArray(said) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return missing(value, (written as Json)[key], inner);
  });
}
