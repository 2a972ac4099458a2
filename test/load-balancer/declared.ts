import {
  Backend, ClusterProfile, ExposedWorkload, Exposure, ExternalService, Port,
  type IpFamily, type LoadBalancerOptions, type LoadBalancerProvider, type Mesh,
} from '../../lib';
import { find, MINIMAL, newChart, synth } from '../support';

/** A Service with a load balancer. */
export interface Declared {
  readonly options?: LoadBalancerOptions;
  readonly ports?: Port[];
  readonly annotations?: Record<string, string>;
  /** IP families of the cluster. */
  readonly cluster?: IpFamily[];
  readonly mesh?: Mesh;
  /** Addresses outside the cluster. Without them, the Service is that of a workload. */
  readonly outside?: Backend;
}

/** The annotations of a Service with a load balancer of a provider. */
export function annotationsOf(
  loadBalancerProvider: LoadBalancerProvider, { options, ports = [Port.http(8080)], annotations, cluster, mesh, outside }: Declared,
): Record<string, string> {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider, ipFamilies: cluster, mesh });
  const props = { ports, exposure: Exposure.loadBalancer(options), serviceMetadata: { annotations } };
  if (outside) {
    new ExternalService(chart, 'web', { ...props, backend: outside });
  } else {
    new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props });
  }
  return find(synth(chart), 'Service').metadata.annotations ?? {};
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
