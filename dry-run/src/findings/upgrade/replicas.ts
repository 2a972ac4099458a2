import { at } from '../fields';
import { named, specOf } from '../inventory';
import type { FindingRule } from '../rule';
import { liveReplicas, Omitted, omittedReplicas } from './applied-replicas';
import { scalerOf } from './scalers';
import { updated, type UpgradeCheck } from './upgrade';

const APPLY = 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership';

export const replicaRules = {
  dropped: {
    id: 'replicas-dropped',
    severity: 'error',
    description: 'a manifest omits the replicas that the last apply has set, so the server sets 1, and all pods but one are terminated',
    source: `${APPLY}; https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas`,
  },
  unknown: {
    id: 'replicas-owner-unknown',
    severity: 'warning',
    description: 'a manifest omits the replicas of a live workload, and the live object does not tell who has set them, so they may become 1',
    source: APPLY,
  },
  scaledToZero: {
    id: 'scaled-to-zero',
    severity: 'warning',
    description: 'a workload changes from at least one replica to none',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment',
  },
} as const satisfies Record<string, FindingRule>;

/** The kinds whose replicas have the default 1. */
const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet'];

/** How to give the field another owner before the first apply that omits it. */
const NOW = 'now, while the previous manifest is applied: give the field another owner, with kubectl apply --server-side --field-manager=replicas-handover, or with kubectl apply set-last-applied for client-side apply. See docs/scaling.md of the repository. Then get the live objects and run the check again, before you apply this manifest';

export const checkReplicas: UpgradeCheck = (upgrade, report) => {
  for (const { live, document } of KINDS.flatMap(kind => updated(upgrade, 'apps', kind))) {
    const before = liveReplicas(live);
    const after = at(specOf(document), 'replicas');
    if (before !== undefined && before > 0 && after === 0) {
      report(replicaRules.scaledToZero, document, 'spec.replicas', `The replicas change from ${before} to 0, so no pod remains. Set at least 1, unless you want to stop the workload.`);
    }
    if (before === undefined || before < 2 || (after !== undefined && after !== null)) {
      continue;
    }
    const outcome = omittedReplicas(live);
    const effect = before === 2 ? 'one of two pods is terminated' : `${before - 1} of ${before} pods are terminated`;
    const scaler = scalerOf(document, upgrade);
    if (outcome === Omitted.DROPPED) {
      const fix = scaler === undefined ? `Set ${before}` : `Hand the number over to ${named(scaler)} ${NOW}`;
      report(replicaRules.dropped, document, 'spec.replicas', `The live object has ${before} replicas, which the last apply has set, and the manifest omits them, so the server immediately sets 1: ${effect}${scaler === undefined ? '' : ' until the scaler adds others'}. ${fix}.`);
    } else if (outcome === Omitted.UNKNOWN) {
      const fix = scaler === undefined ? ', or set the replicas' : `. If the last apply has set them, hand the number over to ${named(scaler)} ${NOW}`;
      report(replicaRules.unknown, document, 'spec.replicas', `The live object has ${before} replicas, and the manifest omits them. If the last apply has set them, the server immediately sets 1: ${effect}. The live object contains neither managed fields nor the last applied configuration: print it with kubectl get --show-managed-fields --output=yaml${fix}.`);
    }
  }
};
