import { TemplateClaims } from '../claim-templates';
import { isCreatedByCluster } from './created-by-cluster';
import { canonical, fields, list, quote } from '../fields';
import { named, type Entry } from '../inventory';
import { controllerSelector } from '../pods';
import type { FindingRule, Report } from '../rule';
import { DocumentOwners } from './owners';
import { successorOf } from './successors';
import { isPrinted, type UpgradeCheck } from './upgrade';

const PRUNE = 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects';

export const removedRules = {
  removed: {
    id: 'vanished',
    severity: 'warning',
    description: 'a live object is no longer in the manifests: kubectl apply keeps it, and a tool that prunes deletes it. Not reported for objects of other owners; printed objects that no tool has marked are reported once for each namespace',
    source: PRUNE,
  },
  data: {
    id: 'vanished-data',
    severity: 'warning',
    description: 'a live claim, volume, namespace or custom resource definition is no longer in the manifests, so a tool that prunes deletes data',
    source: `${PRUNE}; https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming`,
  },
  networkPolicy: {
    id: 'vanished-network-policy',
    severity: 'warning',
    description: 'a live NetworkPolicy, or a policy of Cilium, Calico or Istio, is no longer in the manifests, so a tool that prunes opens the pods to the traffic that the policy blocked',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  },
  renamed: {
    id: 'renamed',
    severity: 'warning',
    description: 'a live object is in the manifests under a different name, so a second object is created in addition to the first. Also reported if a new workload or Service selects the same pods as one of its kind that is no longer in the manifests',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  kindChanged: {
    id: 'kind-changed',
    severity: 'warning',
    description: 'a live workload is in the manifests as a different kind, so a second workload is created in addition to the first',
    source: PRUNE,
  },
} as const satisfies Record<string, FindingRule>;

/** By kind, what is lost when an object is deleted. */
const DATA: ReadonlyMap<string, string> = new Map([
  ['/PersistentVolumeClaim', 'its data, unless the volume is retained'],
  ['/PersistentVolume', 'the reference to its data'],
  ['/Namespace', 'everything in it'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'all its custom resources, in every namespace'],
]);

/** Policies that block traffic. */
const POLICIES = new Set([
  'networking.k8s.io/NetworkPolicy', 'policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy', 'cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/NetworkPolicy', 'crd.projectcalico.org/GlobalNetworkPolicy', 'projectcalico.org/NetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy', 'security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication',
]);

export const checkRemovedObjects: UpgradeCheck = (upgrade, report) => {
  const { before, after } = upgrade;
  const claims = new TemplateClaims(before);
  const owners = new DocumentOwners(upgrade);
  const removed = before.checked.filter(entry => entry.kind !== '' && entry.name !== '' && after.isMissing(entry)
    && !isCreatedByCluster(entry, before, claims) && owners.own(entry) !== false);
  if (removed.length === 0) {
    return;
  }
  const unmarked = new Map<string, Entry[]>();
  const added = after.checked.filter(entry => entry.name !== '' && before.find(entry) === undefined);
  const twins = new Map(added.map(entry => [fingerprint(entry), entry]));
  const workloads = new Map(added.filter(isController).map(entry => [`${entry.namespace}/${entry.name}`, entry]));
  const configs = new Set(added.filter(isConfig).map(generation));
  for (const entry of removed) {
    const print = fingerprint(entry);
    const twin = print === '' ? undefined : twins.get(print);
    const replacement = twin ?? successorOf(entry, added);
    const successor = isController(entry) ? workloads.get(`${entry.namespace}/${entry.name}`) : undefined;
    if (successor !== undefined) {
      report(removedRules.kindChanged, entry, 'kind', `The manifests contain ${named(entry)} as a ${successor.kind}, and the ${entry.kind} is live, so pods of both run at the same time, and one Service may select both. Delete the ${entry.kind} when the ${successor.kind} runs.`);
    } else if (isConfig(entry) && configs.has(generation(entry))) {
      continue;
    } else if (twin !== undefined) {
      report(removedRules.renamed, entry, 'metadata.name', `${named(entry)} is renamed to ${quote(twin.name)}, which creates a new object: ${consequence(entry)}. ${keepName(entry)}, or delete the old object when nothing needs it.`);
    } else if (replacement !== undefined) {
      report(removedRules.renamed, entry, 'metadata.name', `${named(entry)} is live and not in the manifests, and ${named(replacement)} is new and selects the same pods, so the object has a new name or there are two of them: ${consequence(entry)}. ${keepName(entry)}, or delete the old object when nothing needs it.`);
    } else if (isPrinted(entry) && owners.own(entry) === undefined && !isImportant(entry)) {
      const others = unmarked.get(entry.namespace) ?? [];
      unmarked.set(entry.namespace, others);
      others.push(entry);
    } else {
      reportRemoved(entry, report);
    }
  }
  unmarked.forEach(entries => reportUnmarked(entries, report));
};

/** Whether an object is reported one by one, although it can belong to others: data and policies. */
function isImportant({ group, kind }: Entry): boolean {
  return DATA.has(`${group}/${kind}`) || POLICIES.has(`${group}/${kind}`);
}

/** Reports live objects of a namespace that may have other owners, as a dump of a whole namespace contains them. */
function reportUnmarked(entries: readonly Entry[], report: Report): void {
  const [first] = entries;
  if (entries.length === 1) {
    reportRemoved(first, report);
    return;
  }
  report(removedRules.removed, first, undefined, `${entries.length} live objects are not in the manifests, and nothing marks their owner: ${list(entries.map(named))}. If they belong to these manifests, kubectl apply keeps them, and GitOps tools delete those that they have created. Keep these in the manifests, or delete them manually.`);
}

function reportRemoved(entry: Entry, report: Report): void {
  const lost = DATA.get(`${entry.group}/${entry.kind}`);
  const start = `${named(entry)} is live and not in the manifests: kubectl apply keeps it, and GitOps tools delete it`;
  if (lost !== undefined) {
    report(removedRules.data, entry, undefined, `${start}, and with it ${lost}. Keep it in the manifests, or save its content and delete it manually.`);
  } else if (POLICIES.has(`${entry.group}/${entry.kind}`)) {
    report(removedRules.networkPolicy, entry, undefined, `${start}, which opens the pods to the traffic that it blocks. Keep it in the manifests, unless another policy blocks the same traffic.`);
  } else {
    report(removedRules.removed, entry, undefined, `${start}. Keep it in the manifests, or delete it manually.`);
  }
}

/** Workloads and Services have names of their own in cdk8s-service-patterns. */
function keepName(entry: Entry): string {
  const option = isController(entry) ? 'workloadName' : entry.kind === 'Service' ? 'name' : undefined;
  return `Keep the name${option === undefined ? '' : ` ${quote(entry.name)} (${option} in cdk8s-service-patterns)`}`;
}

function consequence({ kind }: Entry): string {
  switch (kind) {
    case 'PersistentVolumeClaim': return 'its volume is empty, and the data stays in the old claim';
    case 'StatefulSet': return 'its claims are new and empty, and the data stays in the old claims';
    case 'Service': return 'its address and its DNS name are new, and clients know the old ones';
    default: return 'kubectl apply keeps the old object, and GitOps tools delete it';
  }
}

function isController(entry: Entry): boolean {
  return controllerSelector(entry) !== undefined;
}

function isConfig({ group, kind }: Entry): boolean {
  return group === '' && (kind === 'ConfigMap' || kind === 'Secret');
}

/** The name without the content hash that Kustomize and other tools append. */
function generation({ kind, namespace, name }: Entry): string {
  return `${kind}/${namespace}/${name.replace(/-([bcdfghkmt2456789]{10}|[0-9a-f]{8,})$/, '')}`;
}

/** Fields that the server allocates for each object. */
const ALLOCATED = new Set(['clusterIP', 'clusterIPs', 'healthCheckNodePort', 'nodePort', 'volumeName']);

/** The content of an object without its name, so that two objects can be compared. Empty if an object has too little content to compare. */
function fingerprint({ object, group, kind, namespace, name }: Entry): string {
  const { spec, data } = object;
  if (kind === 'Namespace' || (spec === undefined && data === undefined)) {
    return '';
  }
  const body = { group, kind, namespace, labels: fields(object, 'metadata', 'labels'), spec, data };
  return canonical(body, ALLOCATED).replaceAll(JSON.stringify(name), '""');
}
