import { isStructure } from '../values/mark';

/** A percentage as a text. @internal */
export const PERCENTAGE = /^(\d+)%$/;

/**
 * The code that replaces the name of a strategy, or a strategy of cdk8s-plus or of a manifest; undefined for other values.
 *
 * @internal
 */
export function rolloutCode(value: unknown): string | undefined {
  const { strategy = value, type = strategy } = partsOf(value);
  const name = typeof type === 'string' ? type : partsOf(strategy).type;
  const codes: Record<string, string> = { Recreate: 'Rollout.recreate()', OnDelete: 'Rollout.onDelete()', RollingUpdate: 'Rollout.rollingUpdate({ … })' };
  return typeof name === 'string' ? codes[name] : undefined;
}

/**
 * The code that replaces a number or a percentage of pods, as manifests and cdk8s-plus have them; undefined for other values.
 *
 * @internal
 */
export function podCountCode(value: unknown): string | undefined {
  const amount = partsOf(value).value ?? value;
  const [, percent] = PERCENTAGE.exec(typeof amount === 'string' ? amount : '') ?? [];
  return percent !== undefined ? `PodCount.percent(${Number(percent)})` : Number.isInteger(amount) ? `PodCount.of(${Number(amount)})` : undefined;
}

/** The members of a structure, or of an instance of another package; empty for other values. @internal */
export function partsOf(value: unknown): Record<string, unknown> {
  return isStructure(value) ? value as Record<string, unknown> : {};
}
