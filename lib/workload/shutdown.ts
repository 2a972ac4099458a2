import { Duration } from 'cdk8s';
import type { WorkloadPodProps } from './workload-props';
import type { LoadBalancerProvider } from '../cluster/load-balancer-provider';
import { TrafficPolicy, type Exposure } from '../exposure/exposure';
import { secondsToNotice } from '../exposure/load-balancer/seconds-to-notice';
import type { Json } from '../manifest/manifest';
import { secondsOf } from '../rules/values';

/** How long whoever reads EndpointSlices takes to notice that a pod ends, with room to spare. */
const DELAY = 5;

/** How long a load balancer takes whose health checks have to fail some times, unless it is known to take longer. */
const DELAY_BEHIND_BALANCER = 30;

/** What Kubernetes leaves a pod by itself, here for the requests that are under way after the delay. */
const GRACE_PERIOD = 30;

/**
 * How the pods of a workload end: they go on serving for a while, so that everything that still sends them traffic notices first, and are
 * told to stop then (docs/decisions/shutdown.md).
 *
 * @internal
 */
export class Shutdown {
  /** Seconds that a pod goes on serving. */
  public readonly delay: number;

  /** Whether nobody said how many. */
  public readonly isDefault: boolean;

  /** How long a pod has in all, the delay included; absent where Kubernetes decides. */
  public readonly gracePeriod?: Duration;

  constructor(
    { shutdownDelay, terminationGracePeriod }: Pick<WorkloadPodProps, 'shutdownDelay' | 'terminationGracePeriod'>,
    exposure: Exposure, provider: LoadBalancerProvider,
  ) {
    this.isDefault = !shutdownDelay;
    this.delay = shutdownDelay ? secondsOf(shutdownDelay) : defaultDelay(exposure, provider);
    this.gracePeriod = terminationGracePeriod ?? this.longEnough;
  }

  /** A grace period of which as much is left after the delay as Kubernetes gives by itself. */
  public get longEnough(): Duration | undefined {
    return this.delay > 0 ? Duration.seconds(this.delay + GRACE_PERIOD) : undefined;
  }

  /** Whether the delay leaves nothing of the grace period. */
  public get isTooLong(): boolean {
    return this.delay > 0 && this.gracePeriod !== undefined && secondsOf(this.gracePeriod) <= this.delay;
  }

  /** Has each container wait, unless it has something of its own to do before it stops. */
  public complete(containers: readonly Json[]): void {
    if (this.delay > 0) {
      containers.forEach(container => {
        container.lifecycle = { preStop: { sleep: { seconds: this.delay } }, ...container.lifecycle };
      });
    }
  }
}

function defaultDelay(exposure: Exposure, provider: LoadBalancerProvider): number {
  return isHealthChecked(exposure) ? Math.max(DELAY_BEHIND_BALANCER, secondsToNotice(exposure, provider) ?? 0) : DELAY;
}

/** Whether a load balancer has to notice by its health checks that pods end. */
function isHealthChecked({ _type, _options }: Exposure): boolean {
  return _type === 'LoadBalancer' || _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
}
