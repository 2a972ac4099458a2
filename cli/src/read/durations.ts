import { Duration } from '../code/library';

/** The duration of a number of seconds in the largest unit that has a whole number: 120 seconds are two minutes. */
export function duration(seconds: number): Duration {
  if (seconds === 0 || !Number.isInteger(seconds) || seconds % 60 !== 0) {
    return Duration.seconds(seconds);
  }
  return seconds % 86_400 === 0 ? Duration.days(seconds / 86_400)
    : seconds % 3_600 === 0 ? Duration.hours(seconds / 3_600) : Duration.minutes(seconds / 60);
}
