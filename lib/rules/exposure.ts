import type { Rule } from './rule';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const VALIDATION = 'ValidateService in core/validation/validation.go';

/** @internal */
export const exposureRules = {
  option: {
    id: 'exposure-option',
    limit: 'an exposure must have only the options of its type: node ports belong to nodePort() and loadBalancer(), source ranges and classes to loadBalancer(), and headless() has no options of a virtual address',
    source: `${SERVICE}#publishing-services-service-types; ${VALIDATION}`,
    cases: ['C06', 'F07', 'F11', 'F28', 'F30', 'G09', 'S08', 'S11', 'S14'],
    hazard: 'The API server accepts and ignores some of these options. This rule cannot be overridden.',
  },
  nodePort: {
    id: 'node-port',
    limit: 'a node port must be an integer in the node port range of the API server',
    source: `${SERVICE}#type-nodeport; pkg/registry/core/service/portallocator`,
    cases: ['C01', 'C02', 'C03', 'C05', 'C16', 'F20', 'S12', 'S13'],
    hazard: 'The API server reads 0 as a request to allocate a node port. This rule cannot be overridden. Remove the node port to have one allocated.',
  },
  nodePortName: {
    id: 'node-port-name',
    limit: 'the keys of nodePorts must be names of ports that the Service exposes',
    source: `${SERVICE}#type-nodeport`,
    cases: [],
    hazard: 'No port of the Service would have the node port. This rule cannot be overridden.',
  },
  nodePortDuplicate: {
    id: 'node-port-duplicate',
    limit: 'a node port must belong to only one port of a Service, or to ports with the same Service port number and different protocols, and must differ from healthCheckNodePort',
    source: 'initNodePorts in pkg/registry/core/service/storage/alloc.go',
    cases: ['C09'],
  },
  nodePortTaken: {
    id: 'node-port-taken',
    limit: 'a node port must belong to only one Service of the cluster',
    source: `${SERVICE}#type-nodeport; pkg/registry/core/service/portallocator`,
    cases: [],
  },
  clusterIpTaken: {
    id: 'cluster-ip-taken',
    limit: 'a cluster IP must belong to only one Service of the cluster',
    source: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
    cases: [],
  },
  nodePortsUnallocated: {
    id: 'node-ports-unallocated',
    limit: 'a load balancer must not have nodePorts if allocateLoadBalancerNodePorts is false',
    source: `${SERVICE}#load-balancer-nodeport-allocation`,
    cases: ['F12'],
    hazard: 'The API server accepts the combination and allocates the node ports. This rule cannot be overridden. Remove allocateLoadBalancerNodePorts.',
  },
  clusterIps: {
    id: 'cluster-ips',
    limit: 'cluster IPs must be one address or one address of each IP family, in the order of ipFamilies if both options are set',
    source: `${SERVICE}#choosing-your-own-ip-address; ValidateServiceClusterIPsRelatedFields in core/validation/validation.go`,
    cases: ['C13', 'C14', 'D03', 'D04', 'D10', 'S31'],
    hazard: 'The API server accepts the value None, which makes the Service headless. This rule cannot be overridden. Use Exposure.headless().',
  },
  families: {
    id: 'ip-family-policy',
    limit: 'an IP family policy must match the families: SingleStack with one family, the other policies with both families or none',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services; initIPFamilyFields in pkg/registry/core/service/storage/alloc.go',
    cases: [],
    hazard: 'The API server accepts one family with a policy for two when the Service is created. In a cluster with two families it adds the second one, and refuses the same document when it is applied again. This rule cannot be overridden.',
  },
  sessionAffinity: {
    id: 'session-affinity',
    limit: 'the timeout of session affinity must be a whole number of seconds from 1 to 86400',
    source: `https://kubernetes.io/docs/reference/networking/virtual-ips/#session-stickiness-timeout; ${VALIDATION}`,
    cases: ['G01', 'G03', 'G04', 'G05'],
  },
  preferClose: {
    id: 'traffic-distribution-deprecated',
    limit: 'from Kubernetes 1.34 on, PreferSameZone must be used instead of PreferClose, its older name',
    source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution; GetWarningsForService in pkg/api/service/warnings.go',
    cases: ['F24'],
    hazard: 'The API server accepts the older name, from 1.35 on with a warning. This rule cannot be overridden, because both names have the same meaning.',
  },
  healthCheckNodePort: {
    id: 'health-check-node-port',
    limit: 'a health check node port requires externalTrafficPolicy LOCAL',
    source: `${SERVICE}#external-traffic-policy; ${VALIDATION}`,
    cases: ['S14'],
  },
  loadBalancerClass: {
    id: 'load-balancer-class',
    limit: 'a load balancer class must be a name of at most 63 letters, digits, -, _ and ., with an optional DNS subdomain and / as prefix',
    source: `${SERVICE}#load-balancer-class; ${VALIDATION}`,
    cases: [],
  },
  withoutService: {
    id: 'service-of-no-port',
    limit: 'pods without ports must not have options of a Service, because they have no Service',
    source: `${SERVICE}#defining-a-service`,
    cases: [],
    hazard: 'No manifest would contain the option. This rule cannot be overridden.',
  },
  podSelector: {
    id: 'service-pod-selector',
    limit: 'a Service must select pods of its own namespace, by at least one label and without expressions',
    source: `${SERVICE}#defining-a-service; ServiceSpec in core/v1/types.go`,
    cases: [],
    hazard: 'The Service would select other pods. This rule cannot be overridden.',
  },
  externalIps: {
    id: 'external-ips-justification',
    limit: 'external IPs must have a justification, because everyone who can create a Service can intercept traffic with them (CVE-2020-8554)',
    source: `${SERVICE}#external-ips`,
    cases: ['F31', 'S09', 'S10', 'V42'],
    hazard: 'The API server accepts external IPs from everyone who can create a Service. Override it with externalIps: { addresses: […], justification: \'the reason\' }.',
  },
  emptyList: {
    id: 'exposure-empty-list',
    limit: 'a list in an exposure must have at least one entry',
    source: `${SERVICE}#load-balancer-source-ranges`,
    cases: [],
    hazard: 'The API server treats an empty list as if the option were not set: empty source ranges allow every client. This rule cannot be overridden. To allow every client, remove the option.',
  },
} satisfies Record<string, Rule>;
