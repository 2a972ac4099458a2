import { without, WRITTEN } from '../objects/printed';
import { type Field, MAP, SET, type Type } from '../tree/schema';

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

/** What the server writes, and the identity of an object. */
const IGNORED = [...WRITTEN, 'name', 'namespace'];

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
    const copy = without(metadata, IGNORED);
    copy.annotations &&= without(copy.annotations, WRITTEN_ANNOTATIONS);
    copy.finalizers &&= copy.finalizers.filter((each: string) => !WRITTEN_FINALIZERS.includes(each));
    return copy;
  },
};

/** The metadata of pods, which a controller names. */
export const POD_METADATA: Type = { fields: METADATA_FIELDS, complete: metadata => without(metadata, IGNORED) };
