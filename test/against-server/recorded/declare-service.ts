import { isDeepStrictEqual } from 'util';
import { Duration, type Chart } from 'cdk8s';
import { readServicePort } from './declare-ports';
import { valueOf, withoutUndefined, type Fields } from './fields';
import { Backend, ExposedWorkload, Exposure, ExternalService, IpFamily, IpFamilyPolicy, type LoadBalancerOptions } from '../../../lib';

/** Default timeout in seconds that the API server sets for `sessionAffinity: ClientIP`. */
const DEFAULT_AFFINITY = 10800;

/** The selector of all cases that do not test selectors. */
const ANY_SELECTOR = { app: 'a' };

/** Reads the Service of a case, and returns a function that declares it. */
export function declareService(chart: Chart, fields: Fields, override: boolean): () => unknown {
  const { name, labels, annotations } = fields.readObject('metadata', readMetadata);
  const serviceMetadata = { labels, annotations };
  return fields.readObject('spec', spec => {
    const type = spec.read('type') || 'ClusterIP';
    const count = spec.read('ports')?.length ?? 0;
    const nodePorts: Record<string, number> = {};
    const ports = spec.readList('ports', port => {
      const declared = readServicePort(port, count);
      if (port.has('nodePort')) {
        nodePorts[declared.name] = port.read('nodePort');
      }
      return declared;
    });
    const selector = spec.read('selector');
    const options = withoutUndefined({ nodePorts: Object.keys(nodePorts).length > 0 ? nodePorts : undefined });
    if (type === 'ExternalName') {
      if (selector ?? options.nodePorts) {
        throw spec.notDeclarable('a field that no declaration can set', selector ? 'selector' : 'ports[].nodePort');
      }
      spec.expect('clusterIP', '');
      const backend = Backend.hostname(spec.read('externalName'), override ? { justification: 'reviewed' } : undefined);
      return () => new ExternalService(chart, 'declared', { name, backend, ports, serviceMetadata });
    }
    if (selector === undefined) {
      const exposure = readExposure(spec, type, options, override);
      return () => new ExternalService(chart, 'declared', { name, backend: Backend.addresses(...addressesFor(exposure)), ports, exposure, serviceMetadata });
    }
    if (!isDeepStrictEqual(selector, ANY_SELECTOR)) {
      throw spec.notDeclarable('a value that the library generates', 'selector');
    }
    const exposure = readExposure(spec, type, options, override);
    return () => new ExposedWorkload(chart, 'declared', { name, workloadName: 'dep', image: 'nginx:1', ports, exposure, serviceMetadata });
  });
}

/** Reads name, labels and annotations. */
export function readMetadata(fields: Fields) {
  return { name: fields.read('name'), labels: fields.read('labels'), annotations: fields.read('annotations') };
}

/** Addresses for the IP families of an exposure. */
function addressesFor({ _options: { ipFamilies, ipFamilyPolicy } }: Exposure): string[] {
  const dualStack = ipFamilyPolicy === IpFamilyPolicy.REQUIRE_DUAL_STACK || ipFamilyPolicy === IpFamilyPolicy.PREFER_DUAL_STACK;
  const addresses = { [IpFamily.IPV4]: '10.1.0.1', [IpFamily.IPV6]: '2001:db8::1' };
  return (ipFamilies ?? (dualStack ? Object.values(IpFamily) : [IpFamily.IPV4])).map(family => addresses[family]);
}

function readExposure(spec: Fields, type: string, nodePorts: { nodePorts?: Record<string, number> }, override: boolean): Exposure {
  const clusterIP = spec.read('clusterIP') || undefined;
  const clusterIPs = spec.read('clusterIPs');
  const headless = type === 'ClusterIP' && clusterIP === 'None' && clusterIPs === undefined;
  if (clusterIPs && clusterIP !== clusterIPs[0]) {
    throw spec.notDeclarable('a value that the library generates', 'clusterIPs');
  }
  const externalIPs = spec.read('externalIPs');
  // Includes options of other exposures, because a JavaScript program can set them
  const options: LoadBalancerOptions = withoutUndefined({
    ...nodePorts,
    clusterIps: headless ? undefined : clusterIPs ?? (clusterIP && [clusterIP]),
    ipFamilies: spec.read('ipFamilies'),
    ipFamilyPolicy: spec.read('ipFamilyPolicy'),
    publishNotReadyAddresses: spec.read('publishNotReadyAddresses'),
    sessionAffinityTimeout: readAffinity(spec),
    internalTrafficPolicy: spec.read('internalTrafficPolicy'),
    externalTrafficPolicy: spec.read('externalTrafficPolicy'),
    trafficDistribution: spec.read('trafficDistribution'),
    externalIps: externalIPs && { addresses: externalIPs, justification: override ? 'reviewed' : '' },
    sourceRanges: spec.read('loadBalancerSourceRanges'),
    loadBalancerClass: spec.read('loadBalancerClass'),
    loadBalancerIp: spec.read('loadBalancerIP'),
    allocateLoadBalancerNodePorts: spec.read('allocateLoadBalancerNodePorts'),
    healthCheckNodePort: spec.read('healthCheckNodePort'),
  });
  switch (type) {
    case 'ClusterIP': return headless ? Exposure.headless(options) : Exposure.clusterIp(options);
    case 'NodePort': return Exposure.nodePort(options);
    case 'LoadBalancer': return Exposure.loadBalancer(options);
    default: throw spec.notDeclarable('a value that types and factories exclude', 'type');
  }
}

function readAffinity(spec: Fields): Duration | undefined {
  const affinity = spec.read('sessionAffinity');
  const configured = spec.has('sessionAffinityConfig');
  const seconds = spec.readObject('sessionAffinityConfig', config => config.readObject('clientIP', client => client.read('timeoutSeconds')));
  if (affinity === 'ClientIP') {
    return valueOf('spec.sessionAffinityConfig', () => Duration.seconds(seconds ?? DEFAULT_AFFINITY));
  }
  if (configured || (affinity !== undefined && affinity !== 'None')) {
    throw spec.notDeclarable('a value that types and factories exclude', 'sessionAffinity');
  }
  return undefined;
}
