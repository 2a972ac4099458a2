import { loadBalancer, slice } from './builders';
import { hazard, type Documents } from './table';

const ANY = 'docs/concepts/overview/working-with-objects/annotations/: the API server reads no annotation of a load balancer';
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE = 'service.beta.kubernetes.io/';

const annotated = (annotations: Record<string, string>, spec: object = {}) => loadBalancer(spec, { annotations });

/** Documents for the rules on load balancers. The API server accepts all of them: only the provider checks its annotations. */
export const LOAD_BALANCER_DOCUMENTS: Documents = {
  'load-balancer-unsupported': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ 'networking.gke.io/load-balancer-tls': 'true' })),
      hazard('metadata.annotations', ANY, annotated({ 'metallb.io/health-check-path': '/healthz' })),
    ],
  },
  'load-balancer-setting': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AZURE}azure-load-balancer-tcp-idle-timeout`]: '2' })),
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}healthcheck-unhealthy-threshold`]: 'many' })),
      hazard('metadata.annotations', ANY, annotated({ 'metallb.io/loadBalancerIPs': '192.168.1.7,192.168.1.8' })),
    ],
  },
  'load-balancer-annotation': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}internal`]: 'true', [`${AWS}scheme`]: 'internet-facing' })),
    ],
  },
  'load-balancer-ineffective': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}security-groups`]: 'sg-1' }, { loadBalancerSourceRanges: ['203.0.113.0/24'] })),
      hazard('metadata.annotations', ANY, annotated({ [`${AZURE}azure-disable-load-balancer-nsg-rule`]: 'true' }, { loadBalancerSourceRanges: ['203.0.113.0/24'] })),
    ],
  },
  'load-balancer-internal': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AZURE}azure-load-balancer-internal`]: 'True' })),
      hazard('metadata.annotations', ANY, annotated({ 'networking.gke.io/load-balancer-type': 'INTERNAL' })),
    ],
  },
  'source-ranges-family': {
    hazards: [
      hazard('spec.loadBalancerSourceRanges', 'ValidateService in pkg/apis/core/validation/validation.go: does not compare ranges with the IP families',
        loadBalancer({ loadBalancerSourceRanges: ['203.0.113.0/24'], ipFamilyPolicy: 'PreferDualStack' })),
    ],
  },
  'load-balancer-port': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}ssl-ports`]: 'admin' })),
      hazard('metadata.annotations', ANY, annotated({ [`${AZURE}port_80_health-probe_port`]: 'admin' })),
    ],
  },
  'load-balancer-other-controller': {
    hazards: [
      hazard('spec.loadBalancerClass', ANY, annotated({ [`${AZURE}azure-load-balancer-internal`]: 'true' }, { loadBalancerClass: 'example.com/lb' })),
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}type`]: 'nlb', [`${AWS}proxy-protocol`]: '*' })),
    ],
  },
  'load-balancer-protocols': {
    hazards: [
      hazard('spec.ports', 'ValidateService in pkg/apis/core/validation/validation.go: several protocols are valid', loadBalancer({
        loadBalancerClass: 'service.k8s.aws/nlb', ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53, protocol: 'TCP' }],
      })),
    ],
  },
  'load-balancer-families': {
    hazards: [hazard('spec.ipFamilyPolicy', ANY, annotated({ [`${AWS}ip-address-type`]: 'ipv4' }, { ipFamilyPolicy: 'PreferDualStack' }))],
  },
  'load-balancer-node-ports': {
    hazards: [hazard('spec.allocateLoadBalancerNodePorts', ANY, annotated({ [`${AWS}nlb-target-type`]: 'instance' }, { allocateLoadBalancerNodePorts: false }))],
  },
  'load-balancer-outside': {
    hazards: [hazard('endpoints[0].targetRef', ANY, annotated({ [`${AWS}nlb-target-type`]: 'ip' }, { selector: undefined }), slice([{ addresses: ['10.20.0.11'] }]))],
  },
  'load-balancer-address-taken': {
    hazards: [
      hazard('metadata.annotations', ANY, ...['web', 'more'].map(name => loadBalancer({}, { name, annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.7' } }))),
    ],
  },
  'load-balancer-template': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ 'load-balancer.hetzner.cloud/health-check-interval': '{secs}s' })),
    ],
  },
  'load-balancer-health-check': {
    hazards: [
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}healthcheck-protocol`]: 'TCP', [`${AWS}healthcheck-path`]: '/healthz' })),
      hazard('metadata.annotations', ANY, annotated({ [`${AWS}healthcheck-port`]: 'http' }, { externalTrafficPolicy: 'Local' })),
    ],
  },
};
