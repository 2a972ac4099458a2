import type { Rule } from './rule';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const VALIDATION = 'ValidateService in core/validation/validation.go';

/** @internal */
export const exposureRules = {
  option: {
    id: 'exposure-option',
    limit: 'an exposure says only what it can have: node ports belong to nodePort() and loadBalancer(), ranges and classes to loadBalancer(), and headless() has no virtual address to say anything of',
    source: `${SERVICE}#publishing-services-service-types; ${VALIDATION}`,
    cases: ['C06', 'F07', 'F11', 'F28', 'F30', 'G09', 'S08', 'S11', 'S14'],
    hazard: 'Some of them the server takes and does nothing with. There is no way to insist.',
  },
  nodePort: {
    id: 'node-port',
    limit: 'a node port is a whole number in the range that the API server hands out',
    source: `${SERVICE}#type-nodeport; pkg/registry/core/service/portallocator`,
    cases: ['C01', 'C02', 'C03', 'C05', 'C16', 'F20', 'S12', 'S13'],
    hazard: 'The server reads 0 as a number to allocate, which is not what was said. There is no way to insist: leave it out.',
  },
  nodePortName: {
    id: 'node-port-name',
    limit: 'nodePorts has the names of ports that the Service offers',
    source: `${SERVICE}#type-nodeport`,
    cases: [],
    hazard: 'There would be no port to give the node port to. There is no way to insist.',
  },
  nodePortDuplicate: {
    id: 'node-port-duplicate',
    limit: 'a node port is given to one port of a Service, or to ports of one Service port number and different protocols, and not to health checks besides',
    source: 'initNodePorts in pkg/registry/core/service/storage/alloc.go',
    cases: ['C09'],
  },
  nodePortTaken: {
    id: 'node-port-taken',
    limit: 'a node port belongs to one Service of the whole cluster',
    source: `${SERVICE}#type-nodeport; pkg/registry/core/service/portallocator`,
    cases: [],
  },
  clusterIpTaken: {
    id: 'cluster-ip-taken',
    limit: 'a cluster IP belongs to one Service of the whole cluster',
    source: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
    cases: [],
  },
  nodePortsUnallocated: {
    id: 'node-ports-unallocated',
    limit: 'a load balancer whose node ports are not allocated has none',
    source: `${SERVICE}#load-balancer-nodeport-allocation`,
    cases: ['F12'],
    hazard: 'The server takes it, and allocates the named node ports all the same. There is no way to insist: leave allocateLoadBalancerNodePorts out.',
  },
  clusterIps: {
    id: 'cluster-ips',
    limit: 'cluster IPs are one address, or one of each family, in the order of ipFamilies where both are said',
    source: `${SERVICE}#choosing-your-own-ip-address; ValidateServiceClusterIPsRelatedFields in core/validation/validation.go`,
    cases: ['C13', 'C14', 'D03', 'D04', 'D10', 'S31'],
    hazard: 'None the server takes for a headless Service, which was not said. There is no way to insist: write Exposure.headless().',
  },
  families: {
    id: 'ip-family-policy',
    limit: 'SingleStack has one IP family, and the other policies have both or leave them to the cluster',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services; initIPFamilyFields in pkg/registry/core/service/storage/alloc.go',
    cases: [],
    hazard: 'One family beside a policy for two the server takes once: where the cluster has two it completes them, and refuses the same document when it is applied again. There is no way to insist.',
  },
  sessionAffinity: {
    id: 'session-affinity',
    limit: 'the time of session affinity is a whole number of seconds from 1 to 86400',
    source: `https://kubernetes.io/docs/reference/networking/virtual-ips/#session-stickiness-timeout; ${VALIDATION}`,
    cases: ['G01', 'G03', 'G04', 'G05'],
  },
  preferClose: {
    id: 'traffic-distribution-deprecated',
    limit: 'from Kubernetes 1.34 on PreferClose is written by its newer name, PreferSameZone',
    source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution; GetWarningsForService in pkg/api/service/warnings.go',
    cases: ['F24'],
    hazard: 'The server takes it, from 1.35 on with a warning. There is no way to insist: both mean the same.',
  },
  healthCheckNodePort: {
    id: 'health-check-node-port',
    limit: 'a health-check node port goes with externalTrafficPolicy LOCAL',
    source: `${SERVICE}#external-traffic-policy; ${VALIDATION}`,
    cases: ['S14'],
  },
  loadBalancerClass: {
    id: 'load-balancer-class',
    limit: 'a load-balancer class is a name of at most 63 letters, digits, -, _ and ., with an optional DNS subdomain and / before it',
    source: `${SERVICE}#load-balancer-class; ${VALIDATION}`,
    cases: [],
  },
  withoutService: {
    id: 'service-of-no-port',
    limit: 'pods that offer no port have no Service, and nothing can be said of it',
    source: `${SERVICE}#defining-a-service`,
    cases: [],
    hazard: 'There would be no document to put it into. There is no way to insist.',
  },
  podSelector: {
    id: 'service-pod-selector',
    limit: 'a Service selects pods of its own namespace, by labels that they all have, at least one',
    source: `${SERVICE}#defining-a-service; ServiceSpec in core/v1/types.go`,
    cases: [],
    hazard: 'It would select other pods than were meant. There is no way to insist.',
  },
  externalIps: {
    id: 'external-ips-justification',
    limit: 'external IPs are insisted on, because anyone who may write a Service can take over traffic by them (CVE-2020-8554)',
    source: `${SERVICE}#external-ips`,
    cases: ['F31', 'S09', 'S10', 'V42'],
    hazard: 'The server takes them from anyone. Insist with externalIps: { addresses: […], justification: "the reason" }.',
  },
  emptyList: {
    id: 'exposure-empty-list',
    limit: 'a list of ranges or addresses has at least one',
    source: `${SERVICE}#load-balancer-source-ranges`,
    cases: [],
    hazard: 'The server takes an empty list as if nothing were said; an empty one of source ranges lets the whole world in. There is no way to insist: leave the option out for that.',
  },
} satisfies Record<string, Rule>;
