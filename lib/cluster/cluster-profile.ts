import type { IConstruct } from 'constructs';
import { checkClusterProfile } from './check-cluster-profile';
import { dnsWithDefaults, type ClusterDns } from './cluster-dns';
import type { ClusterProfileProps } from './cluster-profile-props';
import { DEFAULT_GATEWAY_API_VERSION } from './gateway-api';
import type { IpFamily } from './ip-family';
import { LoadBalancerProvider } from './load-balancer-provider';
import type { Mesh } from './mesh';
import type { NetworkPolicyProvider } from './network-policy-provider';
import type { PlatformPods } from './platform-pods';
import type { RouteClass } from './route-class';
import { validateAtSynth } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { isInTree } from '../app/in-tree';
import { receiveCall, receiveScope } from '../options/receive';
import { clusterRules } from '../rules/cluster';
import { Problems } from '../rules/rule';
import { DEFAULT_KUBERNETES_VERSION, type KubernetesVersion } from '../rules/versions';

/** The profile of a scope. */
const PROFILE = new ConstructState<ClusterProfileProps>('ClusterProfile');

/** What the constructs of an app have read, at its root. */
const READ = new ConstructState<ReadProfiles>('ClusterProfile.read');

interface ReadProfiles {
  /** The constructs that have read the profile of each construct. */
  readonly readers: Map<IConstruct, Set<IConstruct>>;
  /** The constructs whose profile only the program has read, with `of`. */
  readonly calls: Set<IConstruct>;
  /** The profile of each scope whose own properties are set, and of the root. */
  readonly profiles: Map<IConstruct, ClusterProfile>;
}

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
    const [own = {}] = receiveCall(scope, '', 'ClusterProfile.set', props);
    const existing = PROFILE.of(scope);
    const read = readIn(scope);
    const reader = readersIn(scope, read).find(isInTree);
    const problems = new Problems(scope);
    if (existing) {
      problems.report(clusterRules.alreadySet, 'ClusterProfile.set', existing, 'Set all properties in one call, or set the other properties on an inner scope.');
    }
    if (reader !== undefined) {
      const { path } = reader.node;
      problems.report(clusterRules.alreadyRead, 'ClusterProfile.set', path === '' ? 'app' : path, readFix(scope, reader, read.calls.has(reader)));
    }
    checkClusterProfile(problems, own);
    problems.throwIfAny();
    PROFILE.set(scope, own);
    read.profiles.clear();
    validateAtSynth(scope, { appendParts: parts => parts.push(own) });
  }

  /**
   * The properties of the cluster for a construct. After this call, `ClusterProfile.set` throws for every scope around the construct, unless the
   * construct is refused or removed from the tree.
   *
   * @param construct the construct that reads the profile
   */
  public static of(construct: IConstruct): ClusterProfile {
    receiveScope('ClusterProfile.of', construct);
    const { readers, calls } = readIn(construct);
    const isRead = readers.get(construct)?.has(construct) && !calls.has(construct);
    ClusterProfile._of(construct);
    if (!isRead) {
      calls.add(construct);
    }
    return new ClusterProfile(propsOf(construct));
  }

  /** Like `of`, but the result is shared by all constructs of the scope. @internal */
  public static _of(construct: IConstruct): ClusterProfile {
    return ClusterProfile._readBy(construct, construct);
  }

  /**
   * The properties of the cluster for a construct, which another construct reads while it is created. If that one is refused, `ClusterProfile.set`
   * does not count the call.
   *
   * @internal
   */
  public static _readBy(reader: IConstruct, construct: IConstruct): ClusterProfile {
    const { readers, calls } = readIn(construct);
    readers.set(construct, (readers.get(construct) ?? new Set()).add(reader));
    calls.delete(construct);
    return ClusterProfile.shared(construct);
  }

  /** Name of the cluster of a construct, for checks at synth. `ClusterProfile.set` does not count the call. @internal */
  public static _clusterOf(construct: IConstruct): string | undefined {
    return ClusterProfile.shared(construct).cluster;
  }

  /** The profile that all constructs of a scope share. */
  private static shared(construct: IConstruct): ClusterProfile {
    const { profiles } = readIn(construct);
    const owner = ownerOf(construct);
    const profile = profiles.get(owner) ?? new ClusterProfile(propsOf(owner));
    profiles.set(owner, profile);
    return profile;
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

  /** Labels by which Prometheus selects monitors, if they are known. */
  public readonly monitorLabels?: { [key: string]: string };

  /** The component that enforces network policies, if it supports policies on host names. */
  public readonly networkPolicyProvider?: NetworkPolicyProvider;

  /** Name of the cluster, if it has one. */
  public readonly cluster?: string;

  /** Service mesh of the cluster, if it has one. */
  public readonly mesh?: Mesh;

  /** Whether KEDA runs in the cluster. */
  public readonly keda: boolean;

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
    this.monitorLabels = props.monitorLabels && { ...props.monitorLabels };
    this.networkPolicyProvider = props.networkPolicyProvider;
    this.cluster = props.cluster;
    this.mesh = props.mesh;
    this.keda = props.keda ?? false;
    this.loadBalancerProvider = props.loadBalancerProvider ?? LoadBalancerProvider.GENERIC;
  }

  /** @internal */
  public get _version(): KubernetesVersion {
    return this.kubernetesVersion as KubernetesVersion;
  }
}

function readIn({ node: { root } }: IConstruct): ReadProfiles {
  return READ.ofOrCreated(root, () => ({ readers: new Map(), calls: new Set(), profiles: new Map() }));
}

/** What to do if a construct has read the profile of a scope, or if the program has read that of the construct with `of`. */
function readFix(scope: IConstruct, reader: IConstruct, isCall: boolean): string {
  const name = reader.node.path === '' ? 'the app' : `'${reader.node.path}'`;
  if (isCall) {
    return `ClusterProfile.of has read the profile of ${name}. Call ClusterProfile.set before ClusterProfile.of.`;
  }
  const fix = reader === scope ? `Set the profile on a scope around ${name}, above the line that creates it.` : `Move this call above the line that creates ${name}.`;
  return `${name} has read the profile. ${fix}`;
}

/** The constructs that have read a profile in a scope, in the order of the construct tree. */
function readersIn(scope: IConstruct, { readers }: ReadProfiles): IConstruct[] {
  return scope.node.findAll().flatMap(construct => [...readers.get(construct) ?? []]);
}

/** The innermost scope of a construct whose properties are set, or the root. */
function ownerOf(construct: IConstruct): IConstruct {
  const { scope } = construct.node;
  return scope === undefined || PROFILE.of(construct) ? construct : ownerOf(scope);
}

/** The properties that are set for a construct. Those of inner scopes take precedence. */
function propsOf(construct: IConstruct): ClusterProfileProps {
  return Object.assign({}, ...construct.node.scopes.map(scope => PROFILE.of(scope)));
}
