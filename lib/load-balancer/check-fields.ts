import type { LoadBalancerRequest, Provider, ServiceField } from './mapping/mapping';
import { EVERY_ADDRESS, familyOf } from '../cluster/ip-family';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';
import { showDuration } from '../values/durations';

/**
 * Reports fields of a Service that the provider ignores or refuses, and source ranges that leave an IP family open. Another controller that is
 * responsible for the Service can accept the fields.
 *
 * @internal
 */
export function checkFields(problems: Problems, provider: Provider, request: LoadBalancerRequest): void {
  if (!provider.conflict?.(request)) {
    const fields = Object.keys(provider.refusesField ?? {}) as ServiceField[];
    fields.filter(field => request.options[field] !== undefined).forEach(field => checkField(problems, field, provider, request));
    checkRangeFamilies(problems, provider, request);
  }
}

function checkField(problems: Problems, field: ServiceField, { refusesField }: Provider, request: LoadBalancerRequest): void {
  const fix = refusesField![field]!(request);
  if (fix !== undefined) {
    const { [field]: value, sessionAffinityTimeout } = request.options;
    problems.report(loadBalancerRules.unsupported, `exposure.${field}`, field === 'sessionAffinityTimeout' ? showDuration(sessionAffinityTimeout!) : value, fix);
  }
}

function checkRangeFamilies(problems: Problems, provider: Provider, { options, serviceFamilies: { certain, possible } }: LoadBalancerRequest): void {
  const { sourceRanges = [] } = options;
  if (sourceRanges.length === 0 || !provider.opensOtherFamily) {
    return;
  }
  const open = [...certain, ...possible].find(family => !sourceRanges.some(range => familyOf(range) === family));
  if (open !== undefined) {
    const fix = `The Service can have ${open} addresses, and every ${open} client could connect. Add the ranges of the ${open} clients, or '${EVERY_ADDRESS[open]}' for all of them. `
      + 'If there are no such clients, set ipFamilies to the other family and ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK.';
    problems.report(loadBalancerRules.rangeFamily, 'exposure.sourceRanges', sourceRanges, fix);
  }
}
