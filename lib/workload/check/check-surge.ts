import { ContainerRestartPolicy } from 'cdk8s-plus-28';
import { selectsLabels } from '../../manifest/label-selector';
import type { Json } from '../../manifest/manifest';
import type { Problems } from '../../rules/rule';
import { workloadRules } from '../../rules/workloads';
import { startsNewPodFirst, surges } from '../pod/rollout';

/** What to do about pods that exclude each other, for each kind of controller that can start the new pod first. */
const FIXES: Readonly<Record<string, string>> = {
  Deployment: 'Use Controller.deployment({ rollout: Rollout.rollingUpdate({ maxSurge: PodCount.of(0), maxUnavailable: PodCount.of(1) }) }): with one replica, no pod is then available during a rollout.',
  DaemonSet: 'The new pod of a DaemonSet runs on the node of the old pod. Use maxUnavailable instead of maxSurge, such as Controller.daemonSet({ rollout: Rollout.rollingUpdate({ maxUnavailable: PodCount.of(1) }) }).',
};
const OVERRIDE = ' If a node is always free, set the rollout explicitly: Rollout.rollingUpdate({ maxUnavailable: PodCount.of(0) }).';

/** A label of the pods of each revision of a Deployment, with another value. A term that contains it ignores the pods of other revisions. */
const REVISION_LABEL = 'pod-template-hash';

/**
 * Reports what keeps a new pod of a Deployment off the nodes on which old pods run, or a new pod of a DaemonSet off its node, if the rollout waits for
 * the new pod. The API server accepts both (ValidateDaemonSetSpec in pkg/apis/apps/validation/validation.go of Kubernetes 1.37).
 *
 * A topology spread constraint does not, unless there are fewer domains than its `minDomains`: the domain with the fewest pods accepts one more
 * (`Filter` in pkg/scheduler/framework/plugins/podtopologyspread/filtering.go of Kubernetes 1.37).
 *
 * @param document the finished document of the Deployment or DaemonSet
 * @internal
 */
export function checkSurge(problems: Problems, { kind, spec, metadata }: Json): void {
  if (!waitsForNewPod(kind, spec)) {
    return;
  }
  const { template } = spec;
  const override = kind === 'Deployment' ? OVERRIDE : '';
  const ports = hostPorts(template.spec);
  if (ports.length > 0) {
    problems.report(workloadRules.surge, 'hostPort of the containers', ports, `The new pod needs a node on which these ports are free. ${FIXES[kind]}${override}`);
  }
  antiAffinityTerms(template.spec).forEach((term, index) => {
    if (excludesOwnPods(term, template.metadata?.labels ?? {}, metadata?.namespace)) {
      const field = `podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[${index}].topologyKey`;
      const fix = `The new pod must not run where an old pod runs. ${FIXES[kind]} With PodTerm.preferred, scheduling.spread or scheduling.separate, you can also set a weight; matchLabelKeys: ['pod-template-hash'] of PodTerm.required ignores the old pods.${override}`;
      problems.report(workloadRules.surge, field, term.topologyKey, fix);
    }
  });
}

function waitsForNewPod(kind: string, { strategy, updateStrategy, replicas = 1 }: Json): boolean {
  if (kind === 'DaemonSet') {
    return updateStrategy?.type !== 'OnDelete' && surges(updateStrategy?.rollingUpdate);
  }
  return strategy?.type !== 'Recreate' && replicas !== 0 && startsNewPodFirst(strategy?.rollingUpdate ?? {}, replicas);
}

/** The ports of the node that a pod occupies: with the network of the node, all ports that the containers list. */
function hostPorts({ containers, initContainers = [], hostNetwork }: Json): number[] {
  const running: Json[] = [...containers, ...initContainers.filter(({ restartPolicy }: Json) => restartPolicy === ContainerRestartPolicy.ALWAYS)];
  return running.flatMap(({ ports = [] }) => ports.flatMap(({ hostPort, containerPort }: Json) => hostPort ?? (hostNetwork ? containerPort : [])));
}

function antiAffinityTerms({ affinity }: Json): Json[] {
  return affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Whether a term of an anti-affinity certainly matches the pods of the old revision, which have the same labels and namespace. */
function excludesOwnPods({ labelSelector, namespaces, namespaceSelector, matchLabelKeys = [] }: Json, labels: Json, namespace: unknown): boolean {
  const inNamespace = namespaces?.includes(namespace) ?? (namespaceSelector === undefined || Object.keys(namespaceSelector).length === 0);
  return labelSelector !== undefined && inNamespace && !matchLabelKeys.includes(REVISION_LABEL)
    && selectsLabels(labelSelector, labels);
}
