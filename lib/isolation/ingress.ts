import { callerOf } from './graph';
import { forMesh } from './mesh';
import { fromOutside } from './outside';
import { networkPeers, podsPeer } from './policy-peers';
import { policyPort, type Flow } from './policy-rules';
import { calledPorts, type Subject } from './subject';
import { inboundRoutesTo } from '../discovery/inbound-routes';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/**
 * What may come to pods. The probes of the kubelet need no rule: what comes from the pod's own node is always let in.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @internal
 */
export function ingressOf(problems: Problems, subject: Subject): Flow[] {
  const declared = [
    ...fromCallers(problems, subject),
    ...fromRoutes(problems, subject),
    ...subject.peers.flatMap(peer => fromOutside(peer, subject.profile)),
    ...fromMonitoring(problems, subject),
  ];
  return [...declared, ...forMesh(subject, 'ingress', declared)];
}

function fromCallers(problems: Problems, { peers, pods: own, graph }: Subject): Flow[] {
  return peers.flatMap(peer => graph.callsTo(peer).map(connection => {
    const caller = callerOf(connection);
    const pods = caller.pods();
    if (pods.namespace === undefined && own.namespace !== undefined) {
      problems.report(isolationRules.namespace, 'caller', caller.construct.node.path, "Give its chart one, like new Chart(app, 'shop', { namespace: 'shop' }).");
    }
    return { peers: [podsPeer(pods, own.namespace)], ports: calledPorts(peer, connection) };
  }));
}

function fromRoutes(problems: Problems, { peers, pods: own }: Subject): Flow[] {
  return peers.flatMap(peer => inboundRoutesTo(peer.construct).flatMap(({ route, portName, namespace, podLabels: labels, networks = [] }) => {
    const from = [...namespace === undefined ? [] : [podsPeer({ namespace, labels }, own.namespace)], ...networkPeers(networks)];
    if (from.length === 0) {
      problems.report(isolationRules.route, 'route', route.node.path, "Set namespace and podLabels of its class, or networks, in ClusterProfile's routeControllers, or give them as controller of its RouteParent.");
      return [];
    }
    return [{ peers: from, ports: peer.ports().filter(port => port.name === portName).map(policyPort) }];
  }));
}

function fromMonitoring(problems: Problems, { peers, pods: own, profile: { monitoring } }: Subject): Flow[] {
  const scraped = peers.flatMap(peer => peer.scraped?.() ?? []);
  if (!monitoring) {
    scraped.forEach(port => problems.report(isolationRules.scraped, `ports['${port.name}'].scraped`, true, "Set ClusterProfile's monitoring, like { namespace: 'monitoring' }."));
    return [];
  }
  const { namespace, podLabels: labels } = monitoring;
  return [{ peers: [podsPeer({ namespace, labels }, own.namespace)], ports: scraped.map(policyPort) }];
}
