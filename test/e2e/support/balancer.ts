import { get } from './kubectl';
import { eventually } from '../harness/eventually';

/** Waits until the load balancer assigns an address to a Service, and returns it. */
export async function balancerAddress(namespace: string, service: string): Promise<string> {
  return eventually(`${service} has an address`, () => (
    get(namespace, 'service', service).status.loadBalancer.ingress?.[0].ip as string | undefined
  ));
}
