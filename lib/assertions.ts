import type { IConstruct } from 'constructs';
import { receiveAssertion } from './assertions/arguments';
import { assertIsolated } from './assertions/isolated';
import { assertOnlyCallers } from './assertions/only-callers';
import { assertOnlyPublic } from './assertions/only-public';

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
   * declared with `internal: true` is not public. Pods on the network of their node are public, whether or not their containers list a port.
   *
   * @param scope an app, a chart or a construct. All documents of its app are read
   * @param declarations what can be public: declarations, objects of cdk8s or cdk8s-plus, or constructs around them. A construct stands for the pods in it;
   * one without pods, such as a Service or a `Route`, for what it leads to. A declaration that is not public is not an error
   * @throws an error with one line for each other way in from outside, with the problems of the app, or with those of the arguments
   */
  public static onlyPublic(scope: IConstruct, declarations: IConstruct[]): void {
    const allowed = receiveAssertion('Assertions.onlyPublic', scope, 'declarations', declarations);
    assertOnlyPublic(scope, allowed);
  }

  /**
   * The network policies of the app allow connections to the pods of a workload only from the pods of certain workloads. Nodes, the pods of the
   * cluster profile that read metrics (`monitoring`), and what its `mesh` needs do not count as callers.
   *
   * @param target the workload that is called
   * @param callers the workloads that can call it: declarations, workloads of cdk8s or cdk8s-plus, or constructs around them. `ExposedPods` and imported
   * Services stand for the pods that they select, and a `Route` for its controller. A workload that cannot call the target is not an error
   * @throws an error with one line for each other caller that the policies allow, an error if no policy selects the pods of the target or if they are on
   * the network of their node, or one with the problems of the app or of the arguments
   */
  public static onlyCallers(target: IConstruct, callers: IConstruct[]): void {
    const allowed = receiveAssertion('Assertions.onlyCallers', target, 'callers', callers);
    assertOnlyCallers(target, allowed);
  }

  /**
   * Network policies of the app select all pods of all workloads in a scope, both for traffic to the pods and for traffic from them.
   *
   * @param scope an app, a chart or a construct
   * @param exceptions workloads to which this does not apply, or constructs around them
   * @throws an error with one line for each other workload whose pods no policy selects or are on the network of their node, with the problems of the app,
   * or with those of the arguments
   */
  public static isolated(scope: IConstruct, exceptions: IConstruct[] = []): void {
    const allowed = receiveAssertion('Assertions.isolated', scope, 'exceptions', exceptions ?? []);
    assertIsolated(scope, allowed);
  }

  private constructor() {}
}
