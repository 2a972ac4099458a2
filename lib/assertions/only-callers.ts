import type { IConstruct } from 'constructs';
import { documentsOf, isIn, nameOf, podsOf, throwFailures, type AppDocument, type AppPods } from './documents';
import { matchesPeer, policiesOf } from './policies';
import { ClusterProfile } from '../cluster/cluster-profile';
import { selectsAll } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';

/** @internal */
export function assertOnlyCallers(target: IConstruct, allowed: readonly IConstruct[]): void {
  const documents = documentsOf(target);
  const pods = podsOf(documents);
  const targets = pods.filter(({ owner }) => isIn(owner, [target]));
  throwFailures(targets.length === 0
    ? [`${target.node.path}: it declares no pods. Use the declaration of a workload as the target of Assertions.onlyCallers.`]
    : targets.flatMap(each => failuresOf(each, allowed, pods, documents)));
}

function failuresOf(target: AppPods, allowed: readonly IConstruct[], pods: readonly AppPods[], documents: readonly AppDocument[]): string[] {
  const policies = policiesOf(target, documents, 'Ingress');
  if (policies.length === 0) {
    return [`${target.owner.node.path}: all pods of the cluster can call it, because no network policy restricts traffic to ${nameOf(target)}. Set isolate: true.`];
  }
  const callers = policies.flatMap(policy => callersBy(policy, pods, documents).map(caller => ({ policy, ...caller })));
  return callers.filter(({ owner }) => owner === undefined || !isIn(owner, allowed)).map(({ policy, owner, what }) => (
    `${target.owner.node.path}: ${owner ? `'${owner.node.path}'` : what} can call it, because of ${nameOf(policy)} (${policy.owner.node.path}). Remove what allows this, or add the caller to the list of Assertions.onlyCallers.`
  ));
}

/** A caller that a policy allows: pods of the app, or what the policy names. */
interface Caller {
  readonly owner?: IConstruct;
  readonly what?: string;
}

function callersBy(policy: AppDocument, pods: readonly AppPods[], documents: readonly AppDocument[]): Caller[] {
  const rules: Json[] = policy.document.spec?.ingress ?? [];
  if (policy.document.kind === 'CiliumNetworkPolicy') {
    const allowing = rules.filter(rule => Object.keys(rule).length > 0);
    return allowing.map(rule => ({ what: ciliumCallers(rule) }));
  }
  return rules.flatMap(({ from = [] }) => (
    from.length === 0 ? [{ what: 'everything' }] : from.flatMap((peer: Json) => callersOf(peer, policy, pods, documents))
  ));
}

function callersOf(peer: Json, policy: AppDocument, pods: readonly AppPods[], documents: readonly AppDocument[]): Caller[] {
  const { monitoring, nodeCidrs } = ClusterProfile._of(policy.owner);
  if (peer.ipBlock) {
    return nodeCidrs.includes(peer.ipBlock.cidr) ? [] : [{ what: `addresses of ${peer.ipBlock.cidr}` }];
  }
  const isMonitoring = monitoring && peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === monitoring.namespace
    && Object.entries(monitoring.podLabels ?? {}).every(([key, value]) => peer.podSelector?.matchLabels?.[key] === value);
  if (isMonitoring) {
    return [];
  }
  const matched = pods.filter(each => matchesPeer(peer, policy, each, documents));
  // A selector without labels also matches pods that the app does not declare
  const isOther = selectsAll(peer.podSelector ?? {}) || matched.length === 0;
  return isOther ? [{ what: describePeer(peer, policy) }] : matched.map(({ owner }) => ({ owner }));
}

function describePeer({ podSelector = {}, namespaceSelector }: Json, { namespace }: AppDocument): string {
  const pods = selectsAll(podSelector) ? 'all pods' : `pods with ${JSON.stringify(podSelector)}`;
  const place = namespaceSelector ? `namespaces with ${JSON.stringify(namespaceSelector)}` : `the namespace '${namespace}'`;
  return `${pods} of ${namespaceSelector && selectsAll(namespaceSelector) ? 'all namespaces' : place}`;
}

function ciliumCallers({ fromEntities, ...others }: Json): string {
  return fromEntities ? `entities of Cilium (${fromEntities.join(', ')})` : `what the rule ${JSON.stringify(others)} allows`;
}
