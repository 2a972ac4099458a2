import { networkPeers } from './policy-peers';
import { policyPort, type AllowedTraffic } from './policy-rules';
import type { ClusterProfile } from '../cluster/cluster-profile';
import { EVERY_ADDRESS, IpFamily, familyOf } from '../cluster/ip-family';
import { isCilium } from '../cluster/network-policy-provider';
import type { Peer } from '../discovery/peer';
import { TrafficPolicy, type Exposure } from '../exposure/exposure';
import { providerOf, sendsToPods } from '../load-balancer/providers/providers';
import type { Json } from '../manifest/manifest';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

const NODE_CIDRS_FIX = 'Remove nodeCidrs from the ClusterProfile, so that the policy allows every address on these ports, or use TrafficPolicy.LOCAL with sourceRanges.';

/**
 * The traffic from outside the cluster that the Service of a peer receives: through node ports, a load balancer or external IPs.
 *
 * @internal
 */
export function externalTraffic(problems: Problems, peer: Peer, profile: ClusterProfile): AllowedTraffic[] {
  const { exposure, ports, annotations = {} } = peer;
  if (!exposure || !isExternal(exposure)) {
    return [];
  }
  // pods may see the addresses of the load balancer, instead of the addresses of nodes or clients
  const replacesClientAddress = isLocal(exposure) && providerOf(profile.loadBalancerProvider).replacesClientAddress;
  const hasUnknownSources = exposure._type === 'LoadBalancer' && (sendsToPods(annotations) || replacesClientAddress);
  // In a tunnel, the identity of forwarded traffic is always `world`: tail_nodeport_nat_egress_ipv4 in bpf/lib/nodeport.h of Cilium (issue 46934, 1.19.3).
  if (!hasUnknownSources && !isLocal(exposure) && profile.nodeCidrs.length > 0 && isCilium(profile.networkPolicyProvider)) {
    problems.report(isolationRules.nodeCidrs, 'nodeCidrs', profile.nodeCidrs.join(', '), NODE_CIDRS_FIX);
  }
  return [{ peers: hasUnknownSources ? [] : sourcesOf(exposure, profile), ports: ports().map(policyPort) }];
}

function isExternal({ _type, _options }: Exposure): boolean {
  return _type === 'NodePort' || _type === 'LoadBalancer' || _options.externalIps !== undefined;
}

function isLocal({ _options }: Exposure): boolean {
  return _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
}

/**
 * The source addresses that pods see. A node replaces the address of the client with its own address, unless it forwards only to its own pods
 * (externalTrafficPolicy Local). If the addresses are not known, every address is allowed: in an overlay network, the address of a node may even be
 * in the range of the pods.
 */
function sourcesOf(exposure: Exposure, profile: ClusterProfile): Json[] {
  const { sourceRanges } = exposure._options;
  if (!isLocal(exposure)) {
    return networkPeers(profile.nodeCidrs);
  }
  return sourceRanges ? networkPeers(sourceRanges) : everyAddressButPods(profile);
}

function everyAddressButPods({ podCidrs, ipFamilies }: ClusterProfile): Json[] {
  if (podCidrs.length === 0) {
    return [];
  }
  const families = ipFamilies.length > 0 ? ipFamilies : Object.values(IpFamily);
  return families.map(family => {
    const except = podCidrs.filter(cidr => familyOf(cidr) === family);
    return { ipBlock: { cidr: EVERY_ADDRESS[family], except: except.length > 0 ? except : undefined } };
  });
}
