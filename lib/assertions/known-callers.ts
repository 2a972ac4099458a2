import type { IConstruct } from 'constructs';
import { belongTo, type AppPods } from './pods';
import { ClusterProfile } from '../cluster/cluster-profile';
import { inboundRoutesTo } from '../discovery/inbound-routes';
import { peersIn, peersInApp } from '../discovery/peer';
import type { LabelRequirement } from '../manifest/label-selector';
import { requiredTraffic } from '../mesh/required-traffic';

/** Pods of a namespace with certain labels. */
interface NamedPods {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Callers that are known by labels, addresses or entities of Cilium, whether or not the app declares them. */
export interface Callers {
  readonly pods: readonly NamedPods[];
  readonly networks: readonly string[];
  readonly entities: readonly string[];
}

/** The traffic of a route to a target. */
export interface RouteCallers extends Callers {
  readonly route: IConstruct;
}

/** The entities of Cilium that are nodes: https://docs.cilium.io/en/stable/security/policy/layer3/#entities-based. */
const NODES = ['host', 'remote-node'];

/**
 * The callers that do not count, because they belong to the cluster: nodes, the pods that read metrics, and what the mesh of the cluster needs. All pods
 * of the namespace of the target count nevertheless.
 */
export function callersOfCluster({ object, namespace }: AppPods): Callers {
  const { monitoring, mesh, nodeCidrs } = ClusterProfile._of(object);
  const { peers } = requiredTraffic(mesh, 'ingress');
  const pods = [...monitoring ? [monitoring] : [], ...peers].map(each => ({ namespace: each.namespace, labels: each.podLabels }));
  return {
    pods: pods.filter(each => each.namespace !== undefined && !isWholeNamespace(each, namespace)),
    networks: [...nodeCidrs, ...peers.flatMap(({ networks = [] }) => networks)],
    entities: NODES,
  };
}

/** The callers that the program has listed. Declarations inside of a listed construct count if they can call others. */
export function listedCallers(listed: readonly IConstruct[]): Callers {
  const peers = listed.flatMap(construct => peersIn(construct).filter(peer => peer.containers || peer.construct === construct));
  return { pods: peers.flatMap(({ pods }) => pods?.() ?? []), networks: peers.flatMap(({ networks }) => networks ?? []), entities: [] };
}

/** The controllers of the routes to a target, for each route. */
export function callersByRoutes(target: AppPods): RouteCallers[] {
  const declarations = peersInApp(target.object).filter(({ construct }) => belongTo(target, construct));
  return declarations.flatMap(({ construct }) => inboundRoutesTo(construct)).map(inbound => {
    const pods = { namespace: inbound.namespace, labels: inbound.podLabels };
    return {
      route: inbound.route,
      pods: pods.namespace !== undefined && !isWholeNamespace(pods, target.namespace) ? [pods] : [],
      networks: inbound.networks ?? [],
      entities: inbound.ciliumEntities ?? [],
    };
  });
}

/** Whether callers include all pods of a namespace that fulfill requirements. */
export function includesPods({ pods }: Callers, requirements: readonly LabelRequirement[], place: string | undefined): boolean {
  return pods.some(({ namespace, labels = {} }) => namespace === place && Object.entries(labels).every(([key, value]) => (
    requirements.some(each => each.key === key && each.operator === 'In' && each.values.every(one => one === value))
  )));
}

/** Whether pods are all pods of the namespace of the target. */
function isWholeNamespace({ namespace, labels = {} }: NamedPods, ofTarget: string | undefined): boolean {
  return namespace === ofTarget && Object.keys(labels).length === 0;
}
