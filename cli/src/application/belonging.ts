import { hasLabels, type DeclaredWorkload, type Scope } from './scope';
import { Call } from '../code/expression';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';

/** Whether an object is a HorizontalPodAutoscaler or a ScaledObject of KEDA, in any version. */
export function isScaler({ object: { apiVersion, kind } }: InputDocument): boolean {
  const [group] = String(apiVersion).split('/');
  return (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') || (group === 'keda.sh' && kind === 'ScaledObject');
}

/** Whether a scaler scales a workload of its namespace. KEDA scales a Deployment if the target has no kind. */
export function scales({ object: { kind, spec } }: InputDocument, workload: Document): boolean {
  const target = spec?.scaleTargetRef;
  return target?.name === workload.metadata.name && (target?.kind ?? (kind === 'ScaledObject' ? 'Deployment' : undefined)) === workload.kind;
}

/** Whether an object is a PodDisruptionBudget, in any version. */
export function isBudget({ object: { apiVersion, kind } }: InputDocument): boolean {
  return String(apiVersion).startsWith('policy/') && kind === 'PodDisruptionBudget';
}

/** The objects of a scope that have or create pods with all labels. */
export function podsWith(scope: Scope, labels: Readonly<Record<string, unknown>>): Document[] {
  return scope.documents.map(({ object }) => object).filter(object => labelsOfPods(object) !== undefined && matches(object, labels));
}

/** The labels of the pods that an object is or creates; undefined if it has no pods. */
function labelsOfPods({ kind, metadata, spec }: Document): Document | undefined {
  if (kind === 'Pod') {
    return metadata.labels ?? {};
  }
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  return Array.isArray(template?.spec?.containers) ? template.metadata?.labels ?? {} : undefined;
}

function matches(object: Document, labels: Readonly<Record<string, unknown>>): boolean {
  return hasLabels({ spec: { template: { metadata: { labels: labelsOfPods(object) } } } }, labels);
}

/** The labels of a selector that has no expressions and at least one label; undefined for other selectors. */
function labelsOfSelector(selector: Document): Record<string, string> | undefined {
  const labels = selector?.matchLabels ?? {};
  return selector?.matchExpressions?.length > 0 || Object.keys(labels).length === 0 ? undefined : labels;
}

/** The declaration whose pods a selector selects, if it selects no others; otherwise the reason. */
export function onlyWorkload(scope: Scope, selector: Document): DeclaredWorkload | string {
  const labels = labelsOfSelector(selector);
  if (labels === undefined) {
    return selector?.matchExpressions?.length > 0 ? 'The selector has matchExpressions.' : 'The selector has no labels, so it selects all pods of the namespace.';
  }
  const selected = podsWith(scope, labels);
  const declared = scope.workloads.find(({ workload }) => workload === selected[0]);
  if (selected.length > 1) {
    return `It selects the pods of ${selected.map(({ kind, metadata: { name } }) => `${kind} ${name}`).join(' and ')}.`;
  }
  return declared ?? (selected.length === 0 ? 'It selects no pods of these manifests.' : `${selected[0].kind} ${selected[0].metadata.name}, whose pods it selects, stays a document.`);
}

/** The lowest number of pods that the options of a workload declare. */
export function lowestNumber({ scaling, replicas }: DeclaredWorkload['options']): number {
  return (scaling instanceof Call ? scaling.args[0] as number : replicas as number | undefined) ?? 1;
}

/** The budgets of a scope that select pods of a workload. */
export function budgetsOf(workload: Document, scope: Scope): Document[] {
  return scope.documents.filter(isBudget).map(({ object }) => object).filter(({ spec }) => selects(spec?.selector, workload));
}

/** Whether a selector with or without expressions selects the pods of a workload: `LabelSelectorAsSelector` of k8s.io/apimachinery (Kubernetes 1.37). */
export function selects(selector: Document, workload: Document): boolean {
  const labels = labelsOfPods(workload) ?? {};
  return selector !== undefined && selector !== null && hasLabels(workload, selector.matchLabels ?? {})
    && (selector.matchExpressions ?? []).every(({ key, operator, values = [] }: Document) => {
      const has = Object.hasOwn(labels, key);
      switch (operator) {
        case 'In':
          return has && values.includes(labels[key]);
        case 'NotIn':
          return !has || !values.includes(labels[key]);
        default:
          return has === (operator === 'Exists');
      }
    });
}
