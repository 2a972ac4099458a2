/**
 * How a Service refers to the port of a container (`targetPort`).
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/decisions/target-ports.md
 */
export enum TargetPort {
  /**
   * By the name of the container port. Each pod has its own number for the name, so the number can change in a rolling update. A pod whose containers do not
   * have the name is removed from the port of the Service, so the name must not change while pods with the earlier name run.
   */
  NAME = 'name',
  /**
   * By the number, which works for all pods that listen on it, whatever the names of their ports. While a changed number is rolled out, requests to pods that
   * listen on the earlier number fail.
   */
  NUMBER = 'number',
}

/**
 * Options of a port in addition to its number.
 */
export interface PortOptions {
  /**
   * Name of the port on the Service, in SRV records and in every reference to the port.
   *
   * A DNS label of at most 63 characters. The name of a container port has at most 15 characters. If the name is not
   * valid for a container port, the container port is named after the kind and number, such as `http-8080`.
   * `containerPortName` sets another name for the container port.
   *
   * @default - the kind of the port for HTTP and gRPC (`http`, `https`, `h2c`, `grpc`), the kind and number for other ports (`tcp-5432`)
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
   */
  readonly name?: string;

  /**
   * Whether the port has no name on the Service, for an existing Service whose only port has none: while a port is renamed, requests can fail. The
   * declaration still refers to the port by `name`. Without a name, the port has no SRV record.
   *
   * @default false
   */
  readonly unnamed?: boolean;

  /**
   * Name of the port of the container: at most 15 lowercase letters, digits and hyphens, with at least one letter. An empty text leaves out the name.
   * Ports of other containers of the pod can have the same name if no Service refers to this port by the name.
   *
   * @default - `name` if it is valid for a container port, otherwise the kind and number, such as `http-8080`
   */
  readonly containerPortName?: string;

  /**
   * Whether the container lists the port. Clients can also connect to a port that is not listed, but a name cannot refer to it.
   *
   * @default true
   */
  readonly listed?: boolean;

  /**
   * How the Service refers to the port of the container. It has no effect on `exposed: false`.
   *
   * @default - `TargetPort.NAME` for the ports of a workload. `TargetPort.NUMBER` for ports of containers without a name, for a workload with `selector`, because
   * the containers that run may not have the name, and for `ExposedPods`.
   */
  readonly targetPort?: TargetPort;

  /**
   * Port number of the Service, from 1 to 65535. For a headless Service and for a Service of type ExternalName it must be the
   * number of the port.
   *
   * @default - the number of the port
   */
  readonly servicePort?: number;

  /**
   * Application protocol, a hint for gateways, service meshes and load balancers that handle some protocols differently.
   *
   * An IANA service name (`https`, `mysql`), a name that Kubernetes defines (`kubernetes.io/ws`), or a name that is prefixed with
   * the domain of an implementation.
   *
   * @default - `kubernetes.io/h2c` for gRPC and cleartext HTTP/2, `https` for HTTPS, not set for other ports
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;

  /**
   * Scheme of the URLs that `address.url()` returns for this port, such as `postgresql` or `amqp`.
   *
   * @default - `http` for HTTP, cleartext HTTP/2 and gRPC (which is HTTP/2), `https` for HTTPS, `tcp`, `udp` or `sctp` for other ports
   */
  readonly scheme?: string;

  /**
   * Whether the port is part of the Service. Health checks can also use a port that is not part of it, such as an administration port.
   *
   * @default true
   */
  readonly exposed?: boolean;

  /**
   * Whether the monitoring system of the cluster (`monitoring` of the ClusterProfile) scrapes metrics from the port. Network policies
   * of isolated pods then allow it to connect to the port. The option does not configure the monitoring system: the option `metrics` of the workload
   * does, and implies it for its port.
   *
   * @default false
   */
  readonly scraped?: boolean;

  /**
   * Port of the node that leads to the port, from 1 to 65535. Only one pod with the port can run on a node, so that a Deployment needs a rollout that
   * terminates an old pod first. Pod Security *baseline* and *restricted* do not admit it. It can be set only on a port of an `ExposedWorkload`.
   *
   * @default - none
   */
  readonly hostPort?: number;

  /**
   * IP address of the node on which `hostPort` leads to the port.
   *
   * @default - all addresses of the node
   */
  readonly hostIp?: string;
}
