import { isUnsupported, type LoadBalancerRequest, type Provider } from './mapping/mapping';
import { protocolUsesOf } from './mapping/protocols';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';

/** How many addresses a message lists. */
const LISTED = 3;

/**
 * Reports parts of a Service that its load balancer does not support although they are no settings of the load balancer: protocols, IP families, missing
 * node ports, and endpoints outside the cluster.
 *
 * @param outside the addresses behind the Service that are outside the cluster
 * @internal
 */
export function checkService(problems: Problems, provider: Provider, request: LoadBalancerRequest, outside: readonly string[]): void {
  if (provider.isOther?.(request)) {
    return;
  }
  checkProtocols(problems, provider, request);
  const { options } = request;
  const families = provider.refuseFamilies?.(request);
  if (families !== undefined) {
    const field = (['ipFamilyPolicy', 'ipFamilies', 'clusterIps'] as const).find(option => options[option] !== undefined) ?? 'ipFamilyPolicy';
    problems.report(loadBalancerRules.families, `exposure.${field}`, options[field], families);
  }
  const nodePorts = options.allocateLoadBalancerNodePorts === false ? provider.refuseWithoutNodePorts?.(request) : undefined;
  if (nodePorts !== undefined) {
    problems.report(loadBalancerRules.nodePorts, 'exposure.allocateLoadBalancerNodePorts', false, nodePorts);
  }
  const addresses = outside.length > 0 ? provider.refuseOutside?.(request) : undefined;
  if (addresses !== undefined) {
    problems.report(loadBalancerRules.outside, 'backend', outside.slice(0, LISTED), addresses);
  }
}

/** Reports the first combination of protocols that the provider does not support. */
function checkProtocols(problems: Problems, { protocols }: Provider, request: LoadBalancerRequest): void {
  const fix = protocolUsesOf(request.allPorts).map(use => {
    const mapping = protocols?.[use];
    return mapping && (isUnsupported(mapping) ? mapping.instead : mapping.refuse?.(request));
  }).find(text => text !== undefined);
  if (fix !== undefined) {
    problems.report(loadBalancerRules.protocols, 'ports', request.allPorts.map(({ protocol, servicePort }) => `${protocol} ${servicePort}`), fix);
  }
}
