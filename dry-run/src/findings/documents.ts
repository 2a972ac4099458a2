import { canonical, fields, quote, text } from './fields';
import type { Check } from './given';
import { key, named, type Entry } from './inventory';
import type { FindingRule } from './rule';

export const documentRules = {
  twice: {
    id: 'document-twice',
    severity: 'error',
    says: 'two documents that differ have one API group, kind, namespace and name, and the later overwrites the earlier',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  repeated: {
    id: 'document-repeated',
    severity: 'warning',
    says: 'a document is given twice',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  },
  namespaceAfter: {
    id: 'namespace-after',
    severity: 'warning',
    says: 'an object comes before its Namespace, and kubectl applies them in the order in which they stand',
    source: 'https://kubernetes.io/docs/concepts/workloads/management/#organizing-resource-configurations',
  },
} as const satisfies Record<string, FindingRule>;

/** What the server sets, which differs where the same is stored twice. */
const SET_BY_SERVER = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'uid'];

function content({ object }: Entry): string {
  const metadata = Object.fromEntries(Object.entries(fields(object, 'metadata')).filter(([name]) => !SET_BY_SERVER.includes(name)));
  return canonical({ ...object, metadata, status: undefined });
}

export const checkDocuments: Check = ({ objects }, report) => {
  const earlier = new Map<string, Entry>();
  for (const entry of objects.judged) {
    if (entry.kind === '' || entry.name === '') {
      continue;
    }
    const other = earlier.get(key(entry));
    earlier.set(key(entry), entry);
    if (other === undefined) {
      continue;
    }
    if (content(other) === content(entry)) {
      report(documentRules.repeated, entry, undefined, `${named(entry)} is given twice, with the same content. Leave one out.`);
    } else {
      report(documentRules.twice, entry, undefined, `${named(entry)} is given twice, and this one overwrites the one before. Give one of them another name, or make one of both.`);
    }
  }
};

export const checkOrder: Check = ({ objects }, report) => {
  const namespaces = new Map<string, number>();
  objects.judged.forEach((entry, position) => {
    if (entry.group === '' && entry.kind === 'Namespace' && !namespaces.has(entry.name) && !objects.isKnown(entry)) {
      namespaces.set(entry.name, position);
    }
  });
  objects.judged.forEach((entry, position) => {
    const name = text(entry.object, 'metadata', 'namespace');
    const of = name === undefined || entry.namespace === '' ? undefined : namespaces.get(name);
    if (name !== undefined && of !== undefined && of > position) {
      report(documentRules.namespaceAfter, entry, 'metadata.namespace', `The Namespace ${quote(name)} comes later, so that kubectl apply fails to make this ${entry.kind} in a new cluster. Put the Namespace first.`);
    }
  });
};
