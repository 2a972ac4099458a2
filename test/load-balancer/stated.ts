import { LoadBalancerProvider, type LoadBalancerOptions } from '../../lib';
import { providerOf } from '../../lib/load-balancer/providers/providers';

/**
 * Options that state that a load balancer is public, if a declaration must state whether it is internal and does not. A class leaves a Service to
 * another controller or determines it, except with the AWS Load Balancer Controller and a provider of the same class.
 */
export function stated(provider: LoadBalancerProvider, options: LoadBalancerOptions): LoadBalancerOptions {
  const { loadBalancerClass, internal } = options;
  const isSettled = loadBalancerClass !== undefined && loadBalancerClass !== provider._custom?.loadBalancerClass
    && provider._id !== LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER._id;
  return providerOf(provider).scheme && internal === undefined && !isSettled ? { internal: false, ...options } : options;
}
