import { DeploymentStrategy, PercentOrAbsolute } from 'cdk8s-plus-28';

/**
 * The default strategy of a Deployment: no old pod is terminated before a new one is ready (docs/decisions/shutdown.md).
 *
 * @internal
 */
export const DEFAULT_STRATEGY = DeploymentStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) });

/**
 * Whether a rollout waits until a new pod is ready before it terminates any old one.
 *
 * @param replicas number of pods
 * @internal
 */
export function startsNewPodFirst(strategy: DeploymentStrategy, replicas: number): boolean {
  const { maxSurge, maxUnavailable } = strategy._toKube().rollingUpdate ?? {};
  return podsOf(maxSurge, replicas, Math.ceil) > 0 && podsOf(maxUnavailable, replicas, Math.floor) === 0;
}

function podsOf(amount: { readonly value: unknown } | undefined, replicas: number, round: (pods: number) => number): number {
  const value = amount?.value ?? 0;
  return typeof value === 'string' ? round(parseInt(value, 10) * replicas / 100) : Number(value);
}
