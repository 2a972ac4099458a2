import { AKS } from './aks';
import { AWS } from './aws';
import { AWS_LOAD_BALANCER_CONTROLLER } from './aws-load-balancer-controller';
import { customProvider } from './custom';
import { GKE } from './gke';
import { METALLB } from './metallb';
import type { LoadBalancerProvider, LoadBalancerProviderId } from '../../cluster/load-balancer-provider';
import { SETTINGS, type Provider, type Setting, type Unsupported } from '../mapping/mapping';

const UNKNOWN: Unsupported = {
  instead: 'Set your provider, as in ClusterProfile.set(this, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER }), or LoadBalancerProvider.custom({ … }) if it has no constant. Or remove this setting, and set the annotation of your provider in serviceMetadata.',
  source: 'ClusterProfile.set',
};

const PROVIDERS: Readonly<Record<Exclude<LoadBalancerProviderId, 'custom'>, Provider>> = {
  'generic': {
    title: 'unknown provider',
    healthCheck: undefined,
    replacesClientAddress: false,
    protocols: undefined,
    opensOtherFamily: true, // not known; kube-proxy does not restrict the other family
    mappings: Object.fromEntries(SETTINGS.map(setting => [setting, UNKNOWN])) as Record<Setting, Unsupported>,
  },
  'aws': AWS,
  'aws-load-balancer-controller': AWS_LOAD_BALANCER_CONTROLLER,
  'gke': GKE,
  'aks': AKS,
  'metallb': METALLB,
};

/** The providers that this library knows. @internal */
export function knownProviders(): typeof PROVIDERS {
  return PROVIDERS;
}

/** The properties of the provider of a profile. @internal */
export function providerOf(provider: LoadBalancerProvider): Provider {
  return provider._id === 'custom' ? customProvider(provider._custom!) : PROVIDERS[provider._id];
}

/**
 * Whether annotations of a Service make its load balancer send traffic directly to pods, instead of to nodes. The annotations of all providers
 * count, because a profile without a provider does not determine which controller reads them.
 *
 * @internal
 */
export function sendsToPods(annotations: Readonly<Record<string, string>>): boolean {
  return Object.values(PROVIDERS).some(provider => provider.sendsToPods?.(annotations));
}
