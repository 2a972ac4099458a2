import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

/** A Deployment whose only container has these fields. */
export function withContainer(fields: Document, pod: Document = {}): Document {
  return deployment({ containers: [{ name: 'web', image: 'web:1', ...fields }], ...pod });
}

/** A Deployment of pods with these fields. */
export function deployment(pod: Document = {}, spec: Document = {}, kind = 'Deployment'): Document {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }], ...pod } },
      ...spec,
    },
  };
}

/** A Service of the pods of these workloads. */
export function service(spec: Document = {}, metadata: Document = {}): Document {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...metadata }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } };
}

/** Any object with a spec. */
export function object(apiVersion: string, kind: string, spec: Document, others: Document = {}): Document {
  return { apiVersion, kind, metadata: { name: 'web' }, spec, ...others };
}

/** The differences between one object before and after, without the name of the object. */
export function changes(was: Document, is: Document): { path: string; was: unknown; is: unknown; intent?: string }[] {
  return compare([was].flat(), [is].flat()).map(({ object: _, ...change }) => change);
}
