import { key, keyOf, namespaceOf } from './identity';
import type { Document } from '../../../document';

const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/** What the meaning of an object depends on: the object itself, and the other objects of its application. */
export class Context {
  constructor(public readonly object: Document, private readonly side: Side) {}

  /** The object with this name in the same namespace. */
  find(group: string, kind: string, name: string): Document {
    return this.side.find(group, kind, namespaceOf(this.object), name);
  }

  /** The pod templates, and the pods, with these labels in the same namespace. */
  podsWith(labels: Readonly<Record<string, string>>): Document[] {
    return this.side.podsIn(namespaceOf(this.object)).filter(pod => hasLabels(pod, labels));
  }

  /** The objects in the same namespace that are pods, or create pods, with these labels: `Deployment web`. */
  ownersOfPodsWith(labels: Readonly<Record<string, string>>): string[] {
    return this.others().filter(other => podsOf(other).some(pod => hasLabels(pod, labels))).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  /** The names of the Services with these labels in the same namespace. */
  servicesWith(labels: Readonly<Record<string, string>>): string[] {
    return this.others().filter(other => other.kind === 'Service' && hasLabels(other, labels)).map(({ metadata }) => metadata.name);
  }

  /** Whether a scaler sets the number of pods of the object. KEDA scales a Deployment if the target has no kind. */
  get isScaled(): boolean {
    const { kind, metadata } = this.object;
    const targets = this.others().map(other => SCALERS.includes(other.kind) ? other.spec?.scaleTargetRef : undefined);
    return targets.some(target => target?.name === metadata.name && (target.kind ?? 'Deployment') === kind);
  }

  private others(): Document[] {
    const namespace = namespaceOf(this.object);
    return this.side.documents.filter(other => namespaceOf(other) === namespace);
  }
}

/** Whether an object has all labels. */
function hasLabels(object: Document, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([name, value]) => object?.metadata?.labels?.[name] === value);
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
