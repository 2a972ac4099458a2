import type { Duration } from 'cdk8s';

/** The seconds of a duration, including fractions; NaN if its amount is no number, such as a BigInt, with which cdk8s cannot calculate. @internal */
export function secondsOf(duration: Duration): number {
  try {
    return duration.toMilliseconds({ integral: false }) / 1000;
  } catch {
    return NaN;
  }
}

/** A duration in the form that messages show. @internal */
export function showDuration(duration: Duration): unknown {
  return Number.isNaN(secondsOf(duration)) ? NaN : duration.toHumanString() || '0 seconds';
}
