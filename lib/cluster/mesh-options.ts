import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * The `appProtocol` that a service mesh needs on the Service port of each kind of port. A port that sets its own `appProtocol` keeps it.
 */
export interface MeshAppProtocols {
  /**
   * `appProtocol` for `Port.http`.
   *
   * @default - none
   */
  readonly http?: string;

  /**
   * `appProtocol` for `Port.https`.
   *
   * @default - `https`, as without a mesh
   */
  readonly https?: string;

  /**
   * `appProtocol` for `Port.h2c`.
   *
   * @default - `kubernetes.io/h2c`, as without a mesh
   */
  readonly h2c?: string;

  /**
   * `appProtocol` for `Port.grpc`.
   *
   * @default - `kubernetes.io/h2c`, as without a mesh
   */
  readonly grpc?: string;

  /**
   * `appProtocol` for `Port.tcp`.
   *
   * @default - none
   */
  readonly tcp?: string;

  /**
   * `appProtocol` for `Port.udp`.
   *
   * @default - none
   */
  readonly udp?: string;

  /**
   * `appProtocol` for `Port.sctp`.
   *
   * @default - none
   */
  readonly sctp?: string;
}

/**
 * The proxy that a service mesh runs in the network of each pod: in a container that it injects, or on the node.
 */
export interface MeshProxy {
  /**
   * TCP ports that the proxy listens on in the network of the pod. A container of the pod that listens on one of them is refused.
   *
   * @default - none
   */
  readonly ports?: number[];

  /**
   * User ID of the proxy, if the mesh does not redirect the traffic of this user. A container that runs as this user is refused, because its traffic
   * bypasses the mesh.
   *
   * @default - none
   */
  readonly user?: number;

  /**
   * Group ID of the proxy, if the mesh does not redirect the traffic of this group. A container that runs as this group is refused.
   *
   * @default - none
   */
  readonly group?: number;

  /**
   * Names of the containers and init containers that the mesh injects. The workload's own container must not have one of these names.
   *
   * @default - none
   */
  readonly containerNames?: string[];

  /**
   * Names of the container ports of the injected containers. A port with one of these names is refused.
   *
   * @default - none
   */
  readonly portNames?: string[];

  /**
   * Whether the proxy accepts a TCP connection before the server listens. A TCP health check then succeeds too early, so that a workload
   * must declare another health check. Set it to false if the kubelet reaches the server directly, or if the mesh rewrites TCP probes.
   *
   * @default false
   */
  readonly acceptsTcpProbes?: boolean;

  /**
   * Annotation of a pod that lists the ports whose incoming traffic bypasses the proxy: numbers and ranges of numbers, separated by commas.
   * A TCP health check of such a port is accepted although `acceptsTcpProbes` is true.
   *
   * @default - none
   */
  readonly skippedPortsAnnotation?: string;
}

/**
 * Pods or addresses that exchange TCP traffic with every pod in a service mesh. At least one of `namespace` and `networks` must be set.
 */
export interface MeshPeer {
  /**
   * Namespace of the pods.
   *
   * @default - no pods
   */
  readonly namespace?: string;

  /**
   * Labels that select the pods in the namespace.
   *
   * @default - all pods in the namespace
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Ranges of addresses, in CIDR notation.
   *
   * @default - none
   */
  readonly networks?: string[];

  /**
   * TCP ports that the receiver of the connection listens on, not the ports of a Service in front of it.
   *
   * @default - all ports
   */
  readonly ports?: number[];
}

/**
 * The properties of a service mesh that affect declarations.
 */
export interface CustomMeshProps {
  /** Name of the mesh, for error messages, such as `Kuma`. */
  readonly name: string;

  /**
   * The `appProtocol` that the mesh needs on Service ports.
   *
   * @default - Service ports are the same as without a mesh
   */
  readonly appProtocols?: MeshAppProtocols;

  /**
   * The proxy in the network of each pod.
   *
   * @default - no proxy: no setting of a pod can conflict with it
   */
  readonly proxy?: MeshProxy;

  /**
   * Annotations for every pod in the mesh, such as the annotation that holds the application until its proxy is ready. A pod that has an annotation
   * with the same key keeps its own value. In a value, `{shutdownDelay}` is replaced with the time in seconds for which a pod serves requests after
   * its termination has started, and `{gracePeriod}` with the termination grace period of the pod in seconds.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Labels and annotations that take a pod out of the mesh. A pod that has any of them gets no annotations for the mesh, and is not checked for
   * conflicts with the proxy.
   *
   * @default - none: a pod cannot be taken out of the mesh
   */
  readonly optOut?: MetadataOptions;

  /**
   * Labels and annotations that bring a pod into the mesh, for a mesh that leaves out all other pods. A pod that has any of them is in the
   * mesh.
   *
   * @default - none: every pod is in the mesh unless it opts out
   */
  readonly optIn?: MetadataOptions;

  /**
   * Pods and addresses that pods in the mesh connect to, such as the control plane. The network policies of isolated pods allow this traffic.
   *
   * @default - none
   */
  readonly egress?: MeshPeer[];

  /**
   * Pods and addresses that connect to pods in the mesh, such as the address that health checks come from. The network policies of isolated pods
   * allow this traffic.
   *
   * @default - none
   */
  readonly ingress?: MeshPeer[];

  /**
   * TCP ports on which the proxies of pods accept connections from other pods in the mesh, instead of the ports that the pods declare. The network
   * policies of isolated pods allow them between pods for which TCP traffic is declared.
   *
   * @default - none: proxies connect to the ports that the pods declare
   */
  readonly tunnelPorts?: number[];
}
