import type { ClusterDns } from './cluster-dns';
import type { IpFamily } from './ip-family';
import type { LoadBalancerProvider } from './load-balancer-provider';
import type { Mesh } from './mesh';
import type { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import type { RouteClass } from './route-class';

/**
 * Properties of the target cluster. A property that is not set is taken from the profile of the nearest enclosing scope that sets it. If no scope
 * sets it, the default applies.
 */
export interface ClusterProfileProps {
  /**
   * Minor version of Kubernetes, from `1.33` to `1.37`. A declaration that needs a field which this version does not serve throws an error.
   *
   * @default - `1.35`, the oldest version that the Kubernetes project supported when this version of the library was released
   * @see https://kubernetes.io/releases/
   */
  readonly kubernetesVersion?: string;

  /**
   * Domain of the cluster's DNS: the last part of the fully qualified name of every Service.
   *
   * @default - `cluster.local`
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly clusterDomain?: string;

  /**
   * Range of node ports, as in the flag `--service-node-port-range` of the API server. A declaration with a node port outside the range throws an
   * error.
   *
   * @default - `30000-32767`
   */
  readonly nodePortRange?: string;

  /**
   * IP families of the cluster, the primary one first.
   *
   * @default - not known: declarations may use any family
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * Ranges of cluster IPs in CIDR notation, as in the ServiceCIDR objects of the cluster. The addresses of a backend must not be in these ranges.
   *
   * @default - not known: addresses of backends and cluster IPs are not compared with any range
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   */
  readonly serviceCidrs?: string[];

  /**
   * Minor version of the Gateway API that is installed in the cluster (standard channel), from `1.3` to `1.6`. A declaration that needs a kind
   * which this version does not serve throws an error.
   *
   * @default - `1.6`
   * @see https://gateway-api.sigs.k8s.io/concepts/versioning/
   */
  readonly gatewayApiVersion?: string;

  /**
   * Properties of the IngressClasses and GatewayClasses of the cluster, by the name of the class: which controller reads their objects, and
   * where its traffic comes from.
   *
   * @default - no class is known
   */
  readonly routeClasses?: { [className: string]: RouteClass };

  /**
   * Ranges of the source addresses with which nodes send traffic to pods, in CIDR notation: the addresses of the nodes and, in an overlay
   * network, the addresses of its interfaces on the nodes. Isolated pods accept traffic that nodes forward only from these ranges. Do not set them
   * with Cilium, which does not match such traffic by ranges.
   *
   * @default - not known: isolated pods accept the traffic that nodes forward from every address
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
   */
  readonly nodeCidrs?: string[];

  /**
   * Ranges of the addresses of pods, in CIDR notation. Isolated pods that accept traffic from every client exclude these ranges, if the pods see the
   * addresses of clients. Pods then need a connection to reach them.
   *
   * @default - not known: no range is excluded
   */
  readonly podCidrs?: string[];

  /**
   * The DNS servers of the cluster, which isolated pods can always query.
   *
   * @default - pods in `kube-system` with the label `k8s-app: kube-dns`, on port 53
   */
  readonly dns?: ClusterDns;

  /**
   * The pods that read metrics. Isolated pods accept traffic from these pods on ports with `scraped: true`, and on that of the
   * option `metrics`.
   *
   * @default - not known: a port of isolated pods with `scraped: true` throws an error
   */
  readonly monitoring?: PlatformPods;

  /**
   * Labels by which the Prometheus of the cluster selects ServiceMonitors and PodMonitors, which the Prometheus Operator reads: the `serviceMonitorSelector`
   * and `podMonitorSelector` of its Prometheus object. With the Helm chart kube-prometheus-stack these are `{ release: NAME }` with the name of the
   * release by default. `{}` if it selects all monitors.
   *
   * @default - not known: `Metrics.serviceMonitor` and `Metrics.podMonitor` throw an error
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/metrics.md
   */
  readonly monitorLabels?: { [key: string]: string };

  /**
   * The component that enforces network policies, if it supports policies on host names. Set `NetworkPolicyProvider.CILIUM` in every cluster with
   * Cilium, which also needs policies of its own for some other traffic.
   *
   * @default - policies on host names are not supported: isolated pods cannot connect to a target that is known only by host names
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/isolation.md#cilium
   */
  readonly networkPolicyProvider?: NetworkPolicyProvider;

  /**
   * Name of the cluster. Two charts whose profiles have the same cluster name must not generate the same object. Charts without a cluster name
   * may be deployed to different clusters, for example one chart for each environment, so their objects are not compared.
   *
   * @default - no name
   */
  readonly cluster?: string;

  /**
   * The service mesh of the cluster. Services declare the protocols of their ports to the mesh, pods start and terminate in the right order with
   * their proxy, and a declaration that conflicts with the proxy throws an error. The labels and annotations that the platform sets determine which
   * namespaces and pods are in the mesh.
   *
   * @default - none: nothing is generated for a mesh
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/meshes.md
   */
  readonly mesh?: Mesh;

  /**
   * Whether KEDA runs in the cluster, which `Scaling.keda` requires.
   *
   * @default false
   * @see https://keda.sh/docs/2.20/deploy/
   */
  readonly keda?: boolean;

  /**
   * The component that creates the load balancers of the cluster. It determines the annotations and fields that configure a load balancer.
   * Setting it for a running cluster may recreate Services: see the constants of `LoadBalancerProvider`.
   *
   * @default LoadBalancerProvider.GENERIC
   */
  readonly loadBalancerProvider?: LoadBalancerProvider;
}
