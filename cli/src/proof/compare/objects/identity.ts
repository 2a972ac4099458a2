import type { Document } from '../../../document';

/** Kinds of Kubernetes whose objects are in no namespace, also if a manifest specifies one. */
const CLUSTER_SCOPED = new Set([
  'APIService', 'CSIDriver', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'FlowSchema', 'GatewayClass', 'IngressClass',
  'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttributesClass', 'VolumeSnapshotClass',
]);

/** The group of an API version: '' for the core group. */
export function groupOf({ apiVersion }: Document): string {
  return typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** The namespace of an object: `default` if none is specified, empty if its kind has none. */
export function namespaceOf({ kind, metadata }: Document): string {
  return CLUSTER_SCOPED.has(kind) ? '' : metadata?.namespace ?? 'default';
}

/** The name of an object, or the beginning of the name that the server generates. */
export function nameOf({ metadata }: Document): string {
  return metadata?.name ?? metadata?.generateName ?? '';
}

/** The same for all documents that describe one object of a cluster. */
export function keyOf(document: Document): string {
  return key(groupOf(document), document.kind, namespaceOf(document), nameOf(document));
}

/** The key of the object with these properties. */
export function key(group: string, kind: string, namespace: string, name: string): string {
  return [group, kind, namespace, name].join('/');
}

/** An object for messages: 'Deployment shop/web', or 'Deployment web' if it specifies no namespace. */
export function titleOf(document: Document): string {
  const { kind, metadata } = document;
  return `${kind} ${metadata?.namespace && namespaceOf(document) !== '' ? `${metadata.namespace}/` : ''}${nameOf(document)}`;
}
