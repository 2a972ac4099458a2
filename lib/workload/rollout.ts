import { DeploymentStrategy, PercentOrAbsolute } from 'cdk8s-plus-28';

/**
 * How pods are replaced where nothing is said: no old pod ends before a new one is ready (docs/decisions/shutdown.md).
 *
 * @internal
 */
export const DEFAULT_STRATEGY = DeploymentStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) });

/**
 * Whether a rollout waits for a new pod to be ready before any old one ends.
 *
 * @param replicas how many pods there are
 * @internal
 */
export function isNewPodFirst(strategy: DeploymentStrategy, replicas: number): boolean {
  const { maxSurge, maxUnavailable } = strategy._toKube().rollingUpdate ?? {};
  return podsOf(maxSurge, replicas, Math.ceil) > 0 && podsOf(maxUnavailable, replicas, Math.floor) === 0;
}

function podsOf(amount: { readonly value: unknown } | undefined, replicas: number, round: (pods: number) => number): number {
  const value = amount?.value ?? 0;
  return typeof value === 'string' ? round(parseInt(value, 10) * replicas / 100) : Number(value);
}
