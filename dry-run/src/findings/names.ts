import type { Check } from './check';
import type { FindingRule } from './rule';

export const nameRules = {
  statefulSet: {
    id: 'statefulset-name-length',
    severity: 'error',
    description: 'a StatefulSet name has more than 52 characters, so no pods are created: the name and a suffix of 11 characters become the label controller-revision-hash of each pod, and a label has at most 63 characters',
    source: 'setPodRevision in pkg/controller/statefulset/stateful_set_utils.go; ControllerRevisionName in pkg/controller/history/controller_history.go',
  },
  daemonSet: {
    id: 'daemonset-name-length',
    severity: 'error',
    description: 'a DaemonSet name has more than 242 characters, so no pods are created: the name and a suffix of 11 characters become the name of its ControllerRevisions, and a name has at most 253 characters',
    source: 'snapshot in pkg/controller/daemon/update.go',
  },
  deployment: {
    id: 'deployment-name-length',
    severity: 'warning',
    description: 'a Deployment name has more than 242 characters, so no pods are created before Kubernetes 1.34: the name and a suffix of 11 characters become the name of its ReplicaSets, and a name has at most 253 characters',
    source: 'generateReplicaSetName in pkg/controller/deployment/sync.go, which truncates the name from 1.34 on',
  },
} as const satisfies Record<string, FindingRule>;

/** A dash, and a 32-bit hash of up to 10 characters. */
const HASH_LENGTH = 11;
const LABEL_LENGTH = 63;
const NAME_LENGTH = 253;

/** CronJobs and Jobs are not listed: the server itself refuses names that are too long. */
const LIMITS = [
  { kind: 'StatefulSet', rule: nameRules.statefulSet, limit: LABEL_LENGTH - HASH_LENGTH, versions: '' },
  { kind: 'DaemonSet', rule: nameRules.daemonSet, limit: NAME_LENGTH - HASH_LENGTH, versions: '' },
  { kind: 'Deployment', rule: nameRules.deployment, limit: NAME_LENGTH - HASH_LENGTH, versions: ' before Kubernetes 1.34' },
];

export const checkNames: Check = ({ objects }, report) => {
  for (const { kind, rule, limit, versions } of LIMITS) {
    for (const workload of objects.checkedOfKind('apps', kind)) {
      if (workload.name.length > limit) {
        report(rule, workload, 'metadata.name', `The name has ${workload.name.length} characters, and its controller appends ${HASH_LENGTH} more, so no pods are created${versions}. Use a name of at most ${limit} characters.`);
      }
    }
  }
};
