import type { IConstruct } from 'constructs';
import { checkIpFamilies } from './check-ip-families';
import type { IpFamily } from './ip-family';
import { checkCidr } from '../rules/addresses';
import { clusterRules } from '../rules/cluster';
import { isDnsSubdomain } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import { Problems } from '../rules/rule';
import { checkArray, snapshot } from '../rules/values';
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
   * Name of the cluster. Charts whose profiles name the same cluster can't make two objects of one name; where none is named, each chart
   * may go to a cluster of its own, as with a chart an environment.
   *
   * @default - not named
   */
  readonly cluster?: string;
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

  /** Name of the cluster, if it has one. */
  public readonly cluster?: string;

  private constructor(props: ClusterProfileProps) {
    this.kubernetesVersion = props.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.nodePortRange = props.nodePortRange ?? '30000-32767';
    this.ipFamilies = [...props.ipFamilies ?? []];
    this.serviceCidrs = [...props.serviceCidrs ?? []];
    this.cluster = props.cluster;
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
  checkArray(problems, 'serviceCidrs', props.serviceCidrs) && props.serviceCidrs?.forEach((cidr, index) => checkCidr(problems, `serviceCidrs[${index}]`, cidr));
}

function proposeVersion(version: string): string {
  const minor = /^v?(1\.\d+)/.exec(String(version))?.[1];
  const known = (KUBERNETES_VERSIONS as readonly string[]).includes(minor ?? '');
  return known ? `Write '${minor}'.` : 'For a cluster of another version there is no release of this library yet, or none any more.';
}
