import { METADATA, POD_METADATA } from './metadata';
import { POD_SPEC, POD_TEMPLATE } from './pod';
import { CLAIM_TEMPLATE } from './volumes';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { without } from '../objects/printed';
import { Assumed } from '../tree/nodes';
import { assumed, SELECTOR, type Field, type Type } from '../tree/schema';

const PODS: Readonly<Record<string, Field>> = { selector: { type: SELECTOR }, template: { type: POD_TEMPLATE } };

/** A strategy with the fields of a rolling update, if it is one. */
function strategy(amounts: Readonly<Record<string, unknown>>): (specified: Document) => Document {
  return specified => {
    const type = specified?.type || new Assumed('RollingUpdate');
    const rollingUpdate = Object.fromEntries(
      Object.entries(amounts).map(([name, value]) => [name, specified?.rollingUpdate?.[name] ?? new Assumed(value)]),
    );
    return type instanceof Assumed || type === 'RollingUpdate'
      ? { ...specified, type, rollingUpdate: { ...specified?.rollingUpdate, ...rollingUpdate } }
      : specified;
  };
}

const ROLLING: Field = { type: { fields: { rollingUpdate: { type: {} } } } };
const deploymentStrategy = strategy({ maxUnavailable: '25%', maxSurge: '25%' });
const daemonSetStrategy = strategy({ maxUnavailable: 1, maxSurge: 0 });
const statefulSetStrategy = strategy({ partition: 0, maxUnavailable: 1 });

/** An object with metadata and a spec. */
export function kindOf(spec: Type, others: Readonly<Record<string, Field>> = {}): Type {
  return {
    fields: { metadata: { type: METADATA }, spec: { type: spec }, ...others },
    complete: object => ({ spec: {}, ...without(object, ['apiVersion', 'kind', 'status']) }),
  };
}

/**
 * A spec without the number of pods that a scaler sets. A scaler does nothing while the number is 0 (reconcileAutoscaler in
 * pkg/controller/podautoscaler/horizontal.go of Kubernetes 1.37).
 */
function withoutScaled(spec: Document, context: Context): Document {
  return spec.replicas !== 0 && context.isScaled ? without(spec, ['replicas']) : spec;
}

/** Defaults: pkg/apis/apps/v1/defaults.go of Kubernetes 1.37. */
const DEPLOYMENT = kindOf({
  complete: (spec, context) => ({ ...withoutScaled(spec, context), strategy: deploymentStrategy(spec.strategy) }),
  fields: {
    ...PODS,
    minReadySeconds: assumed(0),
    progressDeadlineSeconds: assumed(600),
    replicas: assumed(1),
    revisionHistoryLimit: assumed(10),
    strategy: ROLLING,
  },
});

const DAEMON_SET = kindOf({
  complete: spec => ({ ...spec, updateStrategy: daemonSetStrategy(spec.updateStrategy) }),
  fields: { ...PODS, updateStrategy: ROLLING, revisionHistoryLimit: assumed(10), minReadySeconds: assumed(0) },
});

/** Volumes that no claim replaces (updateStorage in pkg/controller/statefulset/stateful_set_utils.go of Kubernetes 1.37). */
function withoutReplaced(spec: Document): Document {
  const claims = new Set((spec.volumeClaimTemplates ?? []).map((claim: Document) => claim?.metadata?.name));
  const pod = spec.template?.spec;
  const volumes = pod?.volumes?.filter(({ name }: Document) => !claims.has(name));
  return pod?.volumes ? { ...spec, template: { ...spec.template, spec: { ...pod, volumes } } } : spec;
}

const STATEFUL_SET = kindOf({
  complete: (spec, context) => ({
    ordinals: {},
    persistentVolumeClaimRetentionPolicy: {},
    ...withoutReplaced(withoutScaled(spec, context)),
    updateStrategy: statefulSetStrategy(spec.updateStrategy),
  }),
  fields: {
    ...PODS,
    minReadySeconds: assumed(0),
    ordinals: { type: { fields: { start: assumed(0) } } },
    persistentVolumeClaimRetentionPolicy: { type: { fields: { whenDeleted: assumed('Retain'), whenScaled: assumed('Retain') } } },
    podManagementPolicy: assumed('OrderedReady'),
    replicas: assumed(1),
    revisionHistoryLimit: assumed(10),
    updateStrategy: ROLLING,
    volumeClaimTemplates: { list: { order: 'unordered', by: claim => claim?.metadata?.name ?? '' }, type: CLAIM_TEMPLATE },
  },
});

/** Labels that the server adds to the pods of a Job (generateSelector in pkg/registry/batch/job/strategy.go of Kubernetes 1.37). */
const JOB_LABELS = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'];

/** Defaults: pkg/apis/batch/v1/defaults.go of Kubernetes 1.37. */
const JOB_SPEC: Type = {
  complete: spec => ({
    ...spec.manualSelector ? spec : withoutGenerated(spec),
    backoffLimit: spec.backoffLimit ?? new Assumed(spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1),
    completions: spec.completions ?? (spec.parallelism === undefined ? new Assumed(1) : undefined),
    podReplacementPolicy: spec.podReplacementPolicy ?? new Assumed(spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'),
  }),
  fields: { ...PODS, completionMode: assumed('NonIndexed'), parallelism: assumed(1) },
};

/** A Job without the selector and the labels that the server generates. */
function withoutGenerated(spec: Document): Document {
  const { labels, ...metadata } = spec.template?.metadata ?? {};
  return { ...without(spec, ['selector']), template: { ...spec.template, metadata: { ...metadata, labels: without(labels, JOB_LABELS) } } };
}

const CRON_JOB = kindOf({
  fields: {
    concurrencyPolicy: assumed('Allow'),
    failedJobsHistoryLimit: assumed(1),
    jobTemplate: { type: { fields: { metadata: { type: POD_METADATA }, spec: { type: JOB_SPEC } } } },
    successfulJobsHistoryLimit: assumed(3),
  },
});

/** The kinds that run pods. */
export const WORKLOADS: Readonly<Record<string, Type>> = {
  '/Pod': kindOf(POD_SPEC),
  '/PodTemplate': { fields: { metadata: { type: METADATA }, template: { type: POD_TEMPLATE } } },
  '/ReplicationController': kindOf({ fields: { selector: { type: SELECTOR }, template: { type: POD_TEMPLATE }, replicas: assumed(1) } }),
  'apps/DaemonSet': DAEMON_SET,
  'apps/Deployment': DEPLOYMENT,
  'apps/ReplicaSet': kindOf({ fields: { ...PODS, replicas: assumed(1), minReadySeconds: assumed(0) } }),
  'apps/StatefulSet': STATEFUL_SET,
  'batch/CronJob': CRON_JOB,
  'batch/Job': kindOf(JOB_SPEC),
};
