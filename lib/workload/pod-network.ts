/**
 * How the names of hosts are resolved in pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
 */
export enum PodDnsPolicy {
  /** By the DNS of the cluster. Pods on the network of their node use the resolvers of the node instead. */
  CLUSTER_FIRST = 'ClusterFirst',

  /** By the DNS of the cluster, also for pods on the network of their node. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',

  /** By the resolvers of the node. Names of Services do not resolve. */
  DEFAULT = 'Default',

  /** Only as `dns` states. */
  NONE = 'None',
}

/** DNS settings of pods, in addition to those of the policy. */
export interface PodDnsOptions {
  /**
   * IP addresses of name servers, at most 3.
   *
   * @default - none
   */
  readonly nameservers?: string[];

  /**
   * Domains in which short names are looked up, at most 32.
   *
   * @default - none
   */
  readonly searches?: string[];

  /**
   * Options of the resolver, by name, such as `{ ndots: '2' }`. An option without a value has an empty text, such as `{ 'single-request': '' }`.
   *
   * @default - none
   * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
   */
  readonly options?: { [name: string]: string };
}

/** The network, the host name and the DNS of pods. */
export interface PodNetwork {
  /**
   * Whether the pods are on the network of their node. Their ports are then ports of the node, so that two pods with the same port cannot run on one node.
   * Pod Security *baseline* and *restricted* do not admit it. Service meshes do not inject a proxy into such pods. With most network plugins, network
   * policies do not apply to them, so they cannot be isolated. A port below 1024 requires the capability `NET_BIND_SERVICE`.
   *
   * @default false
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/pod-network.md#the-network-of-the-node
   */
  readonly hostNetwork?: boolean;

  /**
   * Host name of the pods, a DNS label. The pods of a StatefulSet always have their own names.
   *
   * @default - the name of the pod
   */
  readonly hostname?: string;

  /**
   * Subdomain of the pods, a DNS label. If a headless Service has this name, the pods have the DNS name `hostname.subdomain.namespace.svc.cluster.local`.
   *
   * @default - none; for a StatefulSet, the name of the governing Service
   */
  readonly subdomain?: string;

  /**
   * Whether the host name that processes see is the fully qualified domain name. Pods do not start if it has more than 64 characters.
   *
   * @default false
   */
  readonly hostnameAsFqdn?: boolean;

  /**
   * How the names of hosts are resolved.
   *
   * @default PodDnsPolicy.CLUSTER_FIRST; with `hostNetwork`, PodDnsPolicy.CLUSTER_FIRST_WITH_HOST_NET, so that the names of Services resolve
   */
  readonly dnsPolicy?: PodDnsPolicy;

  /**
   * DNS settings in addition to those of the policy. Methods of `.workload.dns` add to them.
   *
   * @default - none
   */
  readonly dns?: PodDnsOptions;

  /**
   * Additional entries of the file `/etc/hosts`: host names by IP address. Methods of `.workload` add to them.
   *
   * @default - none
   */
  readonly hostAliases?: { [address: string]: string[] };
}

/** Namespaces of the Linux kernel that pods share with their node, or containers with each other. */
export interface PodNamespaces {
  /**
   * Whether the containers see the processes of the node. Pod Security *baseline* and *restricted* do not admit it.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Whether the containers share the shared memory and semaphores of the node. Pod Security *baseline* and *restricted* do not admit it.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Whether the users of the containers are users of the node. With `false`, root in a container is another user on the node. It requires Linux 6.3, a
   * container runtime and file systems that support user namespaces, and no block devices.
   *
   * @default true
   * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
   */
  readonly hostUsers?: boolean;

  /**
   * Whether the containers of a pod see the processes of each other.
   *
   * @default false
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
   */
  readonly shareProcesses?: boolean;
}
