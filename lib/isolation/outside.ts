import { networkPeers } from './policy-peers';
import { policyPort, type Flow } from './policy-rules';
import type { ClusterProfile } from '../cluster/cluster-profile';
import { IpFamily, familyOf } from '../cluster/ip-family';
import { LoadBalancerProvider } from '../cluster/load-balancer-provider';
import type { Peer } from '../discovery/peer';
import { TrafficPolicy, type Exposure } from '../exposure/exposure';
import type { Json } from '../manifest/manifest';

const EVERY_ADDRESS: Record<IpFamily, string> = { [IpFamily.IPV4]: '0.0.0.0/0', [IpFamily.IPV6]: '::/0' };

/** By what the AWS Load Balancer Controller is told to send to pods, past the nodes. */
const TO_PODS = { 'nlb-target-type': 'ip', 'type': 'nlb-ip' };

/**
 * What comes from outside the cluster to the Service of a peer: by node ports, a load balancer, or external IPs.
 *
 * @internal
 */
export function fromOutside(peer: Peer, profile: ClusterProfile): Flow[] {
  const { exposure, ports } = peer;
  if (!exposure || !isOpen(exposure)) {
    return [];
  }
  // a Classic Load Balancer of AWS is a proxy
  const balancer = exposure._type === 'LoadBalancer';
  const unknown = balancer && (sendsToPods(peer) || (isLocal(exposure) && profile.loadBalancerProvider === LoadBalancerProvider.AWS));
  return [{ peers: unknown ? [] : sourcesOf(exposure, profile), ports: ports().map(policyPort) }];
}

function isOpen({ _type, _options }: Exposure): boolean {
  return _type === 'NodePort' || _type === 'LoadBalancer' || _options.externalIps !== undefined;
}

function isLocal({ _options }: Exposure): boolean {
  return _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
}

/** Then neither addresses of nodes nor those of clients need be what pods see, but those of the load balancer. */
function sendsToPods({ annotations = {} }: Peer): boolean {
  return Object.entries(TO_PODS).some(([name, value]) => annotations[`service.beta.kubernetes.io/aws-load-balancer-${name}`] === value);
}

/**
 * Which addresses the pods see. Nodes put one of their own in the place of the client's unless they forward to their own pods alone
 * (externalTrafficPolicy Local). Where it is not known which, everyone: with an overlay network it may even be one of the pods' ranges.
 */
function sourcesOf(exposure: Exposure, profile: ClusterProfile): Json[] {
  const { sourceRanges } = exposure._options;
  if (!isLocal(exposure)) {
    return networkPeers(profile.nodeCidrs);
  }
  return sourceRanges ? networkPeers(sourceRanges) : everyoneButPods(profile);
}

function everyoneButPods({ podCidrs, ipFamilies }: ClusterProfile): Json[] {
  if (podCidrs.length === 0) {
    return [];
  }
  const families = ipFamilies.length > 0 ? ipFamilies : Object.values(IpFamily);
  return families.map(family => {
    const except = podCidrs.filter(cidr => familyOf(cidr) === family);
    return { ipBlock: { cidr: EVERY_ADDRESS[family], except: except.length > 0 ? except : undefined } };
  });
}
