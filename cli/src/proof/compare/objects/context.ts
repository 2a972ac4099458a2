import { key, keyOf, namespaceOf } from './identity';
import type { Document } from '../../../document';

/** What the meaning of an object depends on: the object itself, and the other objects of its application. */
export class Context {
  constructor(public readonly object: Document, private readonly side: Side) {}

  /** The object with this name in the same namespace. */
  find(group: string, kind: string, name: string): Document {
    return this.side.find(group, kind, namespaceOf(this.object), name);
  }

  /** The pod templates, and the pods, with these labels in the same namespace. */
  podsWith(labels: Readonly<Record<string, string>>): Document[] {
    const selected = Object.entries(labels);
    return this.side.podsIn(namespaceOf(this.object)).filter(pod => selected.every(([name, value]) => pod.metadata?.labels?.[name] === value));
  }
}

/** All objects of an application, before or after it was declared. */
export class Side {
  private readonly byKey: ReadonlyMap<string, Document>;
  private readonly pods = new Map<string, Document[]>();

  constructor(public readonly documents: readonly Document[]) {
    this.byKey = new Map(documents.map(document => [keyOf(document), document]));
    for (const document of documents) {
      const namespace = namespaceOf(document);
      this.pods.set(namespace, [...this.pods.get(namespace) ?? [], ...podsOf(document)]);
    }
  }

  find(group: string, kind: string, namespace: string, name: string): Document {
    return this.byKey.get(key(group, kind, namespace, name));
  }

  podsIn(namespace: string): readonly Document[] {
    return this.pods.get(namespace) ?? [];
  }
}

/** The pod of a document: its metadata and spec. */
function podsOf({ kind, metadata, spec }: Document): Document[] {
  if (kind === 'Pod') {
    return [{ metadata, spec }];
  }
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  return Array.isArray(template?.spec?.containers) ? [template] : [];
}
