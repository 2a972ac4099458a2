import type { Json } from './manifest';

/** Whether a label selector of a document selects pods with these labels. A selector without requirements selects all pods. @internal */
export function selectsLabels({ matchLabels = {}, matchExpressions = [] }: Json, labels: Json): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every((expression: Json) => matches(expression, labels));
}

/** Whether a label selector has no requirements, so that it selects all objects. @internal */
export function selectsAll({ matchLabels = {}, matchExpressions = [] }: Json): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function matches({ key, operator, values = [] }: Json, labels: Json): boolean {
  switch (operator) {
    case 'In':
      return values.includes(labels[key]);
    case 'NotIn':
      return !values.includes(labels[key]);
    case 'Exists':
      return key in labels;
    default:
      return !(key in labels);
  }
}
