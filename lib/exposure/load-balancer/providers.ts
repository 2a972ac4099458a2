import { AKS } from './aks';
import { AWS } from './aws';
import { AWS_LOAD_BALANCER_CONTROLLER } from './aws-load-balancer-controller';
import { GKE } from './gke';
import { METALLB } from './metallb';
import { INTENTS, type Gap, type Intent, type Provider } from './way';
import { LoadBalancerProvider } from '../../cluster/load-balancer-provider';

const UNKNOWN: Gap = {
  instead: "Set ClusterProfile's loadBalancerProvider, or leave it out and write the annotation of your provider in serviceMetadata.",
  source: 'ClusterProfile.set',
};

/** What each provider can be told of a load balancer. @internal */
export const PROVIDERS: Readonly<Record<LoadBalancerProvider, Provider>> = {
  [LoadBalancerProvider.GENERIC]: {
    title: 'not named',
    ways: Object.fromEntries(INTENTS.map(intent => [intent, UNKNOWN])) as Record<Intent, Gap>,
  },
  [LoadBalancerProvider.AWS]: AWS,
  [LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER]: AWS_LOAD_BALANCER_CONTROLLER,
  [LoadBalancerProvider.GKE]: GKE,
  [LoadBalancerProvider.AKS]: AKS,
  [LoadBalancerProvider.METALLB]: METALLB,
};
