import type { IConstruct } from 'constructs';
import { enableIsolation } from './isolation/isolate';

/**
 * Network policies that allow what is declared and nothing else.
 *
 * It is off unless it is turned on: here for a scope, or by `isolate` for a single declaration. Each workload then has one NetworkPolicy,
 * which is called as it is. It lets in who is connected to it, the controllers of its routes, what comes by its load balancer, node ports or
 * external IPs, and what reads its metrics; it lets out what it is connected to, and DNS queries. What else is needed, a NetworkPolicy of
 * cdk8s-plus adds: policies of the same pods add up.
 *
 * @example
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.http(8080)] });
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * web.connectTo(orders);
 *
 * Isolation.enable(this); // web reaches orders, nobody else does, and web reaches nothing else
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Isolation {
  /**
   * Isolates all workloads in a scope, whether they are declared already or later. One that has `isolate: false` is left out.
   *
   * @param scope an app, a chart or a construct
   */
  public static enable(scope: IConstruct): void {
    enableIsolation(scope);
  }

  private constructor() {}
}
