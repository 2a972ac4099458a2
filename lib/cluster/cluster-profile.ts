import type { IConstruct } from 'constructs';
import { checkIpFamilies } from './check-ip-families';
import { checkNetworkFacts } from './check-network-facts';
import { knownDns, type ClusterDns } from './cluster-dns';
import { DEFAULT_GATEWAY_API_VERSION, checkGatewayApiVersion } from './gateway-api';
import type { IpFamily } from './ip-family';
import { LoadBalancerProvider } from './load-balancer-provider';
import { Mesh } from './mesh';
import type { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import { checkRouteController, type RouteController } from './route-controller';
import { checkCidr } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import { isDnsSubdomain } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import { Problems } from '../rules/rule';
import { checkArray, checkEnum, checkMap, snapshot } from '../rules/values';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS, versionRules, type KubernetesVersion } from '../rules/versions';

/**
 * Facts of a cluster. What is not said is taken from the profile of the next scope outwards, then from the defaults.
 */
export interface ClusterProfileProps {
  /**
   * Minor version of Kubernetes: `1.33` to `1.37`. Fields that it does not serve are refused.
   *
   * @default - `1.35`, the oldest version that upstream supports
   * @see https://kubernetes.io/releases/
   */
  readonly kubernetesVersion?: string;

  /**
   * Domain of the cluster's DNS, which ends every fully qualified name in it.
   *
   * @default - `cluster.local`
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly clusterDomain?: string;

  /**
   * Range of the ports that node ports may have, as the API server's `--service-node-port-range` has it.
   *
   * @default - `30000-32767`
   */
  readonly nodePortRange?: string;

  /**
   * IP families of the cluster, the primary one first.
   *
   * @default - not known: no family is refused
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * Ranges that cluster IPs are taken from, as in the cluster's ServiceCIDR objects. No ExternalService can have a backend in them.
   *
   * @default - not known: no address is refused for it
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   */
  readonly serviceCidrs?: string[];

  /**
   * Minor version of the Gateway API of which the cluster has the standard channel: `1.3` to `1.6`. Kinds that it does not serve are refused.
   *
   * @default - `1.6`
   * @see https://gateway-api.sigs.k8s.io/concepts/versioning/
   */
  readonly gatewayApiVersion?: string;

  /**
   * What is known of the controllers of routes, by the names of their IngressClasses and GatewayClasses.
   *
   * @default - nothing
   */
  readonly routeControllers?: { [className: string]: RouteController };

  /**
   * Ranges of the addresses that nodes have when they send to pods: those of the nodes, and with an overlay network those of its interfaces
   * on the nodes. Isolated pods take from them alone what nodes forward. With Cilium, ranges stand for nodes only with its
   * `policyCIDRMatchMode: nodes`: leave them out without it.
   *
   * @default - not known: what nodes forward to isolated pods is taken from everywhere
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
   */
  readonly nodeCidrs?: string[];

  /**
   * Ranges that pods have their addresses from. Isolated pods that are open to the world take nothing from them that is not declared, where
   * they see the addresses of clients.
   *
   * @default - not known
   */
  readonly podCidrs?: string[];

  /**
   * Who answers the DNS queries of isolated pods.
   *
   * @default - pods in `kube-system` with the label `k8s-app: kube-dns`, at port 53
   */
  readonly dns?: ClusterDns;

  /**
   * The pods that read metrics, which isolated pods let in to the ports that are `scraped`.
   *
   * @default - not known: a port of isolated pods that is `scraped` is refused
   */
  readonly monitoring?: PlatformPods;

  /**
   * What enforces network policies, where it understands more than Kubernetes' own.
   *
   * @default - nothing more: isolated pods can't be connected to a host name alone
   */
  readonly networkPolicyProvider?: NetworkPolicyProvider;

  /**
   * Name of the cluster. Charts whose profiles name the same cluster can't make two objects of one name; where none is named, each chart
   * may go to a cluster of its own, as with a chart an environment.
   *
   * @default - not named
   */
  readonly cluster?: string;

  /**
   * Service mesh that the pods are in. Ports are told to it, and pods wait for its proxy. Which namespaces and pods are in it, labels of the
   * platform say.
   *
   * @default - none: nothing is written for a mesh
   */
  readonly mesh?: Mesh;

  /**
   * What makes the load balancers of the cluster, which decides how it is told what they should be. Set for a cluster that runs, it may
   * recreate Services: see the providers.
   *
   * @default LoadBalancerProvider.GENERIC
   */
  readonly loadBalancerProvider?: LoadBalancerProvider;
}

const PROFILE = Symbol.for('cdk8s-service-patterns.ClusterProfile');
const READER = Symbol.for('cdk8s-service-patterns.ClusterProfile.reader');

/** Where a scope keeps what it knows. A symbol property, so that several copies of this library in one app agree. */
type Scope = IConstruct & { [PROFILE]?: ClusterProfileProps; [READER]?: string };

/**
 * Facts of the cluster that is targeted, set once on a scope (app, chart or construct) and read by whatever is made below it.
 *
 * @example
 * ClusterProfile.set(this, { kubernetesVersion: '1.36', clusterDomain: 'k8s.example.com' });
 */
