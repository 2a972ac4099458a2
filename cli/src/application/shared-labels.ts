import type { DeclaredWorkload, Scope } from './scope';
import type { Document } from '../document';

type Labels = Readonly<Record<string, string>>;

interface Metadata {
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

/** The options with labels of one object, of which the option `labels` is the common part. */
const OPTIONS = ['workloadMetadata', 'podMetadata', 'serviceMetadata', 'serviceAccountMetadata'];

/** Moves labels that all objects of a declaration and its pods have to the option `labels`. */
export function shareLabels(declared: DeclaredWorkload, scope: Scope): void {
  const { workload, options, isExposed } = declared;
  const service = scope.services.find(each => each.variable === declared.variable)?.service;
  const belonging = scope.belonging.filter(({ id }) => id === declared.id).flatMap(({ objects }) => objects);
  const objects: Document[] = [workload, { metadata: workload.spec.template.metadata }, ...isExposed ? [service] : [], ...belonging];
  const [first, ...others] = objects.map(object => labelsOf(object));
  const common = Object.entries(first).filter(([key, value]) => others.every(labels => labels[key] === value));
  if (common.length === 0) {
    return;
  }
  options.labels = Object.fromEntries(common);
  for (const name of OPTIONS) {
    const { labels, ...metadata } = (options[name] ?? {}) as Metadata;
    const own = Object.entries(labels ?? {}).filter(([key]) => !common.some(([each]) => each === key));
    const left = own.length > 0 ? { labels: Object.fromEntries(own), ...metadata } : metadata;
    if (Object.keys(left).length > 0) {
      options[name] = left;
    } else {
      delete options[name];
    }
  }
}

function labelsOf({ metadata }: Document): Labels {
  return Object.fromEntries(Object.entries(metadata?.labels ?? {}).map(([key, value]) => [key, String(value ?? '')]));
}
