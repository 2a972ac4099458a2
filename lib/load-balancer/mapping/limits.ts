import type { Duration } from 'cdk8s';
import type { LoadBalancerRequest } from './mapping';
import { familyOf, IpFamily } from '../../cluster/ip-family';
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

/**
 * Refuses addresses that do not match the IP families of the Service.
 *
 * @param ofEach whether there must be an address of each family
 * @internal
 */
export function familiesOfAddresses({ options, serviceFamilies: { certain, possible } }: LoadBalancerRequest, ofEach: boolean): string | undefined {
  const families = new Set(options.addresses!.map(familyOf));
  if (families.size < options.addresses!.length) {
    return 'Use at most one address of each IP family.';
  }
  // the primary family of most clusters is IPv4
  const known = [...certain, ...possible].length > 0 ? [...certain, ...possible] : [IpFamily.IPV4];
  const matches = [...families].every(family => known.includes(family)) && (!ofEach || known.length === families.size);
  if (matches) {
    return undefined;
  }
  return families.size === 2
    ? 'The Service has only one IP family. Set ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK as well, or remove one of the addresses.'
    : `The IP families of the Service are ${known.join(' and ')}. Use an address of each, or set ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK and ipFamilies: [IpFamily.${families.has(IpFamily.IPV6) ? 'IPV6' : 'IPV4'}].`;
}
