import type { ApiObject } from '../finding';
import { at, fields, quote, text, type Fields } from './fields';

/** The identity of an object. The object does not have to exist. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  /** Empty for an object that is not in a namespace. */
  readonly namespace: string;
  /** Empty if the server generates the name. */
  readonly name: string;
}

/** An object with its identity. */
export interface Entry extends Reference {
  readonly object: ApiObject;
  /** Whether the object is checked. A live object and an object elsewhere only satisfy references. */
  readonly checked: boolean;
  /** The file of a document, if it is known. */
  readonly file?: string;
  /** Whether the object exists elsewhere: see `Inventory.context`. */
  readonly elsewhere: boolean;
}

/** The files of documents. */
export type Files = ReadonlyMap<ApiObject, string>;

const CLUSTER_SCOPED = new Set([
  '/Namespace', '/Node', '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy', 'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration', 'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition', 'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest', 'certificates.k8s.io/ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io/FlowSchema', 'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IPAddress', 'networking.k8s.io/IngressClass', 'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass', 'rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding',
  'resource.k8s.io/DeviceClass', 'resource.k8s.io/DeviceTaintRule', 'resource.k8s.io/ResourceSlice', 'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver', 'storage.k8s.io/CSINode', 'storage.k8s.io/StorageClass', 'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass', 'storagemigration.k8s.io/StorageVersionMigration',
]);

/** A text that is equal for the same object, whatever the version of its API. */
export function key(object: Reference): string {
  return `${object.group}/${object.kind}/${object.namespace}/${object.name}`;
}

export function groupOf(apiVersion: string | undefined): string {
  return apiVersion?.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function entryOf(object: ApiObject, checked: boolean, elsewhere = false): Entry {
  const group = groupOf(text(object, 'apiVersion'));
  const kind = text(object, 'kind') ?? '';
  const namespace = CLUSTER_SCOPED.has(`${group}/${kind}`) ? '' : text(object, 'metadata', 'namespace') ?? 'default';
  return { object, group, kind, namespace, name: text(object, 'metadata', 'name') ?? '', checked, elsewhere };
}

/** Stands for the namespace of an object elsewhere that names none. It is not the name of a namespace. */
const ANY_NAMESPACE = '*';

/** Whether an object elsewhere can be in any namespace: Kustomize and `kubectl apply --namespace` set its namespace. */
function isInAnyNamespace({ object, namespace, elsewhere }: Entry): boolean {
  return elsewhere && namespace !== '' && text(object, 'metadata', 'namespace') === undefined;
}

/** Whether an object is in a namespace, or can be. */
export function isIn(entry: Entry, namespace: string): boolean {
  return entry.namespace === namespace || isInAnyNamespace(entry);
}

function indexByKind(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const kind = `${entry.group}/${entry.kind}`;
    const ofKind = index.get(kind);
    if (ofKind === undefined) {
      index.set(kind, [entry]);
    } else {
      ofKind.push(entry);
    }
  }
  return index;
}

/** All documents and live objects, indexed by identity and kind. */
export class Inventory {
  public readonly checked: readonly Entry[];
  /** The documents, and the live objects that no document replaces. */
  public readonly entries: readonly Entry[];
  /** Objects that exist elsewhere, for example in other files of the same repository. They only satisfy references. */
  public readonly context: readonly Entry[];
  private readonly byKey = new Map<string, Entry>();
  private readonly byKind: ReadonlyMap<string, readonly Entry[]>;
  private readonly contextByKind: ReadonlyMap<string, readonly Entry[]>;
  private readonly live: ReadonlySet<string>;
  private readonly contextKeys: ReadonlySet<string>;

  constructor(documents: readonly ApiObject[], live: readonly ApiObject[] = [], context: readonly ApiObject[] = [], files: Files = new Map()) {
    this.context = context.map(object => entryOf(object, false, true));
    this.contextKeys = new Set(this.context.map(entry => key(isInAnyNamespace(entry) ? { ...entry, namespace: ANY_NAMESPACE } : entry)));
    this.checked = documents.map(object => ({ ...entryOf(object, true), file: files.get(object) }));
    const checkedKeys = new Set(this.checked.map(key));
    const liveEntries = live.map(object => entryOf(object, false));
    this.live = new Set(liveEntries.map(key));
    this.entries = [...this.checked, ...liveEntries.filter(entry => !checkedKeys.has(key(entry)))];
    this.entries.forEach(entry => this.byKey.set(key(entry), entry));
    this.byKind = indexByKind(this.entries);
    this.contextByKind = indexByKind(this.context);
  }

  public find(wanted: Reference): Entry | undefined {
    return wanted.name === '' ? undefined : this.byKey.get(key(wanted));
  }

  /** Whether an object is neither among the documents and the live objects nor elsewhere. */
  public isMissing(wanted: Reference): boolean {
    return this.find(wanted) === undefined && !this.contextKeys.has(key(wanted))
      && (wanted.namespace === '' || !this.contextKeys.has(key({ ...wanted, namespace: ANY_NAMESPACE })));
  }

  /** Whether a live object has the identity of this object. */
  public isLive(entry: Entry): boolean {
    return entry.name !== '' && this.live.has(key(entry));
  }

  public ofKind(group: string, kind: string): readonly Entry[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  /** The objects of a kind, including the ones that exist elsewhere. */
  public everyOfKind(group: string, kind: string): readonly Entry[] {
    return [...this.ofKind(group, kind), ...this.contextByKind.get(`${group}/${kind}`) ?? []];
  }

  public checkedOfKind(group: string, kind: string): readonly Entry[] {
    return this.ofKind(group, kind).filter(entry => entry.checked);
  }
}

/** The owner that created an object and will delete it. */
export function controllerOf(entry: Entry): Reference | undefined {
  const owners = at(entry.object, 'metadata', 'ownerReferences');
  const owner = Array.isArray(owners) ? owners.map(item => fields(item)).find(item => item.controller === true) : undefined;
  return owner && {
    group: groupOf(text(owner, 'apiVersion')), kind: text(owner, 'kind') ?? '', namespace: entry.namespace, name: text(owner, 'name') ?? '',
  };
}

/**
 * The workload of a pod: the owner of its ReplicaSet, otherwise its controller, otherwise the pod itself. A ReplicaSet that is not among
 * the objects belongs to the Deployment whose name it has before its hash (`getNewReplicaSet` in pkg/controller/deployment/sync.go, 1.37.2).
 */
export function workloadOf(pod: Entry, objects: Inventory): Reference {
  const controller = controllerOf(pod);
  if (controller?.kind !== 'ReplicaSet') {
    return controller ?? pod;
  }
  const replicaSet = objects.find(controller);
  const suffix = `-${text(pod.object, 'metadata', 'labels', 'pod-template-hash')}`;
  return replicaSet === undefined && controller.name.endsWith(suffix)
    ? { ...controller, kind: 'Deployment', name: controller.name.slice(0, -suffix.length) }
    : (replicaSet && controllerOf(replicaSet)) ?? controller;
}

export function specOf(entry: Entry): Fields {
  return fields(entry.object, 'spec');
}

export function annotation(entry: Entry, name: string): string | undefined {
  return text(entry.object, 'metadata', 'annotations', name);
}

/** Kind and name of an object, for a message. An object without a name is identified by its `generateName`. */
export function named({ kind, name, object }: Pick<Reference, 'kind' | 'name'> & { readonly object?: ApiObject }): string {
  return `${kind} ${quote(name || text(object, 'metadata', 'generateName') || '')}`;
}
