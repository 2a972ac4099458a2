import { attributeOf, entriesOf, isFalse, isTrue } from './annotation-values';
import type { LoadBalancerRequest, Setting } from './mapping/mapping';
import type { LoadBalancerProviderId } from '../cluster/load-balancer-provider';

/** An option that an annotation can make ineffective. `healthCheck` stands for all options of a health check. @internal */
export type AffectedOption = Setting | 'sourceRanges' | 'loadBalancerIp' | 'healthCheck';

/** An annotation because of which a provider ignores or refuses an option. */
export interface IneffectiveOption {
  /** The providers that read the annotation. */
  readonly providers: readonly Exclude<LoadBalancerProviderId, 'generic'>[];
  /** The annotation. `{port}` stands for the number of a port. */
  readonly annotation: string;
  /** The values because of which the option has no effect, for the documentation. */
  readonly values: string;
  /** Whether a value is one of `values`, with the other annotations and options. Not set if every value is. */
  readonly when?: (value: string, request: LoadBalancerRequest) => boolean;
  readonly options: readonly AffectedOption[];
  /** Whether the annotation configures the same as the option, so that one of them must be removed. */
  readonly sameSetting?: true;
  /** What the provider does, as a sentence of a message. */
  readonly reason: string;
  /** The source code of the provider, with its version. */
  readonly source: string;
}

const PREFIX = 'service.beta.kubernetes.io/';
const AWS = `${PREFIX}aws-load-balancer-`;
const AZURE = `${PREFIX}azure-`;

/** The annotation that Kubernetes reads in place of `spec.loadBalancerSourceRanges`. @internal */
export const SOURCE_RANGES = `${PREFIX}load-balancer-source-ranges`;
const ATTRIBUTES = `${AWS}target-group-attributes`;
const DISABLE_GROUPS = `${AWS}disable-nlb-sg`;

const LBC = 'kubernetes-sigs/aws-load-balancer-controller v3.5.0, pkg/service/';
const LOAD_BALANCER = `${LBC}model_build_load_balancer.go`;
const TARGET_GROUP = `${LBC}model_build_target_group.go`;
const CLOUD_PROVIDER_AWS = 'kubernetes/cloud-provider-aws v1.36.1, pkg/providers/v1/';
const CLOUD_PROVIDER_AZURE = 'kubernetes-sigs/cloud-provider-azure v1.36.5, pkg/provider/';
const INGRESS_GCE = 'kubernetes/ingress-gce acbcf5d6, pkg/l4/';

/**
 * The annotations because of which providers ignore or refuse an option: each annotation of the built-in providers that configures the scheme,
 * security groups, source ranges, addresses, ports or health checks. Annotations that an option writes itself are in the mappings.
 *
 * @internal
 */
