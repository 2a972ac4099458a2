import type { Duration } from 'cdk8s';
import type { Wish } from './way';
import { secondsOf } from '../../rules/values';
import type { LoadBalancerOptions } from '../exposure';

type HealthCheckOption = 'healthyThreshold' | 'unhealthyThreshold';

/** What to write instead of a number that a provider does not take. @internal */
export function beyond(number: number, least: number, most: number): string | undefined {
  return number < least || number > most ? `Write a number from ${least} to ${most}.` : undefined;
}

/** As `beyond`, for seconds. @internal */
export function longerThan(duration: Duration | undefined, least: number, most: number): string | undefined {
  const seconds = secondsOf(duration!);
  return seconds < least || seconds > most ? `Write Duration.seconds(${least}) to Duration.seconds(${most}).` : undefined;
}

/** Refuses a threshold that a provider does not take. @internal */
export function thresholdWithin(option: HealthCheckOption, least: number, most: number): (wish: Wish) => string | undefined {
  return ({ options }) => beyond(options.healthCheck![option]!, least, most);
}

/** The seconds of a duration, as annotations have them. @internal */
export function secondsText(duration: Duration | undefined): string {
  return String(secondsOf(duration!));
}

/** Refuses what only one of the two schemes has, unless that one is said. @internal */
export function onlyWhere(internal: boolean, what: string): (wish: { readonly options: LoadBalancerOptions }) => string | undefined {
  return ({ options }) => options.internal === internal ? undefined : `${what}: say internal: ${internal} too, or leave it out.`;
}
