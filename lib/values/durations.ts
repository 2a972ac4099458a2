import type { Duration } from 'cdk8s';

/** The seconds of a duration, including fractions; NaN if the value is not a duration. @internal */
export function secondsOf(duration: Duration): number {
  return typeof duration?.toMilliseconds === 'function' ? duration.toMilliseconds() / 1000 : NaN;
}

/** A duration in the form that messages show. @internal */
export function showDuration(duration: Duration): unknown {
  return Number.isNaN(secondsOf(duration)) ? duration : duration.toHumanString() || '0 seconds';
}
