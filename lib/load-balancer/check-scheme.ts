import type { LoadBalancerRequest, Provider } from './mapping/mapping';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';

/**
 * Reports a load balancer that does not state whether it is internal, if the provider can create both kinds and another controller is not
 * responsible for it.
 *
 * @internal
 */
export function checkSchemeStated(problems: Problems, { scheme, title, conflict }: Provider, request: LoadBalancerRequest): void {
  const { options, annotations } = request;
  if (!scheme || options.internal !== undefined || conflict?.(request)) {
    return;
  }
  const stated = Object.keys(scheme.annotations).some(key => key in annotations);
  if (!stated && !(scheme.classDetermines && options.loadBalancerClass !== undefined)) {
    const byDefault = scheme.byDefault ? ` With '${title}', clients reach a load balancer from ${scheme.byDefault} by default.` : '';
    const fix = `Set internal: true for the private network of the provider, or internal: false for the internet.${byDefault}`;
    problems.report(loadBalancerRules.internal, 'exposure.internal', options.internal, fix);
  }
}

/**
 * Reports annotations that determine whether a load balancer is internal and that have a value that the provider does not know.
 *
 * @param place the place of the annotations, for messages
 * @internal
 */
export function checkSchemeAnnotations(
  problems: Problems, { scheme, title }: Provider, { options, annotations }: LoadBalancerRequest, place: string,
): void {
  for (const [key, values] of Object.entries(scheme?.annotations ?? {})) {
    if (options.internal === undefined && values && key in annotations && !values.includes(annotations[key])) {
      const fix = `'${title}' reads it differently, or refuses it. Use '${values.join("', '")}', or remove it and set internal.`;
      problems.report(loadBalancerRules.internal, `${place}.annotations['${key}']`, hidden(annotations[key]), fix);
    }
  }
}
