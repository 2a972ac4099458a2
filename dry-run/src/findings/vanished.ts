import { TemplateClaims } from './claim-templates';
import { canonical, fields, quote } from './fields';
import { named, type Entry } from './inventory';
import { isMadeByCluster } from './made-by-cluster';
import { controllerSelector } from './pods';
import type { FindingRule, Report } from './rule';
import type { UpgradeCheck } from './upgrade';

const PRUNE = 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects';

export const vanishedRules = {
  vanished: {
    id: 'vanished',
    severity: 'warning',
    says: 'an object is live and no longer given: kubectl apply leaves it, and what prunes deletes it',
    source: PRUNE,
  },
  data: {
    id: 'vanished-data',
    severity: 'warning',
    says: 'a claim, volume, namespace or custom resource definition is no longer given, and data goes with it where something prunes',
    source: `${PRUNE}; https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming`,
  },
  networkPolicy: {
    id: 'vanished-network-policy',
    severity: 'warning',
    says: 'a NetworkPolicy is no longer given, and what it kept from pods reaches them where something prunes',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  },
  renamed: {
    id: 'renamed',
    severity: 'warning',
    says: 'an object is given under another name, which makes a second one beside the first',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  kindChanged: {
    id: 'kind-changed',
    severity: 'warning',
    says: 'a workload is given as another kind, which makes a second one beside the first',
    source: PRUNE,
  },
} as const satisfies Record<string, FindingRule>;

/** What is lost with objects of a kind. */
const DATA: ReadonlyMap<string, string> = new Map([
  ['/PersistentVolumeClaim', 'its data, unless the volume is retained'],
  ['/PersistentVolume', 'where the data is'],
  ['/Namespace', 'all that is in it'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'all its custom resources, in every namespace'],
]);

export const checkVanished: UpgradeCheck = ({ before, after }, report) => {
  const claims = new TemplateClaims(before);
  const vanished = before.judged.filter(entry => entry.kind !== '' && entry.name !== '' && after.find(entry) === undefined
    && !isMadeByCluster(entry, before, claims));
  if (vanished.length === 0) {
    return;
  }
  const added = after.judged.filter(entry => entry.name !== '' && before.find(entry) === undefined);
  const twins = new Map(added.map(entry => [fingerprint(entry), entry]));
  const workloads = new Map(added.filter(isController).map(entry => [`${entry.namespace}/${entry.name}`, entry]));
  const configs = new Set(added.filter(isConfig).map(generation));
  for (const entry of vanished) {
    const print = fingerprint(entry);
    const twin = print === '' ? undefined : twins.get(print);
    const successor = isController(entry) ? workloads.get(`${entry.namespace}/${entry.name}`) : undefined;
    if (successor !== undefined) {
      report(vanishedRules.kindChanged, entry, 'kind', `${named(entry)} is given as ${successor.kind}, and the ${entry.kind} is live, so that pods of both run side by side, and one Service may select both. Delete the ${entry.kind} once the ${successor.kind} runs.`);
    } else if (isConfig(entry) && configs.has(generation(entry))) {
      continue;
    } else if (twin !== undefined) {
      report(vanishedRules.renamed, entry, 'metadata.name', `${named(entry)} is given as ${quote(twin.name)}, which is a new object: ${consequence(entry)}. Keep the name, or delete the old one once nothing needs it.`);
    } else {
      reportVanished(entry, report);
    }
  }
};

function reportVanished(entry: Entry, report: Report): void {
  const lost = DATA.get(`${entry.group}/${entry.kind}`);
  const start = `${named(entry)} is live and not among the documents: kubectl apply leaves it as it is, and GitOps deletes it`;
  if (lost !== undefined) {
    report(vanishedRules.data, entry, undefined, `${start}, and with it ${lost}. Keep it among them, or save what it holds and delete it by hand.`);
  } else if (entry.group === 'networking.k8s.io' && entry.kind === 'NetworkPolicy') {
    report(vanishedRules.networkPolicy, entry, undefined, `${start}, and pods are reached by all that it kept from them. Keep it among them, unless another policy does the same.`);
  } else {
    report(vanishedRules.vanished, entry, undefined, `${start}. Keep it among them, or delete it by hand.`);
  }
}

function consequence({ kind }: Entry): string {
  switch (kind) {
    case 'PersistentVolumeClaim': return 'its volume is empty, and the data stays in the old one';
    case 'StatefulSet': return 'its claims are new and empty, and the data stays in the old ones';
    case 'Service': return 'its address and its name in DNS are new, and clients know the old ones';
    default: return 'kubectl apply leaves the old one beside it, and GitOps deletes it';
  }
}

function isController(entry: Entry): boolean {
  return controllerSelector(entry) !== undefined;
}

function isConfig({ group, kind }: Entry): boolean {
  return group === '' && (kind === 'ConfigMap' || kind === 'Secret');
}

/** The name without the hash that Kustomize, and others, give it anew for each content. */
function generation({ kind, namespace, name }: Entry): string {
  return `${kind}/${namespace}/${name.replace(/-([bcdfghkmt2456789]{10}|[0-9a-f]{8,})$/, '')}`;
}

/** What the server allocates for each object anew. */
const ALLOCATED = new Set(['clusterIP', 'clusterIPs', 'healthCheckNodePort', 'nodePort', 'volumeName']);

/** What an object says besides its own name, so that one of another name says the same; empty where that is not much. */
function fingerprint({ object, group, kind, namespace, name }: Entry): string {
  const { spec, data } = object;
  if (kind === 'Namespace' || (spec === undefined && data === undefined)) {
    return '';
  }
  const body = { group, kind, namespace, labels: fields(object, 'metadata', 'labels'), spec, data };
  return canonical(body, ALLOCATED).replaceAll(JSON.stringify(name), '""');
}
