import { isUnsupported, type LoadBalancerRequest, type Provider } from './mapping/mapping';
import { protocolUsesOf } from './mapping/protocols';

/**
 * The annotations that a load balancer needs because of its ports and IP families. They do not replace annotations of the user.
 *
 * @internal
 */
export function neededAnnotations(provider: Provider, request: LoadBalancerRequest): Record<string, string> {
  const ofProtocols = protocolUsesOf(request.allPorts).map(use => {
    const mapping = provider.protocols?.[use];
    return mapping && !isUnsupported(mapping) ? mapping.write?.(request).annotations : undefined;
  });
  const all: Record<string, string> = Object.assign({}, ...ofProtocols, provider.defaults?.(request));
  return Object.fromEntries(Object.entries(all).filter(([key]) => !(key in request.annotations)));
}
