import { canonical } from '../fields';
import { specOf, type Entry } from '../inventory';
import { podsOf } from '../pods';
import type { FindingRule, Report } from '../rule';
import { describeSelector, requirementsOf, selects } from '../selectors';
import { workloads } from './described-pods';
import { DIRECTIONS, identity, peersField, Policies, type Direction } from './policy-peers';
import type { Running } from './running-pods';
import type { Upgrade, UpgradeCheck } from './upgrade';

const ISOLATION = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation';

export const networkPolicyUpgradeRules = {
  unprotected: {
    id: 'running-pods-unprotected',
    severity: 'warning',
    description: 'a NetworkPolicy changes its podSelector so that it no longer applies to pods that run, and no other policy isolates them until a rollout replaces them',
    source: ISOLATION,
  },
  blocked: {
    id: 'running-callers-blocked',
    severity: 'error',
    description: 'a new or changed NetworkPolicy blocks traffic between pods that run, because they lack labels that only the new pods have',
    source: ISOLATION,
  },
  refused: {
    id: 'running-callers-removed',
    severity: 'warning',
    description: 'a changed NetworkPolicy blocks traffic between pods that run, which its former version allowed by their labels',
    source: ISOLATION,
  },
} as const satisfies Record<string, FindingRule>;

/** The policies before and after the update. */
interface States {
  readonly old: Policies;
  readonly new: Policies;
}

const NETWORK_POLICY = ['networking.k8s.io', 'NetworkPolicy'] as const;

export const checkNetworkPolicyUpgrades: UpgradeCheck = (upgrade, report) => {
  const { before, together, running } = upgrade;
  const changed = together.checkedOfKind(...NETWORK_POLICY).filter(policy => {
    const live = before.find(policy);
    return live === undefined || canonical(specOf(live)) !== canonical(specOf(policy));
  });
  if (changed.length === 0 || running.namespaces.length === 0) {
    return;
  }
  // An update is reported only if it certainly blocks what was certainly allowed.
  const states = {
    old: new Policies(before.ofKind(...NETWORK_POLICY), before, false),
    new: new Policies(together.ofKind(...NETWORK_POLICY), together, true),
  };
  const groups = running.namespaces.flatMap(namespace => distinct(running.in(namespace)));
  for (const policy of changed) {
    const live = before.find(policy);
    if (live !== undefined) {
      checkUnprotected(policy, live, groups, states, report);
    }
    for (const direction of DIRECTIONS) {
      checkBlocked(policy, live, direction, groups, states, upgrade, report);
    }
  }
};

/** One of each kind of pods that policies cannot distinguish. */
function distinct(groups: readonly Running[]): readonly Running[] {
  return [...new Map(groups.map(each => [`${canonical(each.workload)} ${identity(each)}`, each])).values()];
}

function checkUnprotected(policy: Entry, live: Entry, groups: readonly Running[], states: States, report: Report): void {
  const [before, after] = [live, policy].map(each => requirementsOf(specOf(each).podSelector));
  const lost = groups.filter(pods => pods.namespace === policy.namespace && selects(before, pods.labels) && !selects(after, pods.labels)
    && DIRECTIONS.some(direction => states.old.isolating(pods, direction).includes(live) && states.new.isolating(pods, direction).length === 0));
  if (lost.length > 0) {
    report(networkPolicyUpgradeRules.unprotected, policy, 'spec.podSelector', `The podSelector changes from ${describeSelector(before) || 'all pods'} to ${describeSelector(after)}, so the policy no longer applies to running pods of ${workloads(lost)}, and no other policy isolates them: all traffic is allowed until a rollout replaces them. Keep the podSelector in this release, and roll out pods that have both the old and the new labels.`);
  }
}

function checkBlocked(
  policy: Entry, live: Entry | undefined, direction: Direction, groups: readonly Running[], states: States, upgrade: Upgrade, report: Report,
): void {
  const subjects = groups.filter(pods => pods.namespace === policy.namespace && states.new.isolating(pods, direction).includes(policy));
  if (subjects.length === 0) {
    return;
  }
  const loses = (subject: Running, peer: Running) => states.old.allows(subject, direction, peer) && !states.new.allows(subject, direction, peer);
  const lost = groups.filter(peer => subjects.some(subject => loses(subject, peer)));
  const gap = lost.filter(peer => {
    const document = upgrade.after.find({ ...peer.workload, namespace: peer.namespace });
    const pods = document && podsOf(document);
    return pods !== undefined && states.new.names(policy, direction, { namespace: peer.namespace, labels: pods.labels });
  });
  const what = (peers: readonly Running[]) => direction === 'Ingress'
    ? `running pods of ${workloads(peers)} can no longer connect to ${workloads(subjects)}`
    : `running pods of ${workloads(subjects)} can no longer connect to ${workloads(peers)}`;
  if (gap.length > 0) {
    report(networkPolicyUpgradeRules.blocked, policy, peersField(direction), `The policy allows the new pods of ${workloads(gap)} by labels that the running pods lack, so ${what(gap)} until a rollout replaces them. Roll out the labels first, and apply this policy in the next release, or also allow the present labels in this one.`);
  }
  const removed = lost.filter(peer => !gap.includes(peer) && live !== undefined
    && subjects.some(subject => states.old.isolating(subject, direction).some(other => states.old.names(other, direction, peer))));
  if (removed.length > 0) {
    report(networkPolicyUpgradeRules.refused, policy, peersField(direction), `The live policy allows this traffic and the manifest does not, so ${what(removed)}. Keep the rule, unless nothing needs this traffic any more.`);
  }
}
