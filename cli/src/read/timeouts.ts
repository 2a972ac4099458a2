import { duration } from './durations';
import { Duration } from '../code/library';

/** The units of a duration of the Gateway API, in milliseconds (https://gateway-api.sigs.k8s.io/geps/gep-2257/). */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Reads a duration of the Gateway API, such as `1m30s`; undefined if the text is none. */
export function readTimeout(text: string): Duration | undefined {
  if (!/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(text)) {
    return undefined;
  }
  const milliseconds = [...text.matchAll(/(\d+)(h|ms|m|s)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
  return milliseconds % 1000 === 0 ? duration(milliseconds / 1000) : Duration.millis(milliseconds);
}
