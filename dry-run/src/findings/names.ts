import type { Check } from './given';
import type { FindingRule } from './rule';

export const nameRules = {
  statefulSet: {
    id: 'statefulset-name-length',
    severity: 'error',
    says: 'a StatefulSet name has more than 52 characters, so that no pod is ever made: with a hash of 11 more it is the label controller-revision-hash of each, of at most 63',
    source: 'setPodRevision in pkg/controller/statefulset/stateful_set_utils.go; ControllerRevisionName in pkg/controller/history/controller_history.go',
  },
  daemonSet: {
    id: 'daemonset-name-length',
    severity: 'error',
    says: 'a DaemonSet name has more than 242 characters, so that no pod is ever made: with a hash of 11 more it names its ControllerRevisions, and a name has at most 253',
    source: 'snapshot in pkg/controller/daemon/update.go',
  },
  deployment: {
    id: 'deployment-name-length',
    severity: 'warning',
    says: 'a Deployment name has more than 242 characters, so that before Kubernetes 1.34 no pod is ever made: with a hash of 11 more it names its ReplicaSets, and a name has at most 253',
    source: 'generateReplicaSetName in pkg/controller/deployment/sync.go, which cuts it short from 1.34',
  },
} as const satisfies Record<string, FindingRule>;

/** A dash, and a hash of 32 bits in decimal digits. */
const HASH_LENGTH = 11;
const LABEL_LENGTH = 63;
const NAME_LENGTH = 253;

/** Long names of CronJobs and Jobs are refused by the server itself. */
const LIMITS = [
  { kind: 'StatefulSet', rule: nameRules.statefulSet, limit: LABEL_LENGTH - HASH_LENGTH, bite: 'no pod is ever made' },
  { kind: 'DaemonSet', rule: nameRules.daemonSet, limit: NAME_LENGTH - HASH_LENGTH, bite: 'no pod is ever made' },
  { kind: 'Deployment', rule: nameRules.deployment, limit: NAME_LENGTH - HASH_LENGTH, bite: 'no pod is ever made before Kubernetes 1.34' },
];

export const checkNames: Check = ({ objects }, report) => {
  for (const { kind, rule, limit, bite } of LIMITS) {
    for (const workload of objects.judgedOfKind('apps', kind)) {
      if (workload.name.length > limit) {
        report(rule, workload, 'metadata.name', `The name has ${workload.name.length} characters, and its controller puts ${HASH_LENGTH} more behind it, so that ${bite}. Give one of at most ${limit}.`);
      }
    }
  }
};
