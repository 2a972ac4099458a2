import type { Json } from './manifest';
import { isObjectPart } from './parts';

/** A requirement of a label selector. An entry of `matchLabels` is a requirement with the operator In and one value. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Empty for the operators without values. */
  readonly values: readonly string[];
}

/**
 * The requirements of a label selector in a document; undefined if the API server refuses the selector. A selector without requirements selects all
 * objects. Null stands for a field that is not set.
 *
 * @see ValidateLabelSelectorRequirement in pkg/apis/meta/v1/validation/validation.go of apimachinery 0.37.2
 * @internal
 */
export function requirementsOf(selector: unknown): readonly LabelRequirement[] | undefined {
  if (!isObjectPart(selector)) {
    return undefined;
  }
  const labels: unknown = selector.matchLabels ?? {};
  const expressions: unknown = selector.matchExpressions ?? [];
  if (!isObjectPart(labels) || !isStrings(Object.values(labels)) || !Array.isArray(expressions)) {
    return undefined;
  }
  const requirements = expressions.map(toRequirement);
  const ofLabels = Object.entries(labels).map(([key, value]): LabelRequirement => ({ key, operator: 'In', values: [value] }));
  return requirements.every(requirement => requirement !== undefined) ? [...ofLabels, ...requirements] : undefined;
}

/** Whether a label selector of a document selects objects with these labels. One that the API server refuses selects nothing. @internal */
export function selectsLabels(selector: unknown, labels: Json): boolean {
  return requirementsOf(selector)?.every(requirement => isFulfilled(requirement, labels)) ?? false;
}

/** Whether labels fulfill a requirement. @internal */
export function isFulfilled({ key, operator, values }: LabelRequirement, labels: Json): boolean {
  const isSet = Object.hasOwn(labels, key);
  switch (operator) {
    case 'In':
      return isSet && values.includes(labels[key]);
    case 'NotIn':
      return !isSet || !values.includes(labels[key]);
    case 'Exists':
      return isSet;
    default:
      return !isSet;
  }
}

function toRequirement(expression: unknown): LabelRequirement | undefined {
  if (!isObjectPart(expression)) {
    return undefined;
  }
  const { key, operator } = expression;
  const values: unknown = expression.values ?? [];
  const isValid = typeof key === 'string' && Array.isArray(values) && isStrings(values) && (values.length > 0
    ? ['In', 'NotIn'].includes(operator)
    : ['Exists', 'DoesNotExist'].includes(operator));
  return isValid ? { key, operator, values } : undefined;
}

function isStrings(values: readonly unknown[]): values is readonly string[] {
  return values.every(value => typeof value === 'string');
}
