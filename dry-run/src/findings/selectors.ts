import { at, items, text, texts } from './fields';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** One condition of a selector. All of them hold for what is selected. */
export interface Requirement {
  readonly key: string;
  readonly operator: typeof OPERATORS[number];
  readonly values: readonly string[];
}

/** Labels as written, and those that a controller adds, of which only the possible values are known. */
export interface Labels {
  readonly written: ReadonlyMap<string, string>;
  readonly added?: ReadonlyMap<string, (value: string) => boolean>;
}

/** The requirements of a map, as Services and ReplicationControllers have it. */
export function requirementsOfMap(selector: unknown): readonly Requirement[] {
  return [...texts(selector)].map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/** The requirements of a LabelSelector. One that the server would refuse is left out. */
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

/** Whether labels meet all requirements, or could, where a controller adds them. */
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

/** Requirements in a message, written as for `kubectl get --selector`. */
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
