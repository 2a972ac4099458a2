import { isIn, type Entry, type Inventory } from './inventory';

/** The API groups of Kubernetes itself whose names have a dot. All other groups with a dot are groups of custom resources. */
export const KUBERNETES_GROUPS = new Set([
  'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io',
  'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'flowcontrol.apiserver.k8s.io', 'internal.apiserver.k8s.io',
  'networking.k8s.io', 'node.k8s.io', 'rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Groups, or kinds of groups, of custom resources from which no controller creates pods. */
const WITHOUT_PODS = new Set([
  'acme.cert-manager.io', 'bitnami.com', 'cert-manager.io', 'cilium.io', 'crd.projectcalico.org', 'external-secrets.io', 'kyverno.io',
  'monitoring.coreos.com/AlertmanagerConfig', 'monitoring.coreos.com/PodMonitor', 'monitoring.coreos.com/Probe', 'monitoring.coreos.com/PrometheusRule',
  'monitoring.coreos.com/ScrapeConfig', 'monitoring.coreos.com/ServiceMonitor', 'networking.istio.io', 'policy.networking.k8s.io', 'projectcalico.org',
  'security.istio.io', 'snapshot.storage.k8s.io', 'telemetry.istio.io', 'traefik.containo.us', 'traefik.io',
  ...['BackendTLSPolicy', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map(kind => `gateway.networking.k8s.io/${kind}`),
]);

/**
 * The labels of pods that kubeadm and other installers run in kube-system without a workload: static pods, whose manifests are files on
 * the nodes, and add-ons.
 *
 * Source: `ComponentPod` in cmd/kubeadm/app/util/staticpod/utils.go, cmd/kubeadm/app/phases/addons
 */
const SYSTEM_PODS = new Set([
  'control-plane', 'coredns', 'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-dns', 'kube-proxy', 'kube-scheduler', 'kubelet',
]);

/** The programs that create objects which are not in the manifests: the kubelet, and operators that create objects from custom resources. */
export class OtherCreators {
  private readonly resources: readonly { readonly entry: Entry; readonly values: ReadonlySet<string> }[];

  constructor(objects: Inventory) {
    this.resources = [...objects.entries, ...objects.context]
      .filter(({ group, kind }) => group.includes('.') && !KUBERNETES_GROUPS.has(group) && !WITHOUT_PODS.has(group) && !WITHOUT_PODS.has(`${group}/${kind}`))
      .map(entry => ({ entry, values: new Set([entry.name, entry.kind.toLowerCase(), ...strings(entry.object.spec)]) }));
  }

  /**
   * Whether one of these programs may create an object with one of these names or label values in a namespace. An operator labels its
   * pods with the name of the custom resource, with its kind, or with labels that the custom resource contains.
   */
  public mayCreate(values: readonly string[], namespace: string): boolean {
    return (namespace === 'kube-system' && values.some(value => SYSTEM_PODS.has(value)))
      || this.resources.some(({ entry, values: own }) => values.some(value => own.has(value)) && concerns(entry, own, namespace));
  }
}

/** Whether a custom resource can have pods in a namespace: its own, or one that it names. A cluster-scoped resource names no namespace. */
function concerns(entry: Entry, values: ReadonlySet<string>, namespace: string): boolean {
  return isIn(entry, namespace) || entry.object.metadata?.namespace === undefined || values.has(namespace);
}

function strings(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(strings);
  }
  return typeof value === 'string' ? [value] : [];
}
