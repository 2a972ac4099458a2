import type { Document } from '../document';

/** Controllers of Kubernetes that write EndpointSlices (pkg/controller/endpointslice and endpointslicemirroring of Kubernetes 1.37). */
const SLICE_CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** Types of Secrets whose content the cluster writes. */
const TOKEN = 'kubernetes.io/service-account-token';

/** Kinds of which all objects are written by the cluster, by group and kind. */
const KINDS: Readonly<Record<string, string>> = {
  '/Event': 'events are a log of the cluster',
  'events.k8s.io/Event': 'events are a log of the cluster',
  'coordination.k8s.io/Lease': 'leases are written by programs that run',
  'apps/ControllerRevision': 'StatefulSets and DaemonSets write their ControllerRevisions',
  '/Node': 'the kubelet registers its Node',
  'metrics.k8s.io/PodMetrics': 'metrics are measured',
  'metrics.k8s.io/NodeMetrics': 'metrics are measured',
};

/**
 * Why an object is no part of a declaration: the cluster writes it, for example in the output of `kubectl get`. Undefined if the user writes it.
 *
 * @param documents all objects that were read
 */
export function ofTheCluster(object: Document, documents: readonly Document[]): string | undefined {
  const { kind, metadata } = object;
  const name = String(metadata.name);
  const type = `${groupOf(object)}/${kind}`;
  const owner = ownerOf(metadata);
  if (owner) {
    return `the controller of ${owner.kind} ${owner.name} writes it`;
  }
  switch (type) {
    case 'discovery.k8s.io/EndpointSlice':
      return SLICE_CONTROLLERS.includes(metadata.labels?.['endpointslice.kubernetes.io/managed-by']) ? 'a controller of the cluster writes the addresses of a Service' : undefined;
    case '/Endpoints':
      return documents.some(each => isServiceOf(each, object)) || isLease(metadata) ? 'a controller of the cluster writes the addresses of a Service' : undefined;
    case '/ConfigMap':
      return name === 'kube-root-ca.crt' || name === 'openshift-service-ca.crt' ? 'the cluster writes its certificate authority into each namespace' : undefined;
    case '/PersistentVolumeClaim':
      return claimsReason(object, documents);
    case '/ServiceAccount':
      return name === 'default' && isPlainAccount(object) ? 'each namespace has the ServiceAccount default' : undefined;
    case '/Service':
      return name === 'kubernetes' && (metadata.namespace ?? 'default') === 'default' && metadata.labels?.provider === 'kubernetes'
        ? 'it is the Service of the API server' : undefined;
    case '/Secret':
      return object.type === TOKEN && metadata.annotations?.['kubernetes.io/service-account.uid'] !== undefined
        ? 'the cluster writes the token of a ServiceAccount' : undefined;
    default:
      return KINDS[type];
  }
}

/** The group of an object, empty for the core group. */
function groupOf({ apiVersion }: Document): string {
  const parts = String(apiVersion).split('/');
  return parts.length > 1 ? parts[0] : '';
}

/** The owner that controls an object: `metav1.GetControllerOf`. */
function ownerOf({ ownerReferences }: Document): Document | undefined {
  return Array.isArray(ownerReferences) ? ownerReferences.find(each => each?.controller === true) : undefined;
}

/** Whether an object is the Service with a selector whose Endpoints another object contains. */
function isServiceOf(service: Document, { metadata }: Document): boolean {
  return service.kind === 'Service' && service.apiVersion === 'v1' && service.metadata.name === metadata.name
    && (service.metadata.namespace ?? 'default') === (metadata.namespace ?? 'default') && Object.keys(service.spec?.selector ?? {}).length > 0;
}

/**
 * A StatefulSet creates the claims of its pods, which keep them when it is deleted: `getPersistentVolumeClaimName` in
 * pkg/controller/statefulset/stateful_set_utils.go of Kubernetes 1.37. Claims that are created before it have no `uid` in a manifest.
 */
function claimsReason({ metadata: { name, namespace = 'default', uid } }: Document, documents: readonly Document[]): string | undefined {
  const creates = (each: Document) => each.kind === 'StatefulSet' && (each.metadata.namespace ?? 'default') === namespace
    && (each.spec?.volumeClaimTemplates ?? []).some(({ metadata }: Document) => isNumbered(name, `${metadata?.name}-${each.metadata.name}-`));
  const owner = uid === undefined ? undefined : documents.find(creates);
  return owner && `StatefulSet ${owner.metadata.name} creates the claims of its pods`;
}

function isNumbered(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}

/** Endpoints were once used to elect a leader. Those of the API server have a label against the copy into EndpointSlices. */
function isLease({ name, namespace = 'default', annotations }: Document): boolean {
  return annotations?.['control-plane.alpha.kubernetes.io/leader'] !== undefined || (name === 'kubernetes' && namespace === 'default');
}

/** Whether a ServiceAccount has no settings of a user. The list of its token Secrets was written by the cluster until Kubernetes 1.24. */
function isPlainAccount({ imagePullSecrets, automountServiceAccountToken, metadata: { labels = {}, annotations = {} } }: Document): boolean {
  const written = Object.keys({ ...labels, ...annotations }).filter(key => key !== 'kubectl.kubernetes.io/last-applied-configuration');
  return imagePullSecrets === undefined && automountServiceAccountToken === undefined && written.length === 0;
}
