import type { ApiObject } from '../finding';
import { at, fields, quote, text, type Fields } from './fields';

/** What identifies an object, also one that is not given. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  /** Empty for an object that is not in a namespace. */
  readonly namespace: string;
  /** Empty where the server makes up a name. */
  readonly name: string;
}

/** An object with what identifies it. */
export interface Entry extends Reference {
  readonly object: ApiObject;
  /** Whether findings are wanted of it. A known object only satisfies references. */
  readonly judged: boolean;
}

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
  'resource.k8s.io/DeviceClass', 'resource.k8s.io/ResourceSlice', 'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver', 'storage.k8s.io/CSINode', 'storage.k8s.io/StorageClass', 'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
]);

/** The same text for the same object, whatever version of the API it is written in. */
export function key(object: Reference): string {
  return `${object.group}/${object.kind}/${object.namespace}/${object.name}`;
}

export function groupOf(apiVersion: string | undefined): string {
  return apiVersion?.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function entryOf(object: ApiObject, judged: boolean): Entry {
  const group = groupOf(text(object, 'apiVersion'));
  const kind = text(object, 'kind') ?? '';
  const namespace = CLUSTER_SCOPED.has(`${group}/${kind}`) ? '' : text(object, 'metadata', 'namespace') ?? 'default';
  return { object, group, kind, namespace, name: text(object, 'metadata', 'name') ?? '', judged };
}

/** All objects given, found by what they are called. */
export class Inventory {
  public readonly judged: readonly Entry[];
  /** Documents, and the known objects that no document replaces. */
  public readonly entries: readonly Entry[];
  private readonly byKey = new Map<string, Entry>();
  private readonly byKind = new Map<string, Entry[]>();
  private readonly known: ReadonlySet<string>;

  constructor(documents: readonly ApiObject[], known: readonly ApiObject[] = []) {
    this.judged = documents.map(object => entryOf(object, true));
    const judgedKeys = new Set(this.judged.map(key));
    const knownEntries = known.map(object => entryOf(object, false));
    this.known = new Set(knownEntries.map(key));
    this.entries = [...this.judged, ...knownEntries.filter(entry => !judgedKeys.has(key(entry)))];
    for (const entry of this.entries) {
      this.byKey.set(key(entry), entry);
      const kind = `${entry.group}/${entry.kind}`;
      const ofKind = this.byKind.get(kind);
      if (ofKind === undefined) {
        this.byKind.set(kind, [entry]);
      } else {
        ofKind.push(entry);
      }
    }
  }

  public find(wanted: Reference): Entry | undefined {
    return wanted.name === '' ? undefined : this.byKey.get(key(wanted));
  }

  /** Whether an object is known by the name of this one. */
  public isKnown(entry: Entry): boolean {
    return entry.name !== '' && this.known.has(key(entry));
  }

  public ofKind(group: string, kind: string): readonly Entry[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  public judgedOfKind(group: string, kind: string): readonly Entry[] {
    return this.ofKind(group, kind).filter(entry => entry.judged);
  }
}

/** What made an object and will delete it. */
export function controllerOf(entry: Entry): Reference | undefined {
  const owners = at(entry.object, 'metadata', 'ownerReferences');
  const owner = Array.isArray(owners) ? owners.map(item => fields(item)).find(item => item.controller === true) : undefined;
  return owner && {
    group: groupOf(text(owner, 'apiVersion')), kind: text(owner, 'kind') ?? '', namespace: entry.namespace, name: text(owner, 'name') ?? '',
  };
}

export function specOf(entry: Entry): Fields {
  return fields(entry.object, 'spec');
}

export function annotation(entry: Entry, name: string): string | undefined {
  return text(entry.object, 'metadata', 'annotations', name);
}

/** An object in a message. */
export function named(object: Pick<Reference, 'kind' | 'name'>): string {
  return `${object.kind} ${quote(object.name)}`;
}
