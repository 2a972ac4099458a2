import { headless, loadBalancer, service, servicePort } from './builders';
import { inCluster, refused, refusedWithMessage, since, hazard, hazardWithWarning, type Documents } from './table';

const TYPES = 'docs/concepts/services-networking/service/#publishing-services-service-types';
const WARNINGS = 'GetWarningsForService in pkg/api/service/warnings.go';
const nodePort = (number: unknown, more: object = {}) => servicePort({ nodePort: number, ...more }, { type: 'NodePort' });
const twoNodePorts = (...ports: object[]) => service({ type: 'NodePort', ports: ports.map((port, index) => ({ name: `p${index}`, port: 80 + index, ...port })) });
const DUAL = { serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'] };

/** Documents for the rules on exposures. */
export const EXPOSURE_DOCUMENTS: Documents = {
  'exposure-option': {
    refused: [
      refused('spec.ports[0].nodePort', servicePort({ nodePort: 30080 })),
      refused('spec.ports[0].nodePort', servicePort({ nodePort: 30080 }, { clusterIP: 'None' })),
    ],
  },
  'unknown-option': {
    refused: [
      refused('spec.LoadBalancerSourceRanges', service({ loadBalancerSourceRanges: ['10.0.0.0/8'] })),
      refused('spec.loadBalancerClass', service({ type: 'NodePort', loadBalancerClass: 'example.com/nlb' })),
      refused('spec.allocateLoadBalancerNodePorts', service({ allocateLoadBalancerNodePorts: false })),
      refused('spec.externalTrafficPolicy', service({ externalTrafficPolicy: 'Local' })),
      refused('spec.healthCheckNodePort', service({ type: 'NodePort', healthCheckNodePort: 31000 })),
    ],
    hazards: [
      hazard('spec.loadBalancerIP', TYPES, service({ loadBalancerIP: '203.0.113.7' })),
      since('1.34', hazardWithWarning('spec.externalIPs', WARNINGS, 'ignored for headless', headless({ externalIPs: ['203.0.113.7'] }))),
      since('1.34', hazardWithWarning('spec.sessionAffinity', WARNINGS, 'ignored for headless', headless({ sessionAffinity: 'ClientIP' }))),
      hazard('spec.internalTrafficPolicy', TYPES, headless({ internalTrafficPolicy: 'Local' })),
      hazard('spec.trafficDistribution', TYPES, headless({ trafficDistribution: 'PreferClose' })),
    ],
  },
  'service-pod-selector': {
    hazards: [hazard('spec.selector', 'docs/concepts/services-networking/service/#services-without-selectors', service({ selector: {} }))],
  },
  'node-port': {
    refused: [
      refused('spec.ports[0].nodePort', nodePort(8080)),
      refused('spec.ports[0].nodePort', nodePort(-1)),
      refused('spec.ports.nodePort', nodePort(30080.5)),
      inCluster({ nodePortRange: '31000-31999' }, refused('spec.ports[0].nodePort', nodePort(30080))),
      refusedWithMessage('not in the valid range', loadBalancer({ externalTrafficPolicy: 'Local', healthCheckNodePort: 70000 })),
    ],
    hazards: [
      hazard('spec.ports[0].nodePort', 'pkg/registry/core/service/portallocator', nodePort(0)),
      hazard('spec.healthCheckNodePort', 'pkg/registry/core/service/portallocator', loadBalancer({ externalTrafficPolicy: 'Local', healthCheckNodePort: 0 })),
    ],
  },
  'node-port-duplicate': {
    refused: [
      refused('spec.ports[1].nodePort', twoNodePorts({ nodePort: 30080 }, { nodePort: 30080 })),
      refused('spec.ports[1].nodePort', twoNodePorts({ nodePort: 30080 }, { nodePort: 30080, protocol: 'UDP' })),
      refusedWithMessage('already allocated', loadBalancer({ externalTrafficPolicy: 'Local', healthCheckNodePort: 30080, ports: [{ name: 'http', port: 80, nodePort: 30080 }] })),
    ],
  },
  'node-port-taken': {
    refused: [
      refused('spec.ports[0].nodePort', service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }, { name: 'api' }), nodePort(30080)),
    ],
  },
  'cluster-ip-taken': {
    refused: [
      refused('spec.clusterIPs', service({ clusterIP: '10.96.7.7' }, { name: 'api' }), service({ clusterIP: '10.96.7.7' })),
    ],
  },
  'node-ports-unallocated': {
    hazards: [
      hazard('spec.ports[0].nodePort', 'docs/concepts/services-networking/service/#load-balancer-nodeport-allocation',
        servicePort({ nodePort: 30080 }, { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })),
    ],
  },
  'cluster-ips': {
    refused: [
      refused('spec.clusterIPs', service({ clusterIP: '10.96.1.4', clusterIPs: ['10.96.1.4', '10.96.1.5', '10.96.1.6'] })),
      refused('spec.clusterIPs', service({ clusterIP: '10.96.1.4', clusterIPs: ['10.96.1.4', '10.96.1.5'] })),
      refused('spec.clusterIPs', service({ clusterIP: 'None', clusterIPs: ['None', '10.96.1.5'] })),
      inCluster(DUAL, refused('spec.clusterIPs[0]', service({ ipFamilies: ['IPv6'], clusterIP: '10.96.1.4' }))),
      refused('spec.clusterIPs[0]', service({ type: 'NodePort', clusterIP: 'None' })),
    ],
    hazards: [
      hazard('spec.clusterIP', 'docs/concepts/services-networking/service/#headless-services', service({ clusterIP: 'None' })),
    ],
  },
  'ip-family-policy': {
    refused: [
      inCluster(DUAL, refused('spec.ipFamilyPolicy', service({ ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }))),
      inCluster(DUAL, refused('spec.ipFamilyPolicy', service({ ipFamilyPolicy: 'SingleStack', clusterIP: '10.96.1.4', clusterIPs: ['10.96.1.4', 'fd00:10:96::4'] }))),
    ],
    hazards: [
      inCluster(DUAL, hazard('spec.ipFamilies', 'initIPFamilyFields in pkg/registry/core/service/storage/alloc.go', service({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4'] }))),
    ],
  },
  'session-affinity': {
    refused: [0, 86401, -1].map(timeoutSeconds => refused('spec.sessionAffinityConfig.clientIP.timeoutSeconds', service({
      sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } },
    }))),
  },
  'traffic-distribution-deprecated': {
    hazards: [
      since('1.34', hazard('spec.trafficDistribution', WARNINGS, service({ trafficDistribution: 'PreferClose' }))),
      since('1.35', hazardWithWarning('spec.trafficDistribution', WARNINGS, 'PreferClose', service({ trafficDistribution: 'PreferClose' }))),
    ],
  },
  'health-check-node-port': {
    refused: [
      refused('spec.healthCheckNodePort', loadBalancer({ healthCheckNodePort: 31000 })),
      refused('spec.healthCheckNodePort', loadBalancer({ healthCheckNodePort: 31000, externalTrafficPolicy: 'Cluster' })),
    ],
  },
  'load-balancer-class': {
    refused: [
      refused('spec.loadBalancerClass', loadBalancer({ loadBalancerClass: 'nlb!' })),
      refused('spec.loadBalancerClass', loadBalancer({ loadBalancerClass: 'c'.repeat(64) })),
      refused('spec.loadBalancerClass', loadBalancer({ loadBalancerClass: '' })),
    ],
  },
  'external-ips-justification': {
    hazards: [
      hazard('spec.externalIPs', 'docs/concepts/services-networking/service/#external-ips', service({ externalIPs: ['203.0.113.7'] })),
    ],
  },
  'exposure-empty-list': {
    hazards: [
      hazard('spec.loadBalancerSourceRanges', 'ValidateService in pkg/apis/core/validation/validation.go: each range of the list is checked', loadBalancer({ loadBalancerSourceRanges: [] })),
      hazard('spec.externalIPs', 'ValidateService in pkg/apis/core/validation/validation.go: each address of the list is checked', service({ externalIPs: [] })),
      hazard('spec.clusterIPs', 'patchAllocatedValues in pkg/registry/core/service/storage/storage.go: if none is set, one is allocated', service({ clusterIPs: [] })),
    ],
  },
};
