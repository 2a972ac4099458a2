import type { Duration } from 'cdk8s';
import type { LoadBalancerRequest } from './mapping';
import { secondsOf } from '../../rules/values';
import type { LoadBalancerOptions } from '../exposure';

type HealthCheckOption = 'healthyThreshold' | 'unhealthyThreshold';

/** What to write instead of a number outside of a range. @internal */
export function outsideOf(number: number, least: number, most: number): string | undefined {
  return number < least || number > most ? `Use a number from ${least} to ${most}.` : undefined;
}

/** What to write instead of a duration outside of a range of seconds. @internal */
export function secondsOutsideOf(duration: Duration | undefined, least: number, most: number): string | undefined {
  const seconds = secondsOf(duration!);
  return seconds < least || seconds > most ? `Use Duration.seconds(${least}) to Duration.seconds(${most}).` : undefined;
}

/** Refuses a threshold outside of a range. @internal */
export function thresholdWithin(option: HealthCheckOption, least: number, most: number): (request: LoadBalancerRequest) => string | undefined {
  return ({ options }) => outsideOf(options.healthCheck![option]!, least, most);
}

/** The seconds of a duration, as annotations have them. @internal */
export function secondsText(duration: Duration | undefined): string {
  return String(secondsOf(duration!));
}

/** Refuses a setting that needs a certain value of `internal`, unless `internal` has that value. @internal */
export function onlyWhere(internal: boolean, why: string): (request: { readonly options: LoadBalancerOptions }) => string | undefined {
  return ({ options }) => options.internal === internal ? undefined : `${why} Set internal: ${internal} as well, or remove this setting.`;
}

/** Refuses a setting that becomes one annotation for each TCP port, if the Service has no such port. @internal */
export function withoutPorts({ ports }: LoadBalancerRequest): string | undefined {
  return ports.length === 0 ? 'It is set for each TCP port, and the Service exposes no TCP port. Remove this setting.' : undefined;
}
