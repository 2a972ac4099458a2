import { isDeepStrictEqual } from 'util';
import type { Json } from './cases';

/** Fields of a document that can differ from the case, because the library generates them. */
const GENERATED = [
  /^metadata\.(name|namespace)$/,
  /^spec\.selector/,
  /^spec\.template\.metadata/,
  /^spec\.template\.spec\.(containers|initContainers)\[\d+\]\.(name|securityContext)/,
  // The case and the document can refer to the same port by name or by number
  /\.targetPort$/, /Probe\.\w+\.port$/,
];

/** Values that the API server sets by default. */
const DEFAULTS: Json = {
  type: ['ClusterIP', ''], sessionAffinity: ['None'], protocol: ['TCP'], clusterIP: [''], nodePort: [0],
};

/** The paths of the fields of a case that are missing in the documents of its declaration, or have another value there. */
export function missingFields(object: Json, documents: readonly Json[]): string[] {
  if (object.kind === 'Pod') {
    const { template } = documents.find(({ kind }) => kind === 'Deployment')!.spec;
    return differences({ spec: { template: { spec: object.spec } } }, { spec: { template } }, '');
  }
  return differences(object, documents.find(({ kind }) => kind === object.kind), '');
}

function differences(expected: unknown, actual: unknown, path: string): string[] {
  if (GENERATED.some(pattern => pattern.test(path)) || isDeepStrictEqual(expected, actual) || expected === null) {
    return [];
  }
  const empty = typeof expected === 'object' && Object.keys(expected).length === 0;
  if (actual === undefined && (empty || DEFAULTS[path.split('.').pop()!]?.includes(expected))) {
    return [];
  }
  if (typeof expected !== 'object' || typeof actual !== 'object' || actual === null) {
    return [path];
  }
  return Object.entries(expected).flatMap(([key, value]) => {
    const inner = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return differences(value, (actual as Json)[key], inner);
  });
}
