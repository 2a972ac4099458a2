import { familyOf, IpFamily } from '../../cluster/ip-family';
import { TrafficPolicy } from '../../exposure/exposure';
import type { Port } from '../../port/port';
import { isIPv6 } from '../../rules/address-checks';
import { hidden } from '../../rules/show';
import { requiresInternal, secondsOutsideOf, secondsText, thresholdWithin } from '../mapping/limits';
import { always, annotation, overHttp, type LoadBalancerRequest, type Mapping, type Provider } from '../mapping/mapping';
import { sharedPorts, udpPort } from '../mapping/protocols';
import { onlyArns, reencryption, tlsPortNumbers } from '../mapping/tls';

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';
const DOCUMENT = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/';
const NLB = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/';
const IDLE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html';
/** Source code, as of version 3.5.0. */
const TARGET_GROUPS = 'pkg/service/model_build_target_group.go of kubernetes-sigs/aws-load-balancer-controller';
const LISTENERS = 'pkg/service/model_build_listener.go of kubernetes-sigs/aws-load-balancer-controller';
const CHECKS = `buildTargetGroupHealthCheckPort in ${TARGET_GROUPS}`;
const LISTENER_PROTOCOLS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html';

const CLASS = 'service.k8s.aws/nlb';
const TYPE = `${PREFIX}type`;
const TARGET = `${PREFIX}nlb-target-type`;
const CHECKED_PORT = `${PREFIX}healthcheck-port`;
const ADDRESS_TYPE = `${PREFIX}ip-address-type`;
const SOURCE_NAT = `${PREFIX}enable-prefix-for-ipv6-source-nat`;

const PROTOCOL = annotation(`${PREFIX}healthcheck-protocol`, DOCUMENT, ({ protocol }) => protocol!.toLowerCase());

