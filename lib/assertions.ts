import type { IConstruct } from 'constructs';
import { assertIsolated } from './assertions/isolated';
import { assertOnlyCallers } from './assertions/only-callers';
import { assertOnlyPublic } from './assertions/only-public';
import { receiveCall } from './options/receive';

/**
 * Assertions about the manifests of an app, for the tests of a team. They synthesize the app and read its documents, including those that the app creates
 * with cdk8s or cdk8s-plus, and changes by JSON patches. They write no files.
 *
 * @example
 * const db = new ExposedWorkload(this, 'db', { image: 'registry.example.com/db:16', ports: [Port.tcp(5432, { name: 'postgresql' })], isolate: true });
 * const web = new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)], exposure: Exposure.loadBalancer(),
 * });
 * web.connectTo(db);
 *
 * Assertions.onlyPublic(this, [web]);
 * Assertions.onlyCallers(db, [web]);
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/testing.md
 */
export class Assertions {
  /**
   * Nothing in a scope can be reached from outside of the cluster, except for certain declarations. Ways in from outside are Services of the type
   * LoadBalancer or NodePort, external IPs, Ingresses, routes of the Gateway API, ports of the node, and the network of the node. A load balancer that is
   * declared with `internal: true` is not public.
   *
   * @param scope an app, a chart or a construct. All documents of its app are read
   * @param declarations the declarations that can be public. A declaration that is not public is not an error
   * @throws an error with one line for each other way in from outside, or with the problems of the app
   */
  public static onlyPublic(scope: IConstruct, declarations: IConstruct[]): void {
    const [allowed] = receiveCall(scope, '', 'Assertions.onlyPublic', declarations);
    assertOnlyPublic(scope, allowed);
  }

  /**
   * The network policies of the app allow connections to the pods of a workload only from the pods of certain workloads. Nodes, and the pods of the
   * cluster profile that read metrics (`monitoring`), do not count as callers.
   *
   * @param target the workload that is called
   * @param callers the workloads that can call it. A workload that cannot call the target is not an error
   * @throws an error with one line for each other caller that the policies allow, an error if no policy selects the pods of the target, or one with the
   * problems of the app
   */
  public static onlyCallers(target: IConstruct, callers: IConstruct[]): void {
    const [allowed] = receiveCall(target, '', 'Assertions.onlyCallers', callers);
    assertOnlyCallers(target, allowed);
  }

  /**
   * Network policies of the app select all pods of all workloads in a scope, both for traffic to the pods and for traffic from them.
   *
   * @param scope an app, a chart or a construct
   * @param exceptions workloads to which this does not apply
   * @throws an error with one line for each other workload whose pods no policy selects, or with the problems of the app
   */
  public static isolated(scope: IConstruct, exceptions: IConstruct[] = []): void {
    const [allowed] = receiveCall(scope, '', 'Assertions.isolated', exceptions);
    assertIsolated(scope, allowed);
  }

  private constructor() {}
}
