import type { Check } from './check';
import { canonical, fields, quote, text } from './fields';
import { key, named, type Entry } from './inventory';
import type { FindingRule } from './rule';

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
    description: 'the same manifest occurs twice',
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
      report(documentRules.repeated, entry, undefined, `${named(entry)} occurs twice with the same content. Remove one of the two manifests.`);
    } else {
      report(documentRules.twice, entry, undefined, `${named(entry)} occurs twice, and this manifest overwrites the earlier one. Rename one of the two objects, or merge the manifests.`);
    }
  }
};

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
