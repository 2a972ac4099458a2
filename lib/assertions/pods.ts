import type { IConstruct } from 'constructs';
import { isIn, shareNamespace, type AppDocument } from './documents';
import { ClusterProfile } from '../cluster/cluster-profile';
import { peerOf, peersInApp, type Peer } from '../discovery/peer';
import { selectsLabels } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';
import { objectOf } from '../manifest/parts';
import { KINDS_WITH_PODS, podLabelsIn, podTemplateOf } from '../manifest/pod-templates';
import { DOCUMENTATION } from '../rules/rule';

/** The pods of a document. */
export interface AppPods extends AppDocument {
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Json;
  /** Whether the pods are on the network of their node. */
  readonly hostNetwork: boolean;
}

/** The pods that documents declare. */
export function podsOf(documents: readonly AppDocument[]): AppPods[] {
  return documents.filter(({ document: { kind } }) => KINDS_WITH_PODS.includes(kind)).map(each => {
    const spec = objectOf(podTemplateOf(each.document).spec);
    return { ...each, labels: podLabelsIn(each.document), spec, hostNetwork: spec.hostNetwork === true };
  });
}

/** Whether pods belong to a construct: it contains their object or, like `ExposedPods`, is a declaration that selects them. */
export function belongTo(pods: AppPods, construct: IConstruct): boolean {
  const peer = peerOf(construct);
  return isIn(pods.object, [construct]) || (peer !== undefined && selects(peer, pods));
}

/** How to isolate pods. */
export function isolationFix(pods: AppPods): string {
  const { peer, object } = pods;
  if (peer?.workload !== undefined && isIn(object, [peer.workload])) {
    return 'Set isolate: true, or call Isolation.enable for its scope.';
  }
  // Only declarations of pods, and not imported Services, have containers
  const selecting = peersInApp(object).find(each => each.containers && selects(each, pods));
  return selecting
    ? `Set isolate: true on '${selecting.construct.node.path}', which selects the pods.`
    : `Declare ExposedPods with isolate: true that select the pods, or add a NetworkPolicy: ${DOCUMENTATION}/testing.md#pods-without-the-option-isolate.`;
}

function selects({ construct, pods }: Peer, other: AppPods): boolean {
  const selected = pods?.();
  return selected !== undefined && selectsLabels({ matchLabels: selected.labels }, other.labels)
    && shareNamespace(other, { namespace: selected.namespace, cluster: ClusterProfile._clusterOf(construct) });
}
