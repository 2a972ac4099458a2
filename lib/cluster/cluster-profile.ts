import type { IConstruct } from 'constructs';
import { checkIpFamilies } from './check-ip-families';
import { checkLoadBalancerProvider } from './check-load-balancer-provider';
import { checkMesh } from './check-mesh';
import { checkNetworkFacts } from './check-network-facts';
import { dnsWithDefaults, type ClusterDns } from './cluster-dns';
import { DEFAULT_GATEWAY_API_VERSION, checkGatewayApiVersion } from './gateway-api';
import type { IpFamily } from './ip-family';
import { LoadBalancerProvider } from './load-balancer-provider';
import type { Mesh } from './mesh';
import type { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import { checkRouteClass, type RouteClass } from './route-class';
import { checkCidr } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import { isDnsSubdomain } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import { Problems } from '../rules/rule';
import { checkArray, checkMap, snapshot } from '../rules/values';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS, versionRules, type KubernetesVersion } from '../rules/versions';

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
   * network, the addresses of its interfaces on the nodes. Isolated pods accept traffic that nodes forward only from these ranges. Cilium
   * matches nodes by ranges only if it is configured with `policyCIDRMatchMode: nodes`: without this setting, do not set `nodeCidrs`.
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
   * The pods that read metrics. Isolated pods accept traffic from these pods on ports with `scraped: true`.
   *
   * @default - not known: a port of isolated pods with `scraped: true` throws an error
   */
  readonly monitoring?: PlatformPods;

  /**
   * The component that enforces network policies, if it supports policies on host names.
   *
   * @default - policies on host names are not supported: isolated pods cannot connect to a target that is known only by host names
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
   * The component that creates the load balancers of the cluster. It determines the annotations and fields that configure a load balancer.
   * Setting it for a running cluster may recreate Services: see the constants of `LoadBalancerProvider`.
   *
   * @default LoadBalancerProvider.GENERIC
   */
  readonly loadBalancerProvider?: LoadBalancerProvider;
}

const PROFILE = Symbol.for('cdk8s-service-patterns.ClusterProfile');
const READER = Symbol.for('cdk8s-service-patterns.ClusterProfile.reader');

/** A scope with its profile and the path of its first reader. The keys are symbols, so that several copies of this library in an app share them. */
type Scope = IConstruct & { [PROFILE]?: ClusterProfileProps; [READER]?: string };

/**
 * Properties of the target cluster. A program sets them once on a scope (app, chart or construct), before it creates the constructs in the
 * scope that read them.
 *
 * @example
 * ClusterProfile.set(this, { kubernetesVersion: '1.36', clusterDomain: 'k8s.example.com' });
 */
