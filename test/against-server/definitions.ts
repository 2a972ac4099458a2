import type { ApiObject } from 'kubernetes-dry-run';

/** The definition of a custom resource. */
export function definition(group: string, version: string, kind: string, spec: object): ApiObject {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: object({ spec }, 'spec') } }],
    },
  };
}

/** The schema of an object. */
export function object(properties: Record<string, unknown>, ...required: string[]): object {
  return { type: 'object', properties, ...required.length > 0 ? { required } : {} };
}
