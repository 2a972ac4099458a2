import { stated } from './stated';
import {
  Backend, ClusterProfile, ExposedWorkload, Exposure, ExternalService, Port,
  type IpFamily, type LoadBalancerOptions, type LoadBalancerProvider, type Mesh,
} from '../../lib';
import { find, MINIMAL, newChart, synth } from '../support';

/** A Service with a load balancer. */
export interface Declared {
  readonly options?: LoadBalancerOptions;
  /** Whether an annotation states that the load balancer is internal, or leaves the Service to another controller. */
  readonly isStated?: boolean;
  readonly ports?: Port[];
  readonly annotations?: Record<string, string>;
  /** IP families of the cluster. */
  readonly cluster?: IpFamily[];
  readonly mesh?: Mesh;
  /** Addresses outside the cluster. Without them, the Service is that of a workload. */
  readonly outside?: Backend;
}

/** The annotation with which `stated` makes a load balancer public. */
const SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

/** The annotations of a Service with a load balancer of a provider, which is public if the options do not state it. */
export function annotationsOf(
  loadBalancerProvider: LoadBalancerProvider,
  { options = {}, isStated = false, ports = [Port.http(8080)], annotations, cluster, mesh, outside }: Declared,
): Record<string, string> {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider, ipFamilies: cluster, mesh });
  const exposure = Exposure.loadBalancer(isStated ? options : stated(loadBalancerProvider, options));
  const props = { ports, exposure, serviceMetadata: { annotations } };
  if (outside) {
    new ExternalService(chart, 'web', { ...props, backend: outside });
  } else {
    new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props });
  }
  const { [SCHEME]: scheme, ...others } = find(synth(chart), 'Service').metadata.annotations ?? {};
  return options.internal === undefined ? others : { ...others, [SCHEME]: scheme };
}

/** The message for a Service with a load balancer of a provider; undefined if the Service is accepted. */
export function messageOf(provider: LoadBalancerProvider, declared: Declared): string | undefined {
  try {
    annotationsOf(provider, declared);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
