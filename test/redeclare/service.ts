import { Duration } from 'cdk8s';
import { withoutUndefined, type Fields } from './fields';
import { Exposure, type LoadBalancerOptions, type MetadataOptions } from '../../lib';
import type { Document } from '../support';

const DEFAULT_AFFINITY_TIMEOUT = 10800;

/** Metadata that identifies an object, or that the cluster writes. */
const OF_THE_CLUSTER = ['name', 'namespace', 'creationTimestamp', 'generation', 'resourceVersion', 'uid', 'managedFields', 'selfLink'];

/** Reads a Service, apart from its ports and its selector. */
export function readService(service: Fields, nodePorts: Record<string, number>): { exposure: Exposure; serviceMetadata?: MetadataOptions } {
  service.expect('apiVersion', 'v1');
  service.expect('kind', 'Service');
  service.read('status');
  const serviceMetadata = service.readObject('metadata', readMetadata);
  return { exposure: service.readObject('spec', spec => readExposure(spec, nodePorts))!, ...withoutUndefined({ serviceMetadata }) };
}

/** Reads labels and annotations of an object, apart from those that a cluster writes. */
export function readMetadata(metadata: Fields): MetadataOptions | undefined {
  OF_THE_CLUSTER.forEach(name => metadata.read(name));
  const found = withoutUndefined({ labels: texts(metadata.read('labels')), annotations: texts(metadata.read('annotations')) });
  return Object.keys(found).length > 0 ? found : undefined;
}

function texts(map: Document | undefined): Record<string, string> | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value ?? '')]));
}

function readExposure(spec: Fields, nodePorts: Record<string, number>): Exposure {
  ['ports', 'selector'].forEach(name => spec.read(name));
  const clusterIp = spec.read<string>('clusterIP') || undefined;
  const clusterIps = spec.read<string[]>('clusterIPs') ?? (clusterIp && [clusterIp]);
  const type = clusterIp === 'None' ? 'Headless' : spec.read<string>('type') ?? 'ClusterIP';
  spec.read('type');
  const timeout = spec.readObject('sessionAffinityConfig', config => config.readObject('clientIP', ip => ip.read<number>('timeoutSeconds')));
  const externalIps = spec.read<string[]>('externalIPs');
  const options = withoutUndefined<LoadBalancerOptions>({
    clusterIps: clusterIps && type !== 'Headless' ? clusterIps : undefined,
    ipFamilies: spec.read('ipFamilies'),
    ipFamilyPolicy: spec.read('ipFamilyPolicy'),
    publishNotReadyAddresses: spec.read('publishNotReadyAddresses') || undefined,
    sessionAffinityTimeout: spec.read('sessionAffinity') === 'ClientIP' ? Duration.seconds(timeout ?? DEFAULT_AFFINITY_TIMEOUT) : undefined,
    internalTrafficPolicy: spec.read('internalTrafficPolicy'),
    externalTrafficPolicy: spec.read('externalTrafficPolicy'),
    trafficDistribution: spec.read('trafficDistribution'),
    externalIps: externalIps && { addresses: externalIps, justification: 'the existing manifest has these addresses' },
    nodePorts: Object.keys(nodePorts).length > 0 ? nodePorts : undefined,
    sourceRanges: spec.read('loadBalancerSourceRanges'),
    loadBalancerClass: spec.read('loadBalancerClass'),
    loadBalancerIp: spec.read('loadBalancerIP') || undefined,
    allocateLoadBalancerNodePorts: spec.read('allocateLoadBalancerNodePorts'),
    healthCheckNodePort: spec.read('healthCheckNodePort'),
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
      return Exposure.clusterIp(options);
  }
}
