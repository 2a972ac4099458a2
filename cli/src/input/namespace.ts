import type { Document } from '../document';

const RBAC = 'rbac.authorization.k8s.io';

/** Kinds whose objects are in a namespace, by their group. Objects of other kinds may belong to the cluster. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  '': [
    'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ReplicationController', 'ResourceQuota',
    'Secret', 'Service', 'ServiceAccount',
  ],
  'apps': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling': ['HorizontalPodAutoscaler'],
  'batch': ['CronJob', 'Job'],
  'coordination.k8s.io': ['Lease'],
  'discovery.k8s.io': ['EndpointSlice'],
  'events.k8s.io': ['Event'],
  'extensions': ['Ingress'],
  'gateway.networking.k8s.io': [
    'BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute',
  ],
  'keda.sh': ['ScaledJob', 'ScaledObject', 'TriggerAuthentication'],
  'monitoring.coreos.com': ['PodMonitor', 'Probe', 'PrometheusRule', 'ServiceMonitor'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  'policy': ['PodDisruptionBudget'],
  [RBAC]: ['Role', 'RoleBinding'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate'],
};

/** An object with this namespace, if it has none and its kind is known to have one. */
export function inNamespace(object: Document, namespace: string | undefined): Document {
  if (namespace === undefined || !lacksNamespace(object)) {
    return object;
  }
  const { name, namespace: _, ...others } = object.metadata;
  return { ...object, metadata: { name, namespace, ...others } };
}

/** What to do if some objects have a namespace and others have none, so that they are not declared together. */
export function namespaceHints(objects: readonly Document[]): string[] {
  // A role of another namespace, such as kube-system, is part of many applications.
  const candidates = objects.filter(object => groupOf(object) !== RBAC);
  const [namespace, ...others] = new Set(candidates.map(({ metadata }) => metadata.namespace).filter(each => each));
  const without = candidates.filter(lacksNamespace).length;
  if (namespace === undefined || others.length > 0 || without === 0) {
    return [];
  }
  const found = `${without === 1 ? '1 object has' : `${without} objects have`} no namespace, and others have the namespace ${namespace}`;
  return [`${found}. They are not declared together. If all belong to this namespace, run the command with --namespace ${namespace}.`];
}

function lacksNamespace(object: Document): boolean {
  return !object.metadata.namespace && (NAMESPACED[groupOf(object)] ?? []).includes(object.kind);
}

function groupOf({ apiVersion }: Document): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
