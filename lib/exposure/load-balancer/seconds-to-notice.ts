import { PROVIDERS } from './providers';
import type { LoadBalancerProvider } from '../../cluster/load-balancer-provider';
import { secondsOf } from '../../rules/values';
import type { Exposure } from '../exposure';

/**
 * How long a load balancer goes on sending to what is no longer well, where its provider is known: as many health checks as have to fail.
 *
 * @internal
 */
export function secondsToNotice({ _type, _options }: Exposure, provider: LoadBalancerProvider): number | undefined {
  const usual = PROVIDERS[provider].healthCheck;
  if (_type !== 'LoadBalancer' || !usual) {
    return undefined;
  }
  const { interval, unhealthyThreshold } = _options.healthCheck ?? {};
  const seconds = (interval ? secondsOf(interval) : usual.interval) * (unhealthyThreshold ?? usual.failures);
  // what is ill-formed is refused elsewhere
  return Number.isFinite(seconds) ? Math.ceil(seconds) : undefined;
}
