import type { IConstruct } from 'constructs';
import { enableIsolation } from './isolation/isolate';
import { receiveScope } from './options/receive';

/**
 * Network policies that allow the declared traffic and nothing else.
 *
 * Isolation is off by default. Enable it for a scope with this class, or for a single declaration with its option `isolate`. Each isolated workload
 * then has one NetworkPolicy, which has the name of its Service, or the id of its construct if it has no Service, unless `networkPolicyName` is set. Incoming traffic is allowed from the declarations that connect to the workload, from
 * the controllers of its routes, through its load balancer, node ports and external IPs, and from the pods that read its metrics. Outgoing traffic is
 * allowed to the targets that the workload connects to, and to the DNS of the cluster. To allow other traffic, add a NetworkPolicy of cdk8s-plus:
 * policies of the same pods add up.
 *
 * @example
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.http(8080)] });
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * web.connectTo(orders);
 *
 * Isolation.enable(this); // only web can reach orders, and web can reach only orders and the DNS of the cluster
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md
 */
export class Isolation {
  /**
   * Isolates all workloads in a scope, including workloads that are declared later. A workload with `isolate: false` is not isolated.
   *
   * @param scope an app, a chart or a construct
   */
  public static enable(scope: IConstruct): void {
    receiveScope('Isolation.enable', scope);
    enableIsolation(scope);
  }

  private constructor() {}
}
