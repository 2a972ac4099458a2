import { IpFamilyPolicy, type Exposure } from '../exposure/exposure';
import type { Port } from '../port/port';
import { secondsOf } from '../values/durations';

/**
 * The ServiceSpec of an exposure, without ports and selector.
 *
 * @internal
 */
export function serviceSpec(exposure: Exposure): Record<string, unknown> {
  const options = exposure._options;
  const sessionAffinity = options.sessionAffinityTimeout && {
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: secondsOf(options.sessionAffinityTimeout) } },
  };
  // without a policy, the API server defaults to one family and refuses the second
  const dualStack = options.ipFamilies?.length === 2 || options.clusterIps?.length === 2;
  return {
    type: ['NodePort', 'LoadBalancer'].includes(exposure._type) ? exposure._type : undefined,
    clusterIP: exposure._type === 'Headless' ? 'None' : options.clusterIps?.[0],
    clusterIPs: (options.clusterIps?.length ?? 0) > 1 ? options.clusterIps : undefined,
    ipFamilies: options.ipFamilies,
    ipFamilyPolicy: options.ipFamilyPolicy ?? (dualStack ? IpFamilyPolicy.PREFER_DUAL_STACK : undefined),
    publishNotReadyAddresses: options.publishNotReadyAddresses,
    ...sessionAffinity,
    internalTrafficPolicy: options.internalTrafficPolicy,
    externalTrafficPolicy: options.externalTrafficPolicy,
    trafficDistribution: options.trafficDistribution,
    externalIPs: options.externalIps?.addresses,
    loadBalancerSourceRanges: options.sourceRanges,
    loadBalancerClass: options.loadBalancerClass,
    allocateLoadBalancerNodePorts: options.allocateLoadBalancerNodePorts,
    healthCheckNodePort: options.healthCheckNodePort,
    loadBalancerIP: options.loadBalancerIp,
  };
}

/** How a Service exposes a port. */
export interface Offer {
  /** Number that clients use. */
  readonly number: number;
  /** Name of the container port, or its number if the containers are not declared here. */
  readonly target: string | number;
  readonly nodePort?: number;
  /** The `appProtocol` for the mesh of the cluster, if the port does not set one. */
  readonly appProtocol?: string;
}

/**
 * A port in a ServiceSpec.
 *
 * @internal
 */
export function servicePort(port: Port, { number, target, nodePort, appProtocol = port.appProtocol }: Offer): Record<string, unknown> {
  return {
    name: port._serviceName,
    port: number,
    targetPort: target === number ? undefined : target,
    protocol: port.protocol === 'TCP' ? undefined : port.protocol,
    appProtocol,
    nodePort,
  };
}
