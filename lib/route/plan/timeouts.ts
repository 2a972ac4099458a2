import type { Duration } from 'cdk8s';
import { secondsOf } from '../../values/durations';

const MAX_HOURS = 99_999;
const UNITS = [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const;

/** Whether the Gateway API can express a duration. @internal */
export function isTimeout(duration: Duration): boolean {
  const milliseconds = millisecondsOf(duration);
  return Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds < (MAX_HOURS + 1) * 3_600_000;
}

/** @internal */
export function millisecondsOf(duration: Duration): number {
  return Math.round(secondsOf(duration) * 1e6) / 1000;
}

/**
 * A duration in the format of the Gateway API, such as `1m30s`.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/
 * @internal
 */
export function writeTimeout(duration: Duration): string {
  let rest = millisecondsOf(duration);
  const parts = UNITS.map(([unit, size]) => {
    // fractions of a millisecond are refused; tests that disable the rules need them in the output
    const count = size === 1 ? rest : Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}
