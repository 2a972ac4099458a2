import type { TemplateClaims } from '../claim-templates';
import { at, fields, text } from '../fields';
import type { Entry, Inventory } from '../inventory';

const KINDS = new Set([
  '/Event', '/Node', 'events.k8s.io/Event', 'apps/ControllerRevision', 'coordination.k8s.io/Lease', 'networking.k8s.io/IPAddress',
  'resource.k8s.io/ResourceSlice', 'storage.k8s.io/CSINode', 'storage.k8s.io/CSIStorageCapacity', 'storage.k8s.io/VolumeAttachment',
  'metrics.k8s.io/NodeMetrics', 'metrics.k8s.io/PodMetrics',
]);

const OBJECTS = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt', 'ServiceCIDR/kubernetes', 'Service/kubernetes', 'Endpoints/kubernetes']);

const NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

const SECRET_TYPES = new Set(['bootstrap.kubernetes.io/token', 'helm.sh/release.v1', 'kubernetes.io/service-account-token']);

/** Labels and annotations of objects that the API server, its controllers, the kubelet and cert-manager create. */
const MARKS: readonly (readonly [part: 'labels' | 'annotations', name: string, value?: string])[] = [
  ['labels', 'kubernetes.io/bootstrapping'],
  ['labels', 'kube-aggregator.kubernetes.io/automanaged'],
  ['labels', 'endpointslice.kubernetes.io/managed-by', 'endpointslice-controller.k8s.io'],
  ['labels', 'endpointslice.kubernetes.io/managed-by', 'endpointslicemirroring-controller.k8s.io'],
  ['annotations', 'apf.kubernetes.io/autoupdate-spec'],
  ['annotations', 'pv.kubernetes.io/provisioned-by'],
  ['annotations', 'cert-manager.io/certificate-name'],
  ['annotations', 'kubernetes.io/config.mirror'],
];

/** Whether the cluster created a live object, so that no manifest ever contained it. */
export function isCreatedByCluster(entry: Entry, live: Inventory, claims: TemplateClaims): boolean {
  const { object, group, kind, namespace, name } = entry;
  const owners = at(object, 'metadata', 'ownerReferences');
  return KINDS.has(`${group}/${kind}`)
    || OBJECTS.has(`${kind}/${name}`)
    || (group === '' && kind === 'Namespace' && NAMESPACES.has(name))
    || (group === '' && kind === 'Secret' && SECRET_TYPES.has(text(object, 'type') ?? ''))
    || (group === 'scheduling.k8s.io' && name.startsWith('system-'))
    || (Array.isArray(owners) && owners.length > 0)
    || MARKS.some(([part, mark, value]) => {
      const found = at(object, 'metadata', part, mark);
      return found !== undefined && (value === undefined || found === value);
    })
    || (group === '' && kind === 'PersistentVolumeClaim' && claims.has(entry))
    || (group === '' && kind === 'Endpoints'
      && Object.keys(fields(live.find({ group: '', kind: 'Service', namespace, name })?.object, 'spec', 'selector')).length > 0);
}
