import { readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import type { ApiObject, ApplyResult } from 'kubernetes-dry-run';
import { GATEWAY_API } from '../../lib/gateway/reference-grants';
import type { Document } from '../support';

/** The schema of `spec` of each kind, reduced to its default values, by version of the Gateway API. `scripts/gateway-api-defaults.ts` records it. */
const RECORDED: Record<string, Record<string, Document>> = JSON.parse(readFileSync(join(__dirname, 'recorded', 'gateway-api-defaults.json'), 'utf8'));

/** The versions whose default values are recorded. */
export const RECORDED_VERSIONS = Object.keys(RECORDED);

/** The version of a kind that the library writes. */
export function writtenVersion(kind: string): string {
  return kind === 'ReferenceGrant' ? 'v1beta1' : 'v1';
}

/** Definitions of the kinds that a version of the Gateway API serves, with its default values and without other conditions. */
export function definitionsOf(version: string): ApiObject[] {
  return Object.entries(RECORDED[version]).map(([kind, spec]) => {
    const plural = kind.toLowerCase().replace(/y$/, 'ie').replace(/s$/, 'se') + 's';
    const schema = { type: 'object', properties: { spec: open(spec) } };
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      // the server requires the annotation for groups of the Kubernetes project
      metadata: { name: `${plural}.${GATEWAY_API}`, annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api' } },
      spec: {
        group: GATEWAY_API,
        scope: 'Namespaced',
        names: { kind, plural, singular: kind.toLowerCase() },
        versions: [{ name: writtenVersion(kind), served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    };
  });
}

/** A schema that keeps the fields that it does not describe. */
function open({ type, default: value, properties, items }: Document): Document {
  return {
    type,
    default: value,
    ...type === 'object' ? { 'x-kubernetes-preserve-unknown-fields': true } : {},
    properties: properties && Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, open(schema as Document)])),
    items: items ? open(items) : type === 'array' ? { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } : undefined,
  };
}

/** Whether a document is an object of the Gateway API. */
export function isOfGatewayApi({ apiVersion }: Document): boolean {
  return apiVersion.startsWith(`${GATEWAY_API}/`);
}

/** The objects of the Gateway API whose stored spec differs from the spec in the document. */
export function storedOtherwise(documents: readonly Document[], results: readonly ApplyResult[]): string[] {
  const written = JSON.parse(JSON.stringify(documents)) as Document[];
  return results.slice(-documents.length).flatMap(({ stored }, index) => {
    const { kind, metadata, spec } = written[index];
    return stored === undefined || !isOfGatewayApi(written[index]) || isDeepStrictEqual(stored.spec, spec) ? []
      : [`${kind} ${metadata.name} is stored as ${JSON.stringify(stored.spec)}, and written as ${JSON.stringify(spec)}`];
  });
}
