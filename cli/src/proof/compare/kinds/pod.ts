import { AMOUNTS, RESOURCES } from './amounts';
import { completeContainer, CONTAINER } from './container';
import { POD_METADATA } from './metadata';
import { POD_SECURITY, podSecurityOf } from './security';
import { AFFINITY, affinityOf, SPREAD } from './selectors';
import { VOLUME } from './volumes';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { isPrinted } from '../objects/printed';
import { Assumed } from '../tree/nodes';
import { assumed, by, SET, type Field, type Type } from '../tree/schema';

/** The constant DefaultTerminationGracePeriodSeconds in k8s.io/api/core/v1/types.go of Kubernetes 1.37. */
const GRACE_SECONDS = 30;

const TOLERATION: Type = { fields: { operator: assumed('Equal') } };

const POD_FIELDS: Readonly<Record<string, Field>> = {
  affinity: { type: AFFINITY },
  // Containers start in their order, but do not wait for each other, apart from hooks.
  containers: { list: by('name'), type: CONTAINER },
  dnsConfig: { type: { fields: { options: { list: by('name') } } } },
  dnsPolicy: assumed('ClusterFirst'),
  enableServiceLinks: assumed(true),
  ephemeralContainers: { list: by('name') },
  hostAliases: { list: by('ip') },
  hostUsers: assumed(true),
  imagePullSecrets: { list: by('name') },
  // Each init container waits until the one before it is done.
  initContainers: { list: { order: 'ordered', by: ({ name }) => name }, type: CONTAINER },
  overhead: { type: AMOUNTS },
  preemptionPolicy: assumed('PreemptLowerPriority'),
  readinessGates: { list: by('conditionType') },
  resourceClaims: { list: by('name') },
  resources: { type: RESOURCES },
  restartPolicy: assumed('Always'),
  schedulerName: assumed('default-scheduler'),
  schedulingGates: { list: by('name') },
  securityContext: { type: POD_SECURITY },
  terminationGracePeriodSeconds: assumed(GRACE_SECONDS),
  tolerations: { list: SET, type: TOLERATION },
  topologySpreadConstraints: SPREAD,
  volumes: { list: by('name'), type: VOLUME },
};

/**
 * A pod. Defaults: SetDefaults_PodSpec and SetDefaults_Pod in pkg/apis/core/v1/defaults.go, and the comments of PodSpec and Toleration in
 * k8s.io/api/core/v1/types.go, of Kubernetes 1.37.
 */
export const POD_SPEC: Type = {
  fields: POD_FIELDS,
  complete: ({ nodeSelector, serviceAccount, serviceAccountName, ...pod }, context) => {
    const account = serviceAccountName || serviceAccount;
    return {
      ...pod,
      affinity: affinityOf({ ...pod, nodeSelector }),
      automountServiceAccountToken: pod.automountServiceAccountToken ?? new Assumed(mountsToken(account, context)),
      containers: completed(pod.containers, pod),
      initContainers: completed(pod.initContainers, pod),
      securityContext: podSecurityOf(pod),
      terminationGracePeriodSeconds: graceOf(pod, context),
      // The admission plugin ServiceAccount sets the account.
      serviceAccountName: account || new Assumed('default'),
    };
  },
};

/** The template of pods. */
export const POD_TEMPLATE: Type = { fields: { metadata: { type: POD_METADATA }, spec: { type: POD_SPEC } } };

/** A cluster prints the default period, also if the manifest does not specify it. */
function graceOf({ terminationGracePeriodSeconds: seconds }: Document, { object }: Context): unknown {
  return isPrinted(object) && seconds === GRACE_SECONDS ? undefined : seconds;
}

function completed(containers: Document, pod: Document): Document {
  return Array.isArray(containers) ? containers.map(container => completeContainer(container, pod)) : containers;
}

/** A pod that does not specify it follows its account (shouldAutomount in plugin/pkg/admission/serviceaccount/admission.go of Kubernetes 1.37). */
function mountsToken(account: string | undefined, context: Context): boolean {
  return context.find('', 'ServiceAccount', account || 'default')?.automountServiceAccountToken ?? true;
}
