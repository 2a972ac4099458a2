import { DeploymentStrategy, PercentOrAbsolute } from 'cdk8s-plus-28';

/**
 * The default strategy of a Deployment: no old pod is terminated before a new one is ready (docs/decisions/shutdown.md).
 *
 * @internal
 */
export const DEFAULT_STRATEGY = DeploymentStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) });

/** The amounts of a rolling update: numbers, or percentages such as 25%. */
interface RollingUpdate {
  readonly maxSurge?: unknown;
  readonly maxUnavailable?: unknown;
}

/** The amounts of a strategy of cdk8s-plus; undefined if it terminates all pods first. @internal */
export function rollingUpdateOf(strategy: DeploymentStrategy): RollingUpdate | undefined {
  const { rollingUpdate } = strategy._toKube();
  return rollingUpdate && { maxSurge: rollingUpdate.maxSurge?.value, maxUnavailable: rollingUpdate.maxUnavailable?.value };
}

/**
 * Whether a rollout waits until a new pod is ready before it terminates any old one. Amounts that are not set are the default of Kubernetes.
 *
 * @param replicas number of pods
 * @internal
 */
export function startsNewPodFirst({ maxSurge = '25%', maxUnavailable = '25%' }: RollingUpdate, replicas: number): boolean {
  return podsOf(maxSurge, replicas, Math.ceil) > 0 && podsOf(maxUnavailable, replicas, Math.floor) === 0;
}

function podsOf(amount: unknown, replicas: number, round: (pods: number) => number): number {
  return typeof amount === 'string' ? round(parseInt(amount, 10) * replicas / 100) : Number(amount);
}
