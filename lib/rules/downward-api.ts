import { isAnnotationKey, isQualifiedName } from './metadata';
import type { Problems, Rule } from './rule';

const RESOURCE = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;
const CPU_DIVISORS = ['0', '1', '1m'];
const SIZE_DIVISORS = ['0', '1', ...[...'kMGTPE'].map(unit => `1${unit}`), ...[...'KMGTPE'].map(unit => `1${unit}i`)];

/**
 * Whether a path names one of some fields of a pod, or one label or annotation.
 *
 * @internal
 */
export function isPodField(path: string, fields: readonly string[]): boolean {
  const [, field, key] = /^(metadata\.labels|metadata\.annotations)\['(.*)'\]$/s.exec(path) ?? [];
  return field === undefined ? fields.includes(path) : (field === 'metadata.labels' ? isQualifiedName(key) : isAnnotationKey(key));
}

/**
 * Reports a request or limit of a container that does not exist, and a divisor that is not a unit of it.
 *
 * @param rule the rule of the variable or file that contains the amount
 * @internal
 */
export function checkResourceField(
  problems: Problems, rule: Rule, field: string, { resource, divisor }: { readonly resource: string; readonly divisor?: string },
): void {
  const [, , kind] = RESOURCE.exec(resource) ?? [];
  const divisors = kind === 'cpu' ? CPU_DIVISORS : SIZE_DIVISORS;
  if (kind === undefined) {
    problems.report(rule, `${field}.resource`, resource, "Use a resource such as 'limits.memory'.");
  } else if (divisor !== undefined && !divisors.includes(divisor)) {
    problems.report(rule, `${field}.divisor`, divisor, `Use '${kind === 'cpu' ? '1m' : '1Mi'}', or omit it.`);
  }
}
