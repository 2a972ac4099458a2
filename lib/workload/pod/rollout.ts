import { DeploymentStrategy, PercentOrAbsolute, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import type { Json } from '../../manifest/manifest';
import type { Controller } from '../controller';
import type { Rollout, RolloutAmounts } from '../rollout';

/** The default of a Deployment: no old pod is terminated before a new one is ready (docs/decisions/shutdown.md). */
const DEFAULT_AMOUNTS: RolloutAmounts = { maxUnavailable: 0 };
const DEFAULT_STRATEGY = DeploymentStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) });

/** The strategy of a Deployment. @internal */
export function deploymentStrategy(rollout: Rollout | undefined): DeploymentStrategy {
  if (!rollout) {
    return DEFAULT_STRATEGY;
  }
  const { maxSurge, maxUnavailable } = rollout._amounts;
  return rollout._type === 'Recreate'
    ? DeploymentStrategy.recreate()
    : DeploymentStrategy.rollingUpdate({ maxSurge: toAmount(maxSurge), maxUnavailable: toAmount(maxUnavailable) });
}

/** The update strategy of a StatefulSet, without `maxUnavailable`. @internal */
export function statefulSetStrategy(rollout: Rollout | undefined): StatefulSetUpdateStrategy | undefined {
  return rollout?._type === 'OnDelete'
    ? StatefulSetUpdateStrategy.onDelete()
    : rollout && StatefulSetUpdateStrategy.rollingUpdate({ partition: rollout._amounts.partition as number | undefined });
}

/**
 * The update strategy of a StatefulSet or DaemonSet, if cdk8s-plus cannot express it. Kubernetes sets `maxUnavailable` of a DaemonSet to 1 if it is not
 * set, and refuses that together with `maxSurge`: SetDefaults_DaemonSet in pkg/apis/apps/v1/defaults.go and ValidateRollingUpdateDaemonSet in
 * pkg/apis/apps/validation/validation.go (Kubernetes 1.37).
 *
 * @internal
 */
export function updateStrategy({ _kind: kind, _statefulSet, _daemonSet }: Controller): Json | undefined {
  const { _type: type, _amounts: { maxSurge, maxUnavailable, partition } = {} } = _statefulSet.rollout ?? _daemonSet.rollout ?? {};
  if (kind === 'StatefulSet') {
    return maxUnavailable === undefined ? undefined : { type, rollingUpdate: { maxUnavailable, partition } };
  }
  if (type === 'OnDelete') {
    return { type };
  }
  const isSet = maxSurge !== undefined || maxUnavailable !== undefined;
  return isSet ? { type, rollingUpdate: { maxSurge, maxUnavailable: maxUnavailable ?? (isZero(maxSurge) ? undefined : 0) } } : undefined;
}

/** Whether an amount is set to no pods. @internal */
export function isZero(amount: unknown): boolean {
  return (typeof amount === 'string' ? parseInt(amount, 10) : amount) === 0;
}

/**
 * Whether a rollout of this controller waits until a new pod is ready before it terminates any old one.
 *
 * @param replicas number of pods
 * @internal
 */
export function waitsForNewPod({ _kind: kind, _deployment, _daemonSet }: Controller, replicas: number): boolean {
  if (kind === 'Deployment') {
    const { _type = 'RollingUpdate', _amounts = DEFAULT_AMOUNTS } = _deployment.rollout ?? {};
    return _type === 'RollingUpdate' && startsNewPodFirst(_amounts, replicas);
  }
  return surges(_daemonSet.rollout?._amounts);
}

/**
 * Whether a rollout of a Deployment waits until a new pod is ready before it terminates any old one. Amounts that are not set are the default of
 * Kubernetes.
 *
 * @param replicas number of pods
 * @internal
 */
export function startsNewPodFirst({ maxSurge = '25%', maxUnavailable = '25%' }: RolloutAmounts, replicas: number): boolean {
  return podsOf(maxSurge, replicas, Math.ceil) > 0 && podsOf(maxUnavailable, replicas, Math.floor) === 0;
}

/** Whether a rollout of a DaemonSet runs a new pod on a node before it terminates the old one. @internal */
export function surges({ maxSurge = 0 }: RolloutAmounts = {}): boolean {
  return !isZero(maxSurge);
}

function podsOf(amount: unknown, replicas: number, round: (pods: number) => number): number {
  return typeof amount === 'string' ? round(parseInt(amount, 10) * replicas / 100) : Number(amount);
}

function toAmount(amount: unknown): PercentOrAbsolute | undefined {
  if (amount === undefined) {
    return undefined;
  }
  return typeof amount === 'string' ? PercentOrAbsolute.percent(parseInt(amount, 10)) : PercentOrAbsolute.absolute(amount as number);
}