export class ClusterProfile {
  /**
   * Sets the facts for a scope and everything below it.
   *
   * @param scope app, chart or construct
   * @param props the facts; those that are left out come from the scopes around
   * @throws when a fact is not well formed, when the scope has a profile, and when something below has read one already
   */
  public static set(scope: IConstruct, props: ClusterProfileProps): void {
    const holder = scope as Scope;
    const problems = new Problems(scope);
    if (holder[PROFILE]) {
      problems.report(clusterRules.alreadySet, 'ClusterProfile.set', holder[PROFILE], 'Put all facts into one call, or set the others on an inner scope.');
    }
    if (holder[READER] !== undefined) {
      problems.report(clusterRules.alreadyRead, 'ClusterProfile.set', holder[READER], `'${holder[READER]}' has read it. Move the call above the line that makes it.`);
    }
    checkProps(problems, props);
    problems.throwIfAny();
    Object.defineProperty(holder, PROFILE, { value: snapshot(Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))) });
  }

  /**
   * The facts that hold for a construct. From here on none can be set on a scope around it.
   *
   * @param construct the reader
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

  /** Domain of the cluster's DNS. */
  public readonly clusterDomain: string;

  /** Lowest and highest number that a node port can have, with a hyphen between. */
  public readonly nodePortRange: string;

  /** IP families of the cluster; empty where they are not known. */
  public readonly ipFamilies: IpFamily[];

  /** Ranges of the cluster IPs; empty where they are not known. */
  public readonly serviceCidrs: string[];

  /** Minor version of the Gateway API. */
  public readonly gatewayApiVersion: string;

  /** What is known of the controllers of routes, by the names of their classes. */
  public readonly routeControllers: { [className: string]: RouteController };

  /** Ranges of the addresses that nodes have when they send to pods; empty where they are not known. */
  public readonly nodeCidrs: string[];

  /** Ranges of the addresses of pods; empty where they are not known. */
  public readonly podCidrs: string[];

  /** Who answers the DNS queries of pods. */
  public readonly dns: ClusterDns;

  /** The pods that read metrics, where they are known. */
  public readonly monitoring?: PlatformPods;

  /** What enforces network policies, where it understands more than Kubernetes' own. */
  public readonly networkPolicyProvider?: NetworkPolicyProvider;

  /** Name of the cluster, if it has one. */
  public readonly cluster?: string;

  /** Service mesh that the pods are in, if there is one. */
  public readonly mesh?: Mesh;

  /** What makes the load balancers of the cluster. */
  public readonly loadBalancerProvider: LoadBalancerProvider;

  private constructor(props: ClusterProfileProps) {
    this.kubernetesVersion = props.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.nodePortRange = props.nodePortRange ?? '30000-32767';
    this.ipFamilies = [...props.ipFamilies ?? []];
    this.serviceCidrs = [...props.serviceCidrs ?? []];
    this.gatewayApiVersion = props.gatewayApiVersion ?? DEFAULT_GATEWAY_API_VERSION;
    this.routeControllers = { ...props.routeControllers };
    this.nodeCidrs = [...props.nodeCidrs ?? []];
    this.podCidrs = [...props.podCidrs ?? []];
    this.dns = knownDns(props.dns);
    this.monitoring = props.monitoring;
    this.networkPolicyProvider = props.networkPolicyProvider;
    this.cluster = props.cluster;
    this.mesh = props.mesh;
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
    problems.report(clusterRules.domain, 'clusterDomain', clusterDomain, "Write it like 'cluster.local'.");
  }
  if (cluster !== undefined && (typeof cluster !== 'string' || cluster === '')) {
    problems.report(clusterRules.name, 'cluster', cluster, "Write it like 'production', or leave it out.");
  }
  if (nodePortRange !== undefined) {
    const [from, to] = String(nodePortRange).split('-').map(Number);
    if (!/^\d+-\d+$/.test(nodePortRange) || !isPortNumber(from) || !isPortNumber(to) || from > to) {
      problems.report(clusterRules.nodePortRange, 'nodePortRange', nodePortRange, "Write it like '30000-32767'.");
    }
  }
  if (ipFamilies !== undefined) {
    checkIpFamilies(problems, 'ipFamilies', ipFamilies);
  }
  checkGatewayApiVersion(problems, 'gatewayApiVersion', props.gatewayApiVersion);
  if (checkMap(problems, 'routeControllers', props.routeControllers)) {
    Object.entries(props.routeControllers ?? {}).forEach(([name, controller]) => checkRouteController(problems, `routeControllers['${name}']`, controller));
  }
  checkNetworkFacts(problems, props);
  checkEnum(problems, 'mesh', props.mesh, Mesh);
  checkEnum(problems, 'loadBalancerProvider', props.loadBalancerProvider, LoadBalancerProvider);
  checkArray(problems, 'serviceCidrs', props.serviceCidrs) && props.serviceCidrs?.forEach((cidr, index) => checkCidr(problems, `serviceCidrs[${index}]`, cidr));
}

function proposeVersion(version: string): string {
  const minor = /^v?(1\.\d+)/.exec(String(version))?.[1];
  const known = (KUBERNETES_VERSIONS as readonly string[]).includes(minor ?? '');
  return known ? `Write '${minor}'.` : 'For a cluster of another version there is no release of this library yet, or none any more.';
}
