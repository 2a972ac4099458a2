import { Duration } from 'cdk8s';
import type { LoadBalancerProvider } from '../../cluster/load-balancer-provider';
import { TrafficPolicy, type Exposure } from '../../exposure/exposure';
import { secondsToNotice } from '../../load-balancer/seconds-to-notice';
import type { Json } from '../../manifest/manifest';
import type { PodTermination } from '../../mesh/pod-annotations';
import { secondsOf } from '../../values/durations';

/** Seconds that clients of EndpointSlices need to notice the termination of a pod, with a margin. */
const DELAY = 5;

/** Seconds until enough health checks of a load balancer have failed, unless the load balancer is known to need more. */
const DELAY_BEHIND_BALANCER = 30;

/** Kubernetes' default grace period in seconds. It is added to the delay, for the requests that are in progress after it. */
const GRACE_PERIOD = 30;

/** The times that a user can set. */
export interface ShutdownTimes {
  readonly shutdownDelay?: Duration;
  readonly terminationGracePeriod?: Duration;
}

/**
 * The termination of the pods of a workload: they continue to serve for a delay, so that all clients and load balancers notice first, and then
 * receive the stop signal (docs/decisions/shutdown.md).
 *
 * @internal
 */
export class Shutdown {
  /** Seconds for which a pod continues to serve. */
  public readonly delay: number;

  /** Whether the delay is the default. */
  public readonly isDefault: boolean;

  /** Time until the containers are killed, including the delay. Not set if Kubernetes' default applies. */
  public readonly gracePeriod?: Duration;

  constructor({ shutdownDelay, terminationGracePeriod }: ShutdownTimes, exposure: Exposure, provider: LoadBalancerProvider) {
    this.isDefault = !shutdownDelay;
    this.delay = shutdownDelay ? secondsOf(shutdownDelay) : defaultDelay(exposure, provider);
    this.gracePeriod = terminationGracePeriod ?? this.sufficientGracePeriod;
  }

  /** The delay plus Kubernetes' default grace period. */
  public get sufficientGracePeriod(): Duration | undefined {
    return this.delay > 0 ? Duration.seconds(this.delay + GRACE_PERIOD) : undefined;
  }

  /** The delay and the grace period in seconds. */
  public get termination(): PodTermination {
    return { delay: this.delay, gracePeriod: this.gracePeriod && secondsOf(this.gracePeriod) };
  }

  /** Whether no time of the grace period is left after the delay. */
  public get isTooLong(): boolean {
    return this.delay > 0 && this.gracePeriod !== undefined && secondsOf(this.gracePeriod) <= this.delay;
  }

  /** Makes each container wait before it stops, unless it has a `preStop` action. */
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

/** Whether health checks are the only way in which a load balancer notices that pods terminate. */
function isHealthChecked({ _type, _options }: Exposure): boolean {
  return _type === 'LoadBalancer' || _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
}
