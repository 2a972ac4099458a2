import { providerOf } from './providers/providers';
import type { LoadBalancerProvider } from '../cluster/load-balancer-provider';
import type { Exposure } from '../exposure/exposure';
import { secondsOf } from '../values/durations';

/**
 * How long a load balancer continues to send traffic to an unhealthy node or pod: the time until its health checks fail. Undefined if neither the
 * options nor the provider's defaults determine it.
 *
 * @internal
 */
export function secondsToNotice({ _type, _options }: Exposure, provider: LoadBalancerProvider): number | undefined {
  const defaults = providerOf(provider).healthCheck;
  if (_type !== 'LoadBalancer' || !defaults) {
    return undefined;
  }
  const { interval, unhealthyThreshold } = _options.healthCheck ?? {};
  const seconds = (interval ? secondsOf(interval) : defaults.interval ?? NaN) * Number(unhealthyThreshold ?? defaults.failures ?? NaN);
  // invalid values are reported by the check of the settings
  return Number.isFinite(seconds) ? Math.ceil(seconds) : undefined;
}
