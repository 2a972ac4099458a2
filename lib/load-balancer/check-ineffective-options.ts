import { keyMatcher } from './annotation-keys';
import { INEFFECTIVE_OPTIONS, type AffectedOption, type IneffectiveOption } from './ineffective-options';
import type { LoadBalancerRequest, Provider } from './mapping/mapping';
import { requestedSettings } from './mapping/requested-settings';
import type { LoadBalancerProviderId } from '../cluster/load-balancer-provider';
import type { LoadBalancerOptions } from '../exposure/exposure';
import { backendRules } from '../rules/backends';
import { loadBalancerRules } from '../rules/load-balancers';
import { isJustification, type Problems } from '../rules/rule';

/** Where annotations are checked. */
export interface Annotated {
  /** The place, for messages. */
  readonly place: string;
  /** The keys of annotations to check, which are not written by the library. */
  readonly keys: readonly string[];
}

/**
 * Reports annotations because of which the provider ignores or refuses an option. If the profile names no provider, or if another controller is
 * responsible for the Service, the annotations of all providers count.
 *
 * @internal
 */
export function checkIneffectiveOptions(
  problems: Problems, id: LoadBalancerProviderId, { conflict }: Provider, request: LoadBalancerRequest, { place, keys }: Annotated,
): void {
  if (keys.length === 0) {
    return;
  }
  const isUnknown = id === 'generic' || conflict?.(request) !== undefined;
  for (const entry of INEFFECTIVE_OPTIONS.filter(({ providers }) => isUnknown || providers.some(provider => provider === id))) {
    const isAffected = keyMatcher([entry.annotation]);
    const field = entry.options.map(option => fieldOf(option, request.options)).find(one => one !== undefined);
    const effective = keys.filter(key => isAffected(key) && (entry.when?.(request.annotations[key], request) ?? true));
    if (field !== undefined && !isOverridden(entry, request.options)) {
      effective.forEach(key => report(problems, entry, `${place}.annotations['${key}']`, request.annotations[key], field));
    }
  }
}

/** Reports a justification without a reason. @internal */
export function checkSourceRangesJustification(problems: Problems, { sourceRangesJustification }: LoadBalancerOptions): void {
  if (sourceRangesJustification !== undefined && !isJustification(sourceRangesJustification)) {
    const fix = "Write the reason, such as 'the security group has the same ranges'.";
    problems.report(backendRules.justification, 'exposure.sourceRangesJustification', sourceRangesJustification, fix);
  }
}

function report(problems: Problems, { reason, sameSetting }: IneffectiveOption, place: string, value: string, field: string): void {
  if (sameSetting) {
    problems.report(loadBalancerRules.annotation, place, value, `${field} configures the same setting. Remove one of them. ${reason}`);
  } else {
    const override = field === 'exposure.sourceRanges' ? ", or set sourceRangesJustification: 'the reason' if the combination is right" : '';
    problems.report(loadBalancerRules.ineffective, place, value, `${reason} Remove the annotation or ${field}${override}.`);
  }
}

function isOverridden({ options, sameSetting }: IneffectiveOption, { sourceRangesJustification }: LoadBalancerOptions): boolean {
  return options.includes('sourceRanges') && !sameSetting && isJustification(sourceRangesJustification);
}

/** The field of an option in messages, if the option is set. */
function fieldOf(option: AffectedOption, options: LoadBalancerOptions): string | undefined {
  switch (option) {
    case 'sourceRanges':
    case 'loadBalancerIp':
    case 'healthCheck':
      return options[option] === undefined ? undefined : `exposure.${option}`;
    default:
      return requestedSettings(options).find(({ setting }) => setting === option)?.field;
  }
}
