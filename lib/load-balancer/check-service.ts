import { isUnsupported, type LoadBalancerRequest, type Provider } from './mapping/mapping';
import { protocolUsesOf } from './mapping/protocols';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';

/** Reports parts of a Service that its load balancer does not support although they are no settings of the load balancer. @internal */
export function checkService(problems: Problems, provider: Provider, request: LoadBalancerRequest): void {
  if (provider.isOther?.(request)) {
    return;
  }
  checkProtocols(problems, provider, request);
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
