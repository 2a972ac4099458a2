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
  const { metadata, status, ...others } = document;
  return { ...others, metadata: without(metadata, WRITTEN), ...others.spec ? { spec: specOf(document) } : {} };
}

/** The spec of an object without what the cluster assigned, if a cluster printed the object. */
export function specOf(document: Document): Document {
  const { kind, spec } = document;
  if (!isPrinted(document)) {
    return spec;
  }
  if (kind === 'PersistentVolumeClaim') {
    return without(spec, ['volumeName']);
  }
  return kind === 'Service' ? serviceSpecOf(spec) : spec;
}

/** A Service without assigned addresses, and without the families that a cluster with one family assigns. The address `None` is specified. */
function serviceSpecOf(spec: Document): Document {
  const isHeadless = spec.clusterIP === 'None';
  const isDefault = isHeadless || (spec.ipFamilyPolicy ?? 'SingleStack') === 'SingleStack';
  return without(spec, ['clusterIPs', ...isHeadless ? [] : ['clusterIP'], ...isDefault ? ['ipFamilies', 'ipFamilyPolicy'] : []]);
}

/** A copy of an object without fields. */
export function without(object: Document, names: readonly string[]): Document {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => !names.includes(name)));
}
