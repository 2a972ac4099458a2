import { changes, deployment, object } from './support';
import type { Document } from '../../../src/document';

const claims = (spec: Document) => deployment({}, { volumeClaimTemplates: [{ metadata: { name: 'a' }, ...spec }] }, 'StatefulSet');
const job = (spec: Document) => object('batch/v1', 'Job', { template: { metadata: { labels: { app: 'web' } }, spec: {} }, ...spec });

const SAME: readonly (readonly [title: string, a: Document, b: Document])[] = [
  [
    'a Deployment',
    deployment({}, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      minReadySeconds: 0,
      paused: false,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    }),
    deployment(),
  ],
  [
    'a strategy that is no rolling update',
    deployment({}, { strategy: { type: 'Recreate' } }),
    deployment({}, { strategy: { type: 'Recreate', rollingUpdate: null } }),
  ],
  [
    'a DaemonSet', deployment({}, { revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }, 'DaemonSet'),
    deployment({}, {}, 'DaemonSet'),
  ],
  [
    'a StatefulSet',
    deployment({}, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      serviceName: '',
      ordinals: { start: 0 },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    }, 'StatefulSet'),
    deployment({}, {}, 'StatefulSet'),
  ],
  [
    'a claim of a StatefulSet',
    claims({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: {}, spec: { volumeMode: 'Filesystem' } }),
    claims({ spec: {} }),
  ],
  [
    'a volume that a claim replaces', deployment({ volumes: [{ name: 'a', emptyDir: {} }] }, { volumeClaimTemplates: [{ metadata: { name: 'a' } }] }, 'StatefulSet'),
    deployment({}, { volumeClaimTemplates: [{ metadata: { name: 'a' } }] }, 'StatefulSet'),
  ],
  [
    'a Job',
    job({
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      completions: 1,
      parallelism: 1,
      podReplacementPolicy: 'TerminatingOrFailed',
      selector: {
        matchLabels: { a: 'b' },
      },
      template: { metadata: { labels: { 'app': 'web', 'job-name': 'web' } }, spec: {} },
    }),
    job({}),
  ],
  [
    'a Job with other limits',
    job({ backoffLimitPerIndex: 1, backoffLimit: 2147483647, podFailurePolicy: { rules: [] }, podReplacementPolicy: 'Failed' }),
    job({ backoffLimitPerIndex: 1, podFailurePolicy: {} }),
  ],
  [
    'a CronJob', object('batch/v1', 'CronJob', { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false, jobTemplate: { spec: { backoffLimit: 6 } } }),
    object('batch/v1', 'CronJob', { jobTemplate: { spec: {} } }),
  ],
  ['a Pod', object('v1', 'Pod', { restartPolicy: 'Always' }), object('v1', 'Pod', {})],
];

test.each(SAME)('workloads that mean the same are equal: %s', (_, a, b) => {
  expect(changes(a, b)).toEqual([]);
  expect(changes(b, a)).toEqual([]);
});

test('a selector of a Job that is not generated is compared', () => {
  const [a, b] = ['a', 'b'].map(label => job({ manualSelector: true, selector: { matchLabels: { label } } }));
  expect(changes(a, b)).toEqual([{ path: 'spec.selector.matchLabels.label', was: 'a', is: 'b' }]);
});
