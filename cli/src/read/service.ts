import type { LoadBalancerOptions } from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import { readMetadata, type Metadata } from './metadata';
import { Exposure } from '../code/library';

const DEFAULT_AFFINITY_TIMEOUT = 10800;

/** Reads a Service, apart from its ports and its selector. */
export function readService(service: Fields, nodePorts: Record<string, number>): { exposure?: Exposure; serviceMetadata?: Metadata } {
  service.expect('apiVersion', 'v1');
  service.expect('kind', 'Service');
  service.read('status');
  const isDump = service.read('metadata')?.uid !== undefined;
  const serviceMetadata = service.readObject('metadata', readMetadata);
  return withoutUndefined({ exposure: service.readObject('spec', spec => readExposure(spec, nodePorts, isDump)), serviceMetadata });
}

function readExposure(spec: Fields, nodePorts: Record<string, number>, isDump: boolean): Exposure | undefined {
  ['ports', 'selector'].forEach(name => spec.read(name));
  const clusterIp = spec.read<string>('clusterIP') || undefined;
  const ips = spec.readTexts('clusterIPs') ?? (clusterIp && [clusterIp]);
  const type = clusterIp === 'None' ? 'Headless' : spec.read<string>('type') ?? 'ClusterIP';
  spec.read('type');
  const timeout = spec.readObject('sessionAffinityConfig', config => config.readObject('clientIP', ip => ip.readNumber('timeoutSeconds')));
  const externalIps = spec.readTexts('externalIPs');
  const hasAffinity = spec.read('sessionAffinity') === 'ClientIP';
  const options = withoutUndefined<LoadBalancerOptions>({
    clusterIps: ips && type !== 'Headless' && !isDump ? ips : undefined,
    ...readFamilies(spec, isDump),
    publishNotReadyAddresses: spec.read('publishNotReadyAddresses') || undefined,
    sessionAffinityTimeout: hasAffinity ? duration(timeout ?? DEFAULT_AFFINITY_TIMEOUT) : undefined,
    internalTrafficPolicy: spec.readMember('internalTrafficPolicy', 'TrafficPolicy', 'Cluster'),
    externalTrafficPolicy: spec.readMember('externalTrafficPolicy', 'TrafficPolicy', 'Cluster'),
    trafficDistribution: spec.readMember('trafficDistribution', 'TrafficDistribution'),
    externalIps: externalIps?.length ? { addresses: externalIps, justification: 'the existing manifest has these addresses' } : undefined,
    // A load balancer uses the ports that a cluster has chosen. Clients may use those of a Service of type NodePort.
    nodePorts: isDump && type === 'LoadBalancer' ? undefined : unlessEmpty(nodePorts),
    sourceRanges: spec.readTexts('loadBalancerSourceRanges'),
    loadBalancerClass: spec.read('loadBalancerClass'),
    loadBalancerIp: spec.read('loadBalancerIP') || undefined,
    allocateLoadBalancerNodePorts: readAllocation(spec, isDump),
    healthCheckNodePort: isDump ? void spec.read('healthCheckNodePort') : spec.readNumber('healthCheckNodePort') || undefined,
  });
  switch (type) {
    case 'Headless':
      return Exposure.headless(options);
    case 'NodePort':
      return Exposure.nodePort(options);
    case 'LoadBalancer':
      return Exposure.loadBalancer(options);
    default:
      spec.expect('type', 'ClusterIP');
      return unlessEmpty(options) && Exposure.clusterIp(options);
  }
}

/** The family that a cluster chooses for a Service of one family is not written. */
function readFamilies(spec: Fields, isDump: boolean): Pick<LoadBalancerOptions, 'ipFamilies' | 'ipFamilyPolicy'> {
  const policy = spec.readMember('ipFamilyPolicy', 'IpFamilyPolicy');
  const ipFamilies = spec.readMembers('ipFamilies', 'IpFamily');
  const isChosen = isDump && (spec.read('ipFamilyPolicy') ?? 'SingleStack') === 'SingleStack';
  return isChosen ? {} : { ipFamilies, ipFamilyPolicy: policy };
}

/** A cluster adds `true`, the default of Kubernetes. */
function readAllocation(spec: Fields, isDump: boolean): boolean | undefined {
  const allocates = spec.read<boolean>('allocateLoadBalancerNodePorts');
  return allocates && isDump ? undefined : allocates;
}