export class ClusterProfile {
  /**
   * Sets the properties of the cluster for a scope and all constructs in it.
   *
   * @param scope app, chart or construct
   * @param props the properties; a property that is not set comes from the profiles of enclosing scopes
   * @throws if a property is not valid, if the scope already has a profile, or if a construct in the scope has already read the profile
   */
  public static set(scope: IConstruct, props: ClusterProfileProps): void {
    const holder = scope as Scope;
    const problems = new Problems(scope);
    if (holder[PROFILE]) {
      problems.report(clusterRules.alreadySet, 'ClusterProfile.set', holder[PROFILE], 'Set all properties in one call, or set the other properties on an inner scope.');
    }
    if (holder[READER] !== undefined) {
      problems.report(clusterRules.alreadyRead, 'ClusterProfile.set', holder[READER], `'${holder[READER]}' has read the profile. Move this call above the line that creates '${holder[READER]}'.`);
    }
    checkProps(problems, props);
    problems.throwIfAny();
    Object.defineProperty(holder, PROFILE, { value: snapshot(Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))) });
  }

  /**
   * The properties of the cluster for a construct. After this call, `ClusterProfile.set` throws for every scope around the construct.
   *
   * @param construct the construct that reads the profile
   */
  public static of(construct: IConstruct): ClusterProfile {
    const scopes = construct.node.scopes as Scope[];
    for (const scope of scopes) {
      if (scope[READER] === undefined) {
        Object.defineProperty(scope, READER, { value: construct.node.path });
      }
    }
    return new ClusterProfile(Object.assign({}, ...scopes.map(scope => scope[PROFILE])));
  }

  /** Minor version of Kubernetes. */
  public readonly kubernetesVersion: string;

  /** Domain of the cluster's DNS, such as `cluster.local`. */
  public readonly clusterDomain: string;

  /** Lowest and highest node port, with a hyphen between them. */
  public readonly nodePortRange: string;

  /** IP families of the cluster, the primary one first; empty if they are not known. */
  public readonly ipFamilies: IpFamily[];

  /** Ranges of cluster IPs; empty if they are not known. */
  public readonly serviceCidrs: string[];

  /** Minor version of the Gateway API. */
  public readonly gatewayApiVersion: string;

  /** Properties of IngressClasses and GatewayClasses, by the name of the class. */
  public readonly routeClasses: { [className: string]: RouteClass };

  /** Ranges of the source addresses with which nodes send traffic to pods; empty if they are not known. */
  public readonly nodeCidrs: string[];

  /** Ranges of the addresses of pods; empty if they are not known. */
  public readonly podCidrs: string[];

  /** The DNS servers of the cluster, with all defaults filled in. */
  public readonly dns: ClusterDns;

  /** The pods that read metrics, if they are known. */
  public readonly monitoring?: PlatformPods;

  /** The component that enforces network policies, if it supports policies on host names. */
  public readonly networkPolicyProvider?: NetworkPolicyProvider;

  /** Name of the cluster, if it has one. */
  public readonly cluster?: string;

  /** Service mesh of the cluster, if it has one. */
  public readonly mesh?: Mesh;

  /** The component that creates the load balancers of the cluster. */
  public readonly loadBalancerProvider: LoadBalancerProvider;

  private constructor(props: ClusterProfileProps) {
    this.kubernetesVersion = props.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.nodePortRange = props.nodePortRange ?? '30000-32767';
    this.ipFamilies = [...props.ipFamilies ?? []];
    this.serviceCidrs = [...props.serviceCidrs ?? []];
    this.gatewayApiVersion = props.gatewayApiVersion ?? DEFAULT_GATEWAY_API_VERSION;
    this.routeClasses = { ...props.routeClasses };
    this.nodeCidrs = [...props.nodeCidrs ?? []];
    this.podCidrs = [...props.podCidrs ?? []];
    this.dns = dnsWithDefaults(props.dns);
    this.monitoring = props.monitoring;
    this.networkPolicyProvider = props.networkPolicyProvider ?? undefined;
    this.cluster = props.cluster;
    this.mesh = props.mesh ?? undefined;
    this.loadBalancerProvider = props.loadBalancerProvider ?? LoadBalancerProvider.GENERIC;
  }

  /** @internal */
  public get _version(): KubernetesVersion {
    return this.kubernetesVersion as KubernetesVersion;
  }
}

function checkProps(problems: Problems, props: ClusterProfileProps): void {
  const { kubernetesVersion, clusterDomain, nodePortRange, ipFamilies, cluster } = props;
  if (kubernetesVersion !== undefined && !(KUBERNETES_VERSIONS as readonly string[]).includes(kubernetesVersion)) {
    problems.report(versionRules.known, 'kubernetesVersion', kubernetesVersion, proposeVersion(kubernetesVersion));
  }
  if (clusterDomain !== undefined && !isDnsSubdomain(clusterDomain)) {
    problems.report(clusterRules.domain, 'clusterDomain', clusterDomain, "Use a value such as 'cluster.local'.");
  }
  if (cluster !== undefined && (typeof cluster !== 'string' || cluster === '')) {
    problems.report(clusterRules.name, 'cluster', cluster, "Use a value such as 'production', or remove it.");
  }
  if (nodePortRange !== undefined) {
    const [from, to] = String(nodePortRange).split('-').map(Number);
    if (!/^\d+-\d+$/.test(nodePortRange) || !isPortNumber(from) || !isPortNumber(to) || from > to) {
      problems.report(clusterRules.nodePortRange, 'nodePortRange', nodePortRange, "Use a value such as '30000-32767'.");
    }
  }
  if (ipFamilies !== undefined) {
    checkIpFamilies(problems, 'ipFamilies', ipFamilies);
  }
  checkGatewayApiVersion(problems, 'gatewayApiVersion', props.gatewayApiVersion);
  if (checkMap(problems, 'routeClasses', props.routeClasses)) {
    Object.entries(props.routeClasses ?? {}).forEach(([name, controller]) => checkRouteClass(problems, `routeClasses['${name}']`, controller));
  }
  checkNetworkFacts(problems, props);
  checkMesh(problems, 'mesh', props.mesh);
  checkLoadBalancerProvider(problems, 'loadBalancerProvider', props.loadBalancerProvider);
  checkArray(problems, 'serviceCidrs', props.serviceCidrs) && props.serviceCidrs?.forEach((cidr, index) => checkCidr(problems, `serviceCidrs[${index}]`, cidr));
}

function proposeVersion(version: string): string {
  const minor = /^v?(1\.\d+)/.exec(String(version))?.[1];
  const known = (KUBERNETES_VERSIONS as readonly string[]).includes(minor ?? '');
  return known ? `Use '${minor}'.` : 'This release of the library does not support other versions: use a newer or an older release for such a cluster.';
}