/** The AWS Load Balancer Controller, which creates Network Load Balancers. @internal */
export const AWS_LOAD_BALANCER_CONTROLLER: Provider = {
  title: 'AWS Load Balancer Controller',
  healthCheck: { interval: 10, failures: 3 },
  replacesClientAddress: false,
  opensOtherFamily: false, // a security group admits only what its rules allow
  sendsToPods,
  scheme: {
    byDefault: 'the private network',
    annotations: { [`${PREFIX}scheme`]: ['internal', 'internet-facing'], [`${PREFIX}internal`]: ['true', 'false'] },
    source: 'buildLoadBalancerScheme in pkg/service/model_build_load_balancer.go of kubernetes-sigs/aws-load-balancer-controller v3.5.0',
  },
  refusesField: {
    // no file of pkg/ and controllers/ of kubernetes-sigs/aws-load-balancer-controller v3.5.0 reads spec.loadBalancerIP or spec.sessionAffinity
    loadBalancerIp: () => 'The controller ignores it. Set addresses or addressNames, or remove this setting.',
    sessionAffinityTimeout: ({ annotations }) => sendsToPods(annotations)
      ? 'The controller ignores it, and no node forwards the connections, because pods are the targets. Remove this setting, or use nodes as targets.' : undefined,
    // buildCIDRsFromSourceRanges in pkg/service/model_build_managed_sg.go reports an error, and the controller creates nothing
    sourceRanges: ({ options, families, annotations }) => options.sourceRanges!.some(range => familyOf(range) === IpFamily.IPV6) && !families.includes(IpFamily.IPV6) && annotations[ADDRESS_TYPE] !== 'dualstack'
      ? `The load balancer has only IPv4 addresses. Remove the IPv6 ranges, or set the annotation ${ADDRESS_TYPE}: dualstack.` : undefined,
  },
  conflict: ({ options, annotations }) => {
    // if a class is set, the controller reads only the class
    const fix = annotations[TYPE] === undefined || options.loadBalancerClass !== undefined ? undefined : typeConflict(annotations);
    return fix === undefined ? undefined : { annotation: TYPE, value: hidden(annotations[TYPE]), fix };
  },
  spec: ({ options, annotations }) => options.loadBalancerClass === undefined && annotations[TYPE] === undefined ? { loadBalancerClass: CLASS } : {},
  isOther: ({ options: { loadBalancerClass }, annotations }) => loadBalancerClass === undefined
    ? annotations[TYPE] !== undefined && typeConflict(annotations) !== undefined : loadBalancerClass !== CLASS,
  protocols: {
    // the default check connects to the port that receives the traffic over TCP (defaultHealthCheckProtocol in model_builder.go), which nobody answers
    'UDP': {
      ...always(`${DOCUMENT}; ${TARGET_GROUPS}`, [], 'with nodes as targets and `externalTrafficPolicy: LOCAL`, or with the annotation `…/aws-load-balancer-healthcheck-port`'),
      refuse: udpCheck,
    },
    // written by checkOfUdp, because it depends on the numbers of the ports
    'TCP and UDP': { ...always(`${DOCUMENT}; ${TARGET_GROUPS}`), writes: [CHECKED_PORT], note: 'the first TCP port, not with `externalTrafficPolicy: LOCAL` and nodes as targets' },
    // without the annotation, the controller creates a listener only for the first of the two ports
    'TCP and UDP with one number': annotation(`${PREFIX}enable-tcp-udp-listener`, `${DOCUMENT}; ${LISTENERS}`, () => 'true', {
      note: 'not with `tls`', refuse: oneListener,
    }),
    'SCTP': { instead: 'A Network Load Balancer has no SCTP listeners. Use another protocol, or leave the Service to another controller by its loadBalancerClass.', source: LISTENER_PROTOCOLS },
  },
  defaults: request => ({ ...addressType(request), ...checkOfUdp(request) }),
  refuseFamilies: ({ serviceFamilies: { certain, possible }, annotations }) => {
    if (annotations[ADDRESS_TYPE] !== undefined) {
      // "unsupported IPv6 configuration, lb not dual-stack" in model_build_target_group.go
      return certain.includes(IpFamily.IPV6) && annotations[ADDRESS_TYPE] !== 'dualstack'
        ? `Set the annotation ${ADDRESS_TYPE} in serviceMetadata to 'dualstack', or remove it.` : undefined;
    }
    return possible.includes(IpFamily.IPV6)
      ? `Only the cluster determines whether the Service has IPv6, which the load balancer must know. Set both families in ClusterProfile's ipFamilies, use IpFamilyPolicy.REQUIRE_DUAL_STACK or SINGLE_STACK, or set the annotation ${ADDRESS_TYPE} in serviceMetadata.` : undefined;
  },
  // "unable to support instance target type with an unallocated NodePort" in model_build_target_group.go
  refuseWithoutNodePorts: ({ annotations }) => sendsToPods(annotations)
    ? undefined : `The load balancer sends traffic to node ports. Remove allocateLoadBalancerNodePorts, or set the annotation ${TARGET}: ip in serviceMetadata, which makes pods the targets.`,
  // resolvePodEndpointsWithEndpointsData in pkg/backend/endpoint_resolver.go skips endpoints whose targetRef is not a pod
  refuseOutside: ({ annotations }) => sendsToPods(annotations) ? `The annotation ${annotations[TARGET] === 'ip' ? `${TARGET}: ip` : TYPE} makes pods the targets. Remove it, so that nodes are the targets.` : undefined,
  checksPodsOfLocal: ({ annotations }) => sendsToPods(annotations), // buildTargetGroupHealthCheckConfig in model_build_target_group.go
  sharing: {
    fix: 'The addresses of a Network Load Balancer belong to one Service. Use another address.', // https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1608
    group: () => undefined,
  },
  mappings: {
    'internal: true': annotation(`${PREFIX}scheme`, DOCUMENT, () => 'internal', { others: [`${PREFIX}internal`] }),
    'internal: false': annotation(`${PREFIX}scheme`, DOCUMENT, () => 'internet-facing', { others: [`${PREFIX}internal`] }),
    'addresses': annotation(`${PREFIX}private-ipv4-addresses`, DOCUMENT, ({ options }) => options.addresses!.join(','), {
      note: 'IPv4, with `internal: true`, one for each subnet',
      refuse: request => requiresInternal(true, 'Only an internal load balancer has private addresses.')(request)
        ?? (request.options.addresses!.some(isIPv6) ? `Set IPv6 addresses in the annotation ${PREFIX}ipv6-addresses.` : undefined)
        ?? onePerSubnet(request, request.options.addresses!),
    }),
    'addressNames': annotation(`${PREFIX}eip-allocations`, DOCUMENT, ({ options }) => options.addressNames!.join(','), {
      note: 'with `internal: false`, one for each subnet',
      refuse: request => requiresInternal(false, 'Only a public load balancer has Elastic IPs.')(request) ?? onePerSubnet(request, request.options.addressNames!),
    }),
    'addressPool': { instead: 'AWS allocates addresses from subnets. Set subnets, or remove this setting.', source: DOCUMENT },
    'subnets': annotation(`${PREFIX}subnets`, DOCUMENT, ({ options }) => options.subnets!.join(',')),
    'tls': {
      writes: [`${PREFIX}ssl-cert`, `${PREFIX}ssl-ports`, `${PREFIX}backend-protocol`],
      source: DOCUMENT,
      refuse: request => onlyArns(request) ?? reencryption(request).fix,
      write: request => ({
        annotations: {
          [`${PREFIX}ssl-cert`]: request.options.tls!.certificates.join(','),
          ...request.options.tls!.ports && { [`${PREFIX}ssl-ports`]: tlsPortNumbers(request) },
          ...reencryption(request).needed && { [`${PREFIX}backend-protocol`]: 'ssl' },
        },
      }),
    },
    'tls.policy': annotation(`${PREFIX}ssl-negotiation-policy`, DOCUMENT, ({ options }) => options.tls!.policy!),
    'proxyProtocol: true': annotation(`${PREFIX}proxy-protocol`, `${DOCUMENT}; ${NLB}`, () => '*', {
      note: 'with nodes as targets, not with `externalTrafficPolicy: LOCAL`',
      refuse: request => request.options.externalTrafficPolicy === TrafficPolicy.LOCAL && !sendsToPods(request.annotations)
        ? `The health check port of nodes does not understand the PROXY protocol. Use TrafficPolicy.CLUSTER, or set the annotation ${TARGET}: ip, which makes pods the targets.` : undefined,
    }),
    'proxyProtocol: false': always(DOCUMENT, [`${PREFIX}proxy-protocol`]),
    'idleTimeout': {
      writes: [`${PREFIX}listener-attributes.TCP-{port}`, `${PREFIX}listener-attributes.TCP_UDP-{port}`],
      note: '60 to 6000 s, not with `tls`',
      source: `${DOCUMENT}; ${LISTENERS}; ${IDLE}`,
      refuse: ({ options, tlsPorts }) => tlsPorts.length > 0
        ? 'The idle timeout of a TLS listener is 350 seconds and cannot be changed. Remove this setting, or terminate TLS in the pods.'
        : secondsOutsideOf(options.idleTimeout, 60, 6000),
      // AWS accepts the attribute for TCP_UDP as well: https://github.com/hashicorp/terraform-provider-aws/issues/50100
      write: ({ options, ports, allPorts }) => ({
        annotations: Object.fromEntries(ports.map(({ servicePort }) => [
          `${PREFIX}listener-attributes.${udpPort(allPorts, servicePort) ? 'TCP_UDP' : 'TCP'}-${servicePort}`,
          `tcp.idle_timeout.seconds=${secondsText(options.idleTimeout)}`,
        ])),
      }),
    },
    'crossZone: true': crossZone(true),
    'crossZone: false': crossZone(false),
    'healthCheck.protocol': PROTOCOL,
    'healthCheck.path': overHttp(annotation(`${PREFIX}healthcheck-path`, DOCUMENT, ({ options }) => options.healthCheck!.path!), PROTOCOL),
    'healthCheck.port': annotation(CHECKED_PORT, `${DOCUMENT}; ${CHECKS}`, request => (
      checkedPort(request, request.ports.find(({ name }) => name === request.options.healthCheck!.port)!)
    )),
    'healthCheck.interval': annotation(`${PREFIX}healthcheck-interval`, DOCUMENT, ({ options }) => secondsText(options.healthCheck!.interval), {
      note: '5 to 300 s', refuse: ({ options }) => secondsOutsideOf(options.healthCheck!.interval, 5, 300),
    }),
    'healthCheck.healthyThreshold': annotation(
      `${PREFIX}healthcheck-healthy-threshold`, DOCUMENT, ({ options }) => String(options.healthCheck!.healthyThreshold),
      { note: '2 to 10', refuse: thresholdWithin('healthyThreshold', 2, 10) },
    ),
    'healthCheck.unhealthyThreshold': annotation(
      `${PREFIX}healthcheck-unhealthy-threshold`, DOCUMENT, ({ options }) => String(options.healthCheck!.unhealthyThreshold),
      { note: '2 to 10', refuse: thresholdWithin('unhealthyThreshold', 2, 10) },
    ),
  },
};

