import { at, items, quote, text, texts } from './fields';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** One condition of a selector. A selected object meets all conditions. */
export interface Requirement {
  readonly key: string;
  readonly operator: typeof OPERATORS[number];
  readonly values: readonly string[];
}

/** The labels in a manifest, and the labels that a controller adds, of which only the possible values are known. */
export interface Labels {
  readonly written: ReadonlyMap<string, string>;
  readonly added?: ReadonlyMap<string, (value: string) => boolean>;
}

/** The requirements of a map of labels, the form of selector that Services and ReplicationControllers have. */
export function requirementsOfMap(selector: unknown): readonly Requirement[] {
  return [...texts(selector)].map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/** The requirements of a LabelSelector. A requirement that the server would refuse is omitted. */
export function requirementsOf(selector: unknown): readonly Requirement[] {
  const expressions = items(selector, 'matchExpressions').flatMap(expression => {
    const key = text(expression, 'key');
    const operator = OPERATORS.find(known => known === expression.operator);
    const values = at(expression, 'values');
    return key === undefined || operator === undefined
      ? []
      : [{ key, operator, values: Array.isArray(values) ? values.filter(value => typeof value === 'string') : [] }];
  });
  return [...requirementsOfMap(at(selector, 'matchLabels')), ...expressions];
}

/** Whether labels meet all requirements. Labels that a controller adds only have to be able to meet them. */
export function selects(requirements: readonly Requirement[], labels: Labels): boolean {
  return requirements.every(requirement => meets(requirement, labels));
}

function meets({ key, operator, values }: Requirement, { written, added }: Labels): boolean {
  const possible = added?.get(key);
  if (possible !== undefined) {
    return operator === 'In' ? values.some(possible) : operator !== 'DoesNotExist';
  }
  const value = written.get(key);
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
  }
}

/** Requirements for a message, in the syntax of `kubectl get --selector`. */
export function describeSelector(requirements: readonly Requirement[]): string {
  return requirements.map(({ key, operator, values }) => {
    switch (operator) {
      case 'In': return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
      case 'NotIn': return `${key} notin (${values.join(',')})`;
      case 'Exists': return key;
      case 'DoesNotExist': return `!${key}`;
    }
  }).join(',');
}

/** The beginning of a message about a selector that selects no pods. The consequence follows. */
export function describeNone(requirements: readonly Requirement[], namespace: string): string {
  return `No workload in the manifests creates pods with the labels ${describeSelector(requirements)} in namespace ${quote(namespace)}. Unless another program creates them,`;
}