export const INEFFECTIVE_OPTIONS: readonly IneffectiveOption[] = [
  {
    providers: ['aws', 'aws-load-balancer-controller'],
    annotation: `${AWS}security-groups`,
    values: 'a security group',
    when: value => entriesOf(value).length > 0,
    options: ['sourceRanges'],
    reason: 'The load balancer has only these security groups, and the controller adds no rules for source ranges to them.',
    source: `${LOAD_BALANCER}, buildLoadBalancerSecurityGroups; ${CLOUD_PROVIDER_AWS}aws.go, buildELBSecurityGroupList`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: DISABLE_GROUPS,
    values: '`"true"`, if the load balancer replaces the addresses of clients: with pods as targets, or with `preserve_client_ip.enabled=false`',
    when: (value, request) => isTrue(value) && !preservesClientAddress(request.annotations),
    options: ['sourceRanges'],
    reason: 'Without security groups, source ranges become rules of the targets only if the load balancer preserves the addresses of clients.',
    source: `${TARGET_GROUP}, buildTargetGroupBindingNetworkingLegacy`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}manage-backend-security-group-rules`,
    values: '`"false"`, with `…/aws-load-balancer-disable-nlb-sg: "true"`',
    when: (value, { annotations }) => isFalse(value) && isTrue(annotations[DISABLE_GROUPS]),
    options: ['sourceRanges'],
    reason: 'Without security groups of the load balancer, the rules of the targets are the only place for source ranges.',
    source: `${TARGET_GROUP}, buildTargetGroupBindingNetworkingLegacy`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}inbound-sg-rules-on-private-link-traffic`,
    values: '`"off"`',
    when: value => value === 'off',
    options: ['sourceRanges'],
    reason: 'The rules for source ranges then do not apply to clients that connect through PrivateLink.',
    source: `${LOAD_BALANCER}, buildSecurityGroupsInboundRulesOnPrivateLink`,
  },
  {
    // An inference from the source: the rules that open the node ports for health checks admit the subnets of the load balancer.
    providers: ['aws'],
    annotation: ATTRIBUTES,
    values: '`preserve_client_ip.enabled=false`, with `…/aws-load-balancer-type: nlb`',
    when: (value, { annotations }) => annotations[`${AWS}type`] === 'nlb' && isFalse(attributeOf(value, 'preserve_client_ip.enabled')),
    options: ['sourceRanges'],
    reason: 'The nodes then see the addresses of the load balancer, from which they always accept traffic.',
    source: `${CLOUD_PROVIDER_AWS}aws_loadbalancer.go, updateInstanceSecurityGroupsForNLB`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}proxy-protocol-per-target-group`,
    values: 'any',
    options: ['proxyProtocol: true', 'proxyProtocol: false'],
    sameSetting: true,
    reason: 'The controller sends the PROXY protocol to the listed ports, unless it sends it to all ports.',
    source: `${TARGET_GROUP}, buildTargetGroupAttributes`,
  },
  ...['', '.{port}'].map((suffix): IneffectiveOption => ({
    providers: ['aws-load-balancer-controller'],
    annotation: `${ATTRIBUTES}${suffix}`,
    values: '`proxy_protocol_v2.enabled=true`',
    when: value => isTrue(attributeOf(value, 'proxy_protocol_v2.enabled')),
    options: ['proxyProtocol: false'],
    reason: 'The attribute makes the load balancer send the PROXY protocol.',
    source: `${TARGET_GROUP}, buildTargetGroupAttributes`,
  })),
  ...['', '.{port}'].map((suffix): IneffectiveOption => ({
    providers: ['aws-load-balancer-controller'],
    annotation: `${ATTRIBUTES}${suffix}`,
    values: '`load_balancing.cross_zone.enabled=true` or `false`',
    when: value => ['true', 'false'].includes(attributeOf(value, 'load_balancing.cross_zone.enabled') ?? ''),
    options: ['crossZone: true', 'crossZone: false'],
    reason: 'The attribute of a target group overrides that of the load balancer.',
    source: `${TARGET_GROUP}, buildTargetGroupAttributes; https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html`,
  })),
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}ssl-cert`,
    values: 'a certificate for at least one TCP port',
    when: (value, request) => entriesOf(value).length > 0 && hasTlsPort(request),
    options: ['idleTimeout'],
    reason: 'The ports with TLS have no listener for TCP, and the idle timeout of a TLS listener is 350 seconds and cannot be changed.',
    source: `${LBC}model_build_listener.go, buildListenerSpec and buildListenerAttributes`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}eip-allocations`,
    values: 'any',
    options: ['internal: true'],
    reason: 'Only a public load balancer has Elastic IPs: the controller reports an error and creates nothing.',
    source: `${LOAD_BALANCER}, buildLoadBalancerSubnetMappings`,
  },
  {
    providers: ['aws-load-balancer-controller'],
    annotation: `${AWS}private-ipv4-addresses`,
    values: 'any',
    options: ['internal: false'],
    reason: 'Only an internal load balancer has private addresses: the controller reports an error and creates nothing.',
    source: `${LOAD_BALANCER}, buildLoadBalancerSubnetMappings`,
  },
  {
    providers: ['aks'],
    annotation: `${AZURE}allowed-ip-ranges`,
    values: 'any',
    options: ['sourceRanges'],
    sameSetting: true,
    reason: 'AKS reports an error and updates no security rule.',
    source: `${CLOUD_PROVIDER_AZURE}loadbalancer/accesscontrol.go, NewAccessControl`,
  },
  {
    providers: ['aks'],
    annotation: `${AZURE}allowed-service-tags`,
    values: 'any',
    options: ['sourceRanges'],
    reason: `The nodes drop the traffic of clients that only the tags allow. Set the ranges in the annotation ${AZURE}allowed-ip-ranges instead.`,
    source: `${CLOUD_PROVIDER_AZURE}loadbalancer/accesscontrol.go, NewAccessControl; content/en/topics/loadbalancer.md of the branch documentation`,
  },
  {
    providers: ['aks'],
    annotation: `${AZURE}disable-load-balancer-nsg-rule`,
    values: '`"true"`',
    when: value => value.toLowerCase() === 'true',
    options: ['sourceRanges'],
    reason: 'AKS then writes no rule of the network security group for the Service.',
    source: `${CLOUD_PROVIDER_AZURE}azure_loadbalancer.go, reconcileSecurityGroup`,
  },
  ...['pip-name', 'pip-name-ipv6', 'pip-prefix-id', 'pip-prefix-id-ipv6'].map((name): IneffectiveOption => ({
    providers: ['aks'],
    annotation: `${AZURE}${name}`,
    values: 'any, if the load balancer is public',
    when: (value, request) => value !== '' && !isInternalOnAks(request),
    options: ['addresses', 'loadBalancerIp', ...name.startsWith('pip-name') ? ['addressPool' as const] : []],
    sameSetting: true,
    reason: 'AKS prefers names to prefixes, and prefixes to addresses.',
    source: `${CLOUD_PROVIDER_AZURE}azure_loadbalancer.go, determinePublicIPName`,
  })),
  ...['ipv4', 'ipv6'].map((family): IneffectiveOption => ({
    providers: ['aks'],
    annotation: `${AZURE}load-balancer-${family}`,
    values: 'any',
    when: value => value !== '',
    options: ['loadBalancerIp'],
    sameSetting: true,
    reason: 'AKS prefers the annotation.',
    source: `${CLOUD_PROVIDER_AZURE}azure_utils.go, getServiceLoadBalancerIP`,
  })),
  ...['no_lb_rule', 'no_probe_rule'].map((name): IneffectiveOption => ({
    providers: ['aks'],
    annotation: `${PREFIX}port_{port}_${name}`,
    values: '`"true"` for every TCP port',
    when: (_, request) => request.ports.length > 0 && request.ports.every(({ servicePort }) => isUnprobed(request, servicePort)),
    options: ['healthCheck'],
    reason: 'No port then has a health probe.',
    source: `${CLOUD_PROVIDER_AZURE}azure_loadbalancer.go, getExpectedLBRules`,
  })),
  {
    providers: ['gke'],
    annotation: 'networking.gke.io/load-balancer-ip-addresses',
    values: 'any',
    when: value => entriesOf(value).length > 0,
    options: ['addresses', 'loadBalancerIp'],
    sameSetting: true,
    reason: 'GKE prefers the annotation.',
    source: `${INGRESS_GCE}annotations/l4_static_address.go; ${INGRESS_GCE}address/to_use.go`,
  },
  ...['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs'].map((annotation): IneffectiveOption => ({
    providers: ['metallb'],
    annotation,
    values: 'any',
    when: value => value !== '',
    options: ['loadBalancerIp'],
    sameSetting: true,
    reason: 'MetalLB reports an error and allocates no address.',
    source: 'metallb/metallb v0.16.1, controller/service.go, getDesiredLbIPs',
  })),
  {
    providers: ['aws', 'aws-load-balancer-controller', 'gke', 'aks', 'metallb', 'custom'],
    annotation: SOURCE_RANGES,
    values: 'any',
    options: ['sourceRanges'],
    sameSetting: true,
    reason: 'Providers ignore the annotation if the option is set, and AKS reports an error.',
    source: `${LBC}model_build_managed_sg.go; ${INGRESS_GCE}utils/sourceranges.go; ${CLOUD_PROVIDER_AZURE}loadbalancer/accesscontrol.go, NewAccessControl; `
      + 'GetLoadBalancerSourceRanges in k8s.io/cloud-provider v0.37.2, service/helpers/helper.go',
  },
];

/** Whether the targets of the AWS Load Balancer Controller see the addresses of clients at TCP ports (buildPreserveClientIPFlag). */
function preservesClientAddress(annotations: Readonly<Record<string, string>>): boolean {
  const set = Object.keys(annotations).filter(key => key === ATTRIBUTES || key.startsWith(`${ATTRIBUTES}.`))
    .map(key => attributeOf(annotations[key], 'preserve_client_ip.enabled')).filter(value => value !== undefined);
  const hasPodTargets = annotations[`${AWS}nlb-target-type`] === 'ip' || annotations[`${AWS}type`] === 'nlb-ip';
  return set.length > 0 ? set.every(isTrue) : !hasPodTargets;
}

/** Whether the annotations of the AWS Load Balancer Controller make a TCP port a port with TLS. */
function hasTlsPort({ annotations, ports }: LoadBalancerRequest): boolean {
  const listed = entriesOf(annotations[`${AWS}ssl-ports`]);
  return ports.some(({ name, servicePort }) => listed.length === 0 || listed.includes(name) || listed.includes(String(servicePort)));
}

function isInternalOnAks({ options, annotations }: LoadBalancerRequest): boolean {
  return options.internal ?? annotations[`${AZURE}load-balancer-internal`] === 'true';
}

function isUnprobed({ annotations }: LoadBalancerRequest, port: number): boolean {
  return ['no_lb_rule', 'no_probe_rule'].some(name => annotations[`${PREFIX}port_${port}_${name}`]?.toLowerCase() === 'true');
}