/**
 * Why the controller does not handle a Service with a type annotation and without a class, if it does not: it reads the type 'external' only
 * together with the kind of targets (checkAWSLoadBalancerTypeAnnotation in pkg/service/service_utils.go of v3.5.0).
 */
function typeConflict(annotations: Readonly<Record<string, string>>): string | undefined {
  if (annotations[TYPE] === 'nlb-ip' || (annotations[TYPE] === 'external' && ['ip', 'instance'].includes(annotations[TARGET]))) {
    return undefined;
  }
  return annotations[TYPE] === 'external'
    ? `No controller handles a Service of this type without the kind of targets. Remove the annotation, or set the annotation ${TARGET} to 'instance' or 'ip' as well.`
    : "This value leaves the Service to the cloud controller manager. Remove the annotation, use the value 'external', or set ClusterProfile's loadBalancerProvider to LoadBalancerProvider.AWS.";
}

function crossZone(enabled: boolean): Mapping {
  return annotation(`${PREFIX}attributes`, DOCUMENT, () => `load_balancing.cross_zone.enabled=${enabled}`, {
    others: [`${PREFIX}cross-zone-load-balancing-enabled`],
  });
}

function onePerSubnet({ options }: LoadBalancerRequest, addresses: readonly string[]): string | undefined {
  return options.subnets !== undefined && options.subnets.length !== addresses.length
    ? `Use one for each of the ${options.subnets.length} subnets, in the same order.` : undefined;
}

