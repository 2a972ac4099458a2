import { Duration } from 'cdk8s';
import { longestDelay, type NeededDelay, type ReachedThrough } from './needed-delay';
import type { Json } from '../../manifest/manifest';
import type { PodTermination } from '../../mesh/pod-annotations';
import { secondsOf } from '../../values/durations';

/** Kubernetes' default grace period in seconds. It is added to the delay, for the requests that are in progress after it. */
const GRACE_PERIOD = 30;

/** The times that a user can set. */
export interface ShutdownTimes {
  readonly shutdownDelay?: Duration;
  readonly terminationGracePeriod?: Duration;
}

/** Pods, with the ways in that are declared so far. */
export interface ReachedPods {
  readonly waysIn: readonly ReachedThrough[];
}

/**
 * The termination of the pods of a workload: they continue to serve for a delay, so that all clients and load balancers notice first, and then
 * receive the stop signal (docs/decisions/shutdown.md). Services and routes that lead to the pods can be declared until synth, so the times are
 * final only then.
 *
 * @internal
 */
export class Shutdown {
  /** @param own the Service of the workload, which is one of the ways in when it has been created; undefined for a Worker */
  constructor(private readonly times: ShutdownTimes, public readonly own: ReachedThrough | undefined, private readonly pods: ReachedPods) {}

  /** The default of the delay, with the Service or the route that needs it; undefined if the user has set the delay, or nothing leads to the pods. */
  public get defaultDelay(): NeededDelay | undefined {
    return this.times.shutdownDelay ? undefined : longestDelay([...this.own ? [this.own] : [], ...this.pods.waysIn]);
  }

  /** Seconds for which a pod continues to serve. */
  public get delay(): number {
    const { shutdownDelay } = this.times;
    return shutdownDelay ? secondsOf(shutdownDelay) : this.defaultDelay?.seconds ?? 0;
  }

  /** Time until the containers are killed, including the delay. Not set if Kubernetes' default applies. */
  public get gracePeriod(): Duration | undefined {
    return this.gracePeriodFor(this.delay);
  }

  /** The delay plus Kubernetes' default grace period. */
  public get sufficientGracePeriod(): Duration | undefined {
    return sufficientFor(this.delay);
  }

  /** The delay and the grace period in seconds. */
  public get termination(): PodTermination {
    // the ways in are looked up once for both
    const { delay } = this;
    const gracePeriod = this.gracePeriodFor(delay);
    return { delay, gracePeriod: gracePeriod && secondsOf(gracePeriod) };
  }

  /** Whether no time of the grace period that the user has set is left after the delay. */
  public get isTooLong(): boolean {
    const { terminationGracePeriod } = this.times;
    return terminationGracePeriod !== undefined && this.delay > 0 && secondsOf(terminationGracePeriod) <= this.delay;
  }

  /** Completes the spec of the pods: each container waits before it stops, unless it has a `preStop` action. */
  public complete(spec: Json): void {
    const { delay, gracePeriod } = this.termination;
    // cdk8s-plus has rendered the grace period that the workload was created with
    spec.terminationGracePeriodSeconds = gracePeriod ?? spec.terminationGracePeriodSeconds;
    if (delay > 0) {
      spec.containers.forEach((container: Json) => {
        container.lifecycle = { preStop: { sleep: { seconds: delay } }, ...container.lifecycle };
      });
    }
  }

  private gracePeriodFor(delay: number): Duration | undefined {
    return this.times.terminationGracePeriod ?? sufficientFor(delay);
  }
}

function sufficientFor(delay: number): Duration | undefined {
  return delay > 0 ? Duration.seconds(delay + GRACE_PERIOD) : undefined;
}
