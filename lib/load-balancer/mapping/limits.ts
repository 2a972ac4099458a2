import type { Duration } from 'cdk8s';
import type { LoadBalancerRequest } from './mapping';
import type { LoadBalancerOptions } from '../../exposure/exposure';
import { secondsOf } from '../../values/durations';

type HealthCheckOption = 'healthyThreshold' | 'unhealthyThreshold';

/** The fix for a number outside of a range. @internal */
export function outsideOf(number: number, min: number, max: number): string | undefined {
  return number < min || number > max ? `Use a number from ${min} to ${max}.` : undefined;
}

/** The fix for a duration outside of a range of seconds. @internal */
export function secondsOutsideOf(duration: Duration | undefined, min: number, max: number): string | undefined {
  const seconds = secondsOf(duration!);
  return seconds < min || seconds > max ? `Use Duration.seconds(${min}) to Duration.seconds(${max}).` : undefined;
}

/** Refuses a threshold outside of a range. @internal */
export function thresholdWithin(option: HealthCheckOption, min: number, max: number): (request: LoadBalancerRequest) => string | undefined {
  return ({ options }) => outsideOf(options.healthCheck![option]!, min, max);
}

/** The seconds of a duration, as the text of an annotation. @internal */
export function secondsText(duration: Duration | undefined): string {
  return String(secondsOf(duration!));
}

/** Refuses a setting that requires a certain value of `internal`, if `internal` has another value. @internal */
export function requiresInternal(internal: boolean, why: string): (request: { readonly options: LoadBalancerOptions }) => string | undefined {
  return ({ options }) => options.internal === internal ? undefined : `${why} Set internal: ${internal} as well, or remove this setting.`;
}

/** Refuses a setting that becomes one annotation for each TCP port, if the Service has no such port. @internal */
export function withoutPorts({ ports }: LoadBalancerRequest): string | undefined {
  return ports.length === 0 ? 'It is set for each TCP port, and the Service exposes no TCP port. Remove this setting.' : undefined;
}