/**
 * The port of health checks. With nodes as targets it is the name of the port, which stands for its node port, or the port that receives the traffic if the
 * only port has no name. With pods as targets it is a number, because the controller does not resolve a named target port.
 */
function checkedPort({ annotations }: LoadBalancerRequest, port: Port): string {
  return sendsToPods(annotations) ? String(port.number) : port._serviceName ?? 'traffic-port';
}

/** Whether the targets of the load balancer are pods; they are nodes by default. */
function sendsToPods(annotations: Readonly<Record<string, string>>): boolean {
  return annotations[TARGET] === 'ip' || annotations[TYPE] === 'nlb-ip';
}

/** Whether health checks test if nodes have ready pods, over HTTP (buildTargetGroupHealthCheckConfig in model_build_target_group.go). */
function checksNodes({ options, annotations }: LoadBalancerRequest): boolean {
  return options.externalTrafficPolicy === TrafficPolicy.LOCAL && !sendsToPods(annotations);
}

function udpCheck(request: LoadBalancerRequest): string | undefined {
  if (checksNodes(request) || request.annotations[CHECKED_PORT] !== undefined) {
    return undefined;
  }
  const others = sendsToPods(request.annotations) ? '' : ', or externalTrafficPolicy: TrafficPolicy.LOCAL';
  return `The health check connects over TCP, which no UDP port accepts. Expose a TCP port as well, or set the annotation ${CHECKED_PORT} in serviceMetadata${others}.`;
}

/**
 * The health check of UDP ports whose number no TCP port has: a TCP port. All ports of a Service have the same setting
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2144).
 */
function checkOfUdp(request: LoadBalancerRequest): Readonly<Record<string, string>> {
  const { ports, allPorts, options } = request;
  const unchecked = allPorts.some(({ protocol, servicePort }) => protocol === 'UDP' && !ports.some(tcp => tcp.servicePort === servicePort));
  const isSet = options.healthCheck?.port !== undefined || checksNodes(request);
  return unchecked && ports.length > 0 && !isSet ? { [CHECKED_PORT]: checkedPort(request, ports[0]) } : {};
}

/** The type of the load balancer's addresses: IPv4 by default, even in a cluster with IPv6 (buildTargetGroupIPAddressType in model_build_target_group.go). */
function addressType({ annotations, serviceFamilies, allPorts }: LoadBalancerRequest): Readonly<Record<string, string>> {
  const dualStack = annotations[ADDRESS_TYPE] === undefined ? serviceFamilies.certain.includes(IpFamily.IPV6) : annotations[ADDRESS_TYPE] === 'dualstack';
  return {
    ...dualStack && { [ADDRESS_TYPE]: 'dualstack' },
    // a condition of AWS for UDP, which the controller does not check
    ...dualStack && allPorts.some(({ protocol }) => protocol === 'UDP') && { [SOURCE_NAT]: 'on' },
  };
}

/** Refuses ports for which one listener for TCP and UDP does not work: it has no certificate, and the targets of the first of the two ports. */
function oneListener({ options: { nodePorts = {} }, allPorts, tlsPorts, annotations }: LoadBalancerRequest): string | undefined {
  for (const tcp of sharedPorts(allPorts)) {
    const udp = udpPort(allPorts, tcp.servicePort)!;
    const ports = `The ports '${tcp.name}' and '${udp.name}' have one listener`;
    if (tlsPorts.includes(tcp)) {
      return `${ports}, which has no certificate. List other ports in tls.ports, or use different numbers.`;
    }
    if (sendsToPods(annotations) && tcp.number !== udp.number) {
      return `${ports}, which sends the traffic to one port of the pods. Use the same port of the pods, or different servicePort numbers.`;
    }
    const [tcpNodePort, udpNodePort] = [tcp, udp].map(({ name }) => nodePorts[name]);
    if (!sendsToPods(annotations) && tcpNodePort !== undefined && udpNodePort !== undefined && tcpNodePort !== udpNodePort) {
      return `${ports}, which sends the traffic to one node port. Use the same node port for both.`;
    }
  }
  return undefined;
}
