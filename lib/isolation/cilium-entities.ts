import { isApiServer, outgoingConnections } from './egress';
import { connectedPorts, type IsolatedPods } from './isolated-pods';
import { policyPort, policyRules, type AllowedTraffic, type PolicyPort } from './policy-rules';
import { ciliumPorts } from '../cluster/cilium-policies';
import { inboundRoutesTo } from '../discovery/inbound-routes';
import type { Json } from '../manifest/manifest';

/** The rules of a CiliumNetworkPolicy for traffic that Cilium matches only by entities. @internal */
export function entityRules(isolated: IsolatedPods): Record<'ingress' | 'egress', Json[]> {
  const fromRoutes = isolated.peers.flatMap(peer => inboundRoutesTo(peer.construct).map(({ ciliumEntities = [], portName }) => ({
    peers: ciliumEntities.map(entity => ({ entity })), ports: peer.ports().filter(port => port.name === portName).map(policyPort),
  })));
  const toApiServer = outgoingConnections(isolated).filter(({ target }) => isApiServer(target)).map(({ connection, target }) => ({
    peers: [{ entity: 'kube-apiserver' }], ports: connectedPorts(target, connection),
  }));
  // the address of a DNS cache on the node belongs to the node, unless the cache has started after the agent of Cilium
  const toCaches = [{ peers: isolated.profile.dns.addresses!.length > 0 ? [{ entity: 'host' }] : [], ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }] }];
  // without peers, a rule would allow all of them
  const rules = (traffic: AllowedTraffic[], side: 'from' | 'to') => policyRules(traffic.filter(({ peers }) => peers.length > 0), side);
  return {
    ingress: rules(fromRoutes, 'from').map(({ from, ports }) => ({ fromEntities: entitiesOf(from), toPorts: toPorts(ports) })),
    egress: rules([...toCaches, ...toApiServer], 'to').map(({ to, ports }) => ({ toEntities: entitiesOf(to), toPorts: toPorts(ports) })),
  };
}

function entitiesOf(peers: readonly Json[]): string[] {
  return peers.map(({ entity }) => entity);
}

function toPorts(ports: readonly PolicyPort[]): Json[] {
  return ciliumPorts(ports.map(({ port, protocol = 'TCP' }) => ({ number: port, protocol })));
}
