import type { Document } from '../../../document';
import { type Field, MAP, SET, type Type } from '../tree/schema';

/** Fields of metadata that the server writes, and the identity of the object. */
const WRITTEN = [
  'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields', 'name', 'namespace', 'resourceVersion',
  'selfLink', 'uid',
];

/** Annotations that kubectl and controllers write. */
const WRITTEN_ANNOTATIONS = [
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
  'volume.kubernetes.io/storage-provisioner',
];

/** Finalizers that admission plugins and controllers of Kubernetes write. */
const WRITTEN_FINALIZERS = [
  'batch.kubernetes.io/job-tracking', 'kubernetes.io/pv-protection', 'kubernetes.io/pvc-protection', 'service.kubernetes.io/load-balancer-cleanup',
];

const METADATA_FIELDS: Readonly<Record<string, Field>> = {
  labels: { type: MAP },
  annotations: { type: MAP },
  finalizers: { list: SET },
  ownerReferences: { list: SET },
};

/** The metadata of an object. */
export const METADATA: Type = {
  fields: METADATA_FIELDS,
  complete: metadata => {
    const copy = without(metadata, WRITTEN);
    copy.annotations &&= without(copy.annotations, WRITTEN_ANNOTATIONS);
    copy.finalizers &&= copy.finalizers.filter((each: string) => !WRITTEN_FINALIZERS.includes(each));
    return copy;
  },
};

/** The metadata of pods, which a controller names. */
export const POD_METADATA: Type = { fields: METADATA_FIELDS, complete: metadata => without(metadata, WRITTEN) };

/** Whether a cluster printed an object, so that it also has values that the cluster assigned. */
export function isPrinted({ metadata }: Document): boolean {
  return metadata?.uid !== undefined || metadata?.resourceVersion !== undefined;
}

/** A copy of an object without fields. */
export function without(object: Document, names: readonly string[]): Document {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => !names.includes(name)));
}
