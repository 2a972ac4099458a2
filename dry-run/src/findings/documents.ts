import type { Check } from './check';
import { canonical, fields, list, quote, text } from './fields';
import { key, named, type Entry } from './inventory';
import type { FindingRule, Report } from './rule';

export const documentRules = {
  twice: {
    id: 'document-twice',
    severity: 'error',
    description: 'two different manifests have the same API group, kind, namespace and name, so the later one overwrites the earlier one',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  repeated: {
    id: 'document-repeated',
    severity: 'warning',
    description: 'the same manifest occurs twice. Reported once for each pair of files',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  namespaceAfter: {
    id: 'namespace-after',
    severity: 'warning',
    description: 'an object comes before its Namespace, and kubectl applies objects in the order of the manifests',
    source: 'https://kubernetes.io/docs/concepts/workloads/management/#organizing-resource-configurations',
  },
} as const satisfies Record<string, FindingRule>;

/** Metadata that the server sets. It differs between two stored copies of the same object. */
const SET_BY_SERVER = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'uid'];

function content({ object }: Entry): string {
  const metadata = Object.fromEntries(Object.entries(fields(object, 'metadata')).filter(([name]) => !SET_BY_SERVER.includes(name)));
  return canonical({ ...object, metadata, status: undefined });
}

export const checkDocuments: Check = ({ objects }, report) => {
  const earlier = new Map<string, Entry>();
  const repeated = new Map<string, (readonly [Entry, Entry])[]>();
  for (const entry of objects.checked) {
    if (entry.kind === '' || entry.name === '') {
      continue;
    }
    const other = earlier.get(key(entry));
    earlier.set(key(entry), entry);
    if (other === undefined) {
      continue;
    }
    if (content(other) === content(entry)) {
      const files = entry.file === undefined ? key(entry) : JSON.stringify([other.file, entry.file]);
      repeated.set(files, [...repeated.get(files) ?? [], [other, entry]]);
    } else {
      report(documentRules.twice, entry, undefined, `${named(entry)} occurs twice, and this manifest overwrites the earlier one. Rename one of the two objects, or merge the manifests.`);
    }
  }
  for (const pairs of repeated.values()) {
    reportRepeated(pairs, report);
  }
};

/** Reports the objects that two files have in common, once: one of the files is usually a copy of the other. */
function reportRepeated(pairs: readonly (readonly [Entry, Entry])[], report: Report): void {
  const [[other, entry]] = pairs;
  const what = list(pairs.map(([, repeated]) => named(repeated)));
  const verb = pairs.length === 1 ? 'occurs' : 'occur';
  const where = other.file === undefined || entry.file === undefined || other.file === entry.file ? 'twice' : `in ${other.file} and again in ${entry.file}`;
  report(documentRules.repeated, entry, undefined, `${what} ${verb} ${where} with the same content. Remove one of the two manifests${pairs.length === 1 ? '' : ' of each object'}.`);
}

export const checkOrder: Check = ({ objects }, report) => {
  const namespaces = new Map<string, number>();
  objects.checked.forEach((entry, position) => {
    if (entry.group === '' && entry.kind === 'Namespace' && !namespaces.has(entry.name) && !objects.isLive(entry)) {
      namespaces.set(entry.name, position);
    }
  });
  objects.checked.forEach((entry, position) => {
    const name = text(entry.object, 'metadata', 'namespace');
    const of = name === undefined || entry.namespace === '' ? undefined : namespaces.get(name);
    if (name !== undefined && of !== undefined && of > position) {
      report(documentRules.namespaceAfter, entry, 'metadata.namespace', `The Namespace ${quote(name)} comes later in the manifests, so kubectl apply cannot create this ${entry.kind} in a new cluster. Put the Namespace first.`);
    }
  });
};
