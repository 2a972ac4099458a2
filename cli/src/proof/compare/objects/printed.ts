import type { Document } from '../../../document';

/** Fields of metadata that the server writes. */
export const WRITTEN = [
  'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid',
];

/** Whether a cluster printed an object, so that it also has values that the cluster assigned. */
export function isPrinted({ metadata }: Document): boolean {
  return metadata?.uid !== undefined || metadata?.resourceVersion !== undefined;
}

/** An object as a manifest could declare it: without the values that the cluster assigned, if a cluster printed it. */
export function asManifest(document: Document): Document {
  if (!isPrinted(document)) {
    return document;
  }
  const { metadata, status, spec, ...others } = document;
  return { ...others, metadata: without(metadata, WRITTEN), ...spec ? { spec: without(spec, assignedFields(document)) } : {} };
}

/**
 * The fields of a spec that the cluster may have assigned, if a cluster printed the object. An update keeps their values if it omits them. The address
 * `None` is specified.
 */
export function assignedFields(document: Document): readonly string[] {
  const { kind, spec } = document;
  if (!isPrinted(document)) {
    return [];
  }
  if (kind === 'PersistentVolumeClaim') {
    return ['volumeName'];
  }
  return kind === 'Service' ? [...spec.clusterIP === 'None' ? [] : ['clusterIP'], 'clusterIPs', 'ipFamilies'] : [];
}

/** A copy of an object without fields. */
export function without(object: Document, names: readonly string[]): Document {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => !names.includes(name)));
}
