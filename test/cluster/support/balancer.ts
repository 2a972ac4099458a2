import { get } from './kubectl';
import { eventually } from '../harness/eventually';

/** The address that the load balancer gives a Service, once it has. */
export async function balancerAddress(namespace: string, service: string): Promise<string> {
  return eventually(`${service} has an address`, 30, () => (
    get(namespace, 'service', service).status.loadBalancer.ingress?.[0].ip as string | undefined
  ));
}
