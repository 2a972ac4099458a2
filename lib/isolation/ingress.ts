import { externalTraffic } from './external-traffic';
import { callerOf } from './graph';
import { peersOf } from './host-network';
import { connectedPorts, type IsolatedPods } from './isolated-pods';
import { meshTraffic } from './mesh-traffic';
import { networkPeers, podsPeer } from './policy-peers';
import { policyPort, type AllowedTraffic } from './policy-rules';
import { isCilium } from '../cluster/network-policy-provider';
import { inboundRoutesTo } from '../discovery/inbound-routes';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';
import { keyCode } from '../values/code';

/**
 * The traffic that pods may receive. The probes of the kubelet need no rule: policies never block traffic from the pod's own node.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @internal
 */
export function ingressTraffic(problems: Problems, isolated: IsolatedPods): AllowedTraffic[] {
  const declared = [
    ...fromCallers(problems, isolated),
    ...fromRoutes(problems, isolated),
    ...isolated.peers.flatMap(peer => externalTraffic(problems, peer, isolated.profile)),
    ...fromMonitoring(problems, isolated),
  ];
  return [...declared, ...meshTraffic(isolated, 'ingress', declared)];
}

function fromCallers(problems: Problems, isolated: IsolatedPods): AllowedTraffic[] {
  const { peers, pods: own, graph } = isolated;
  return peers.flatMap(peer => graph.connectionsTo(peer).flatMap(connection => {
    const caller = callerOf(connection);
    const pods = caller.pods();
    if (pods.namespace === undefined && own.namespace !== undefined) {
      problems.report(isolationRules.namespace, 'caller', caller.construct.node.path, "Set a namespace on its chart, such as new Chart(app, 'shop', { namespace: 'shop' }).");
    }
    const from = peersOf(problems, caller, isolated, 'caller');
    return from.length > 0 ? [{ peers: from, ports: connectedPorts(peer, connection) }] : [];
  }));
}

function fromRoutes(problems: Problems, { peers, pods: own, profile }: IsolatedPods): AllowedTraffic[] {
  return peers.flatMap(peer => inboundRoutesTo(peer.construct).flatMap(inbound => {
    const { route, portName, className, namespace, podLabels: labels, networks = [], ciliumEntities = [] } = inbound;
    const from = [...namespace === undefined ? [] : [podsPeer({ namespace, labels }, own.namespace)], ...networkPeers(networks)];
    if (ciliumEntities.length > 0 && !isCilium(profile.networkPolicyProvider)) {
      problems.report(isolationRules.entities, 'route', route.node.path, entitiesFix(className, ciliumEntities));
      return [];
    }
    if (from.length === 0 && ciliumEntities.length === 0) {
      problems.report(isolationRules.route, 'route', route.node.path, routeClassFix(className));
      return [];
    }
    return from.length === 0 ? [] : [{ peers: from, ports: peer.ports().filter(port => port.name === portName).map(policyPort) }];
  }));
}

function routeClassFix(className: string | undefined): string {
  const pods = "{ namespace: '…', podLabels: { … } }";
  return className === undefined
    ? `Set namespace and podLabels, or networks, in the option of its RouteParent: routeClass: ${pods}.`
    : `Set namespace and podLabels, or networks, of the class '${className}' in ClusterProfile's routeClasses: { ${keyCode(className)}: ${pods} }, or in the option routeClass of its RouteParent.`;
}

function entitiesFix(className: string | undefined, entities: readonly string[]): string {
  const name = className === undefined ? '' : ` of the class '${className}'`;
  return `The requests${name} come from the Cilium ${entities.length === 1 ? 'entity' : 'entities'} ${entities.map(entity => `'${entity}'`).join(', ')}. Set ClusterProfile's networkPolicyProvider: NetworkPolicyProvider.CILIUM. If another controller serves the class, set ciliumEntities: [] in its routeClass.`;
}

function fromMonitoring(problems: Problems, { peers, pods: own, profile: { monitoring } }: IsolatedPods): AllowedTraffic[] {
  const scraped = peers.flatMap(peer => peer.scraped?.() ?? []);
  if (!monitoring) {
    for (const port of scraped) {
      const [field, value] = port.scraped ? [`ports['${port.name}'].scraped`, true] : ['metrics', port.name];
      problems.report(isolationRules.scraped, field, value, "Set ClusterProfile's monitoring, such as { namespace: 'monitoring' }.");
    }
    return [];
  }
  const { namespace, podLabels: labels } = monitoring;
  return [{ peers: [podsPeer({ namespace, labels }, own.namespace)], ports: scraped.map(policyPort) }];
}
