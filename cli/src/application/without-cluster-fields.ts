import type { Document } from '../document';

/** Fields of the metadata that the API server and its controllers write. */
const METADATA = [
  'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink', 'deletionTimestamp', 'deletionGracePeriodSeconds',
];

/** Annotations that kubectl, controllers and the scheduler write. */
const ANNOTATIONS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'control-plane.alpha.kubernetes.io/leader',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
];

/** Finalizers that controllers add to objects of users. */
const FINALIZERS = ['kubernetes.io/pvc-protection', 'kubernetes.io/pv-protection', 'service.kubernetes.io/load-balancer-cleanup'];

/**
 * An object as a user would write it: without the fields that the cluster has added. In an object that was not read from a cluster, only the fields that
 * users never write are left out.
 */
export function withoutClusterFields(object: Document): Document {
  const { status: _, metadata, ...others } = object;
  const isDump = metadata?.uid !== undefined || metadata?.resourceVersion !== undefined;
  return { ...others, ...metadata && { metadata: metadataOf(metadata) }, ...others.spec && isDump && { spec: specOf(object) } };
}

function metadataOf({ annotations, finalizers, ...metadata }: Document): Document {
  const own = without(annotations ?? {}, ANNOTATIONS);
  const kept = Array.isArray(finalizers) ? finalizers.filter(each => !FINALIZERS.includes(each)) : [];
  return {
    ...without(metadata, METADATA),
    ...Object.keys(own).length > 0 && { annotations: own },
    ...kept.length > 0 && { finalizers: kept },
  };
}

/** The fields of a spec that the API server assigns, so that another cluster would refuse them or use others. */
function specOf({ apiVersion, kind, metadata, spec }: Document): Document {
  switch (`${apiVersion} ${kind}`) {
    case 'v1 Service':
      return serviceOf(spec);
    case 'v1 PersistentVolumeClaim':
      return metadata.annotations?.['pv.kubernetes.io/bound-by-controller'] === undefined ? spec : without(spec, ['volumeName']);
    case 'v1 Pod':
      return without(spec, ['nodeName']);
    case 'batch/v1 Job':
      return jobOf(spec);
    default:
      return spec;
  }
}

/** Addresses that the API server assigns. A headless Service has none, which is a choice of the user. */
function serviceOf(spec: Document): Document {
  return without(spec, spec.clusterIP === 'None' ? ['clusterIPs'] : ['clusterIP', 'clusterIPs']);
}

/** The selector of a Job and the labels for it, which contain the uid of the Job, unless the user has set them. */
function jobOf(spec: Document): Document {
  if (spec.manualSelector === true) {
    return spec;
  }
  const { template } = spec;
  const labels = without(template?.metadata?.labels ?? {}, ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']);
  const metadata = { ...without(template?.metadata ?? {}, ['labels', 'creationTimestamp']), ...Object.keys(labels).length > 0 && { labels } };
  return { ...without(spec, ['selector']), ...template && { template: { ...template, metadata } } };
}

function without(object: Document, names: readonly string[]): Document {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
