import type { Json } from '../manifest/manifest';

/** Whether a label selector matches labels: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export function matches({ matchLabels = {}, matchExpressions = [] }: Json, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every((expression: Json) => matchesExpression(expression, labels));
}

/** Whether a label selector matches all objects. */
export function matchesAll({ matchLabels = {}, matchExpressions = [] }: Json): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function matchesExpression({ key, operator, values = [] }: Json, labels: Readonly<Record<string, string>>): boolean {
  switch (operator) {
    case 'In': return values.includes(labels[key]);
    case 'NotIn': return !values.includes(labels[key]);
    case 'Exists': return Object.hasOwn(labels, key);
    default: return !Object.hasOwn(labels, key);
  }
}
