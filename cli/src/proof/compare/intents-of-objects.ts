import type { Side } from './objects/context';
import { groupOf, nameOf, namespaceOf } from './objects/identity';
import type { Document } from '../../document';

/** The reason for an object that was added, if it is a default of the library. */
export function intentOfObject(added: Document, before: Side, after: Side): { intent?: string } {
  const namespace = namespaceOf(added);
  const workloads = after.documents.filter(each => namespaceOf(each) === namespace && before.find(groupOf(each), each.kind, namespace, nameOf(each)));
  if (added.kind === 'PodDisruptionBudget' && workloads.some(workload => isBudgetOf(added, workload, before))) {
    return { intent: 'a drain does not evict all pods at once, docs/disruption.md' };
  }
  if (added.kind === 'Service' && added.spec?.clusterIP === 'None' && workloads.some(each => isGoverned(each, added))) {
    return { intent: 'the headless Service of a StatefulSet, docs/controllers.md#statefulset' };
  }
  return {};
}

/** Whether a budget is that of a workload with two or more replicas, or with a scaler with this minimum, that had none. */
function isBudgetOf({ spec, metadata }: Document, { kind, metadata: { name }, spec: workload }: Document, before: Side): boolean {
  const labels = Object.entries(spec?.selector?.matchLabels ?? {});
  const pods = workload?.template?.metadata?.labels ?? {};
  const selects = labels.length > 0 && labels.every(([label, value]) => pods[label] === value);
  const scalers = before.documents.filter(each => each.kind === 'HorizontalPodAutoscaler' && namespaceOf(each) === (metadata.namespace ?? 'default'));
  const scaler = scalers.find(each => each.spec?.scaleTargetRef?.kind === kind && each.spec.scaleTargetRef.name === name);
  const replicas = scaler ? scaler.spec.minReplicas ?? 1 : workload?.replicas ?? 1;
  return ['Deployment', 'StatefulSet'].includes(kind) && selects && replicas >= 2 && [1, '10%'].includes(spec.maxUnavailable);
}

/** Whether a headless Service has the names of the pods of a StatefulSet. */
function isGoverned({ kind, spec }: Document, { metadata: { name } }: Document): boolean {
  return kind === 'StatefulSet' && spec?.serviceName === name;
}
