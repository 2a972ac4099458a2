import { Chart } from 'cdk8s';
import { Service, ServiceType } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { peerOf, peersInApp, placeOf, type Peer, type PeerPods } from './peer';
import { constructsAtSynth, revisionOf } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { Exposure } from '../exposure/exposure';
import { byRarestKey } from '../values/by-rarest-key';

/** The ways into the pods of an app, at its root. */
const WAYS_IN = new ConstructState<WaysIn>('WaysIn');

/**
 * A way in which traffic reaches pods: a declaration whose Service selects them, with the routes that lead to the declaration. Most ways in are peers.
 *
 * @internal
 */
export interface WayIn extends Pick<Peer, 'construct' | 'exposure' | 'workload'> {
  readonly pods: () => PeerPods;
}

/**
 * The ways into the pods of a workload, whichever construct declares them. The Service of an `ExposedWorkload` is left out: it leads only to the
 * pods of this workload, which knows it.
 *
 * @param workload the workload
 * @param labels all labels of its pods
 * @internal
 */
export function waysInto(workload: IConstruct, labels: () => Readonly<Record<string, string>>): readonly WayIn[] {
  const { root } = workload.node;
  const known = WAYS_IN.of(root);
  const [peerCount, revision] = [peersInApp(root).length, revisionOf(root)];
  if (known?.peerCount === peerCount && known.revision === revision) {
    return known.into(workload, labels);
  }
  const found = new WaysIn([...peersInApp(root).filter(isWayIn), ...servicesOfUsers(root)], peerCount, revision);
  WAYS_IN.set(root, found);
  return found.into(workload, labels);
}

const NONE: readonly WayIn[] = [];

/** The ways in, by one of the labels that they select. */
class WaysIn {
  private readonly byLabel: ReadonlyMap<string, readonly WayIn[]>;

  constructor(ways: readonly WayIn[], public readonly peerCount: number, public readonly revision: number) {
    // a Service without a selector leads to no pods
    this.byLabel = byRarestKey(ways.map(way => ({ item: way, keys: labelKeys(way.workload ?? way.construct, way.pods()) })));
  }

  public into(workload: IConstruct, labelsOf: () => Readonly<Record<string, string>>): readonly WayIn[] {
    if (this.byLabel.size === 0) {
      return NONE;
    }
    const labels = labelsOf();
    const candidates = labelKeys(workload, { namespace: Chart.of(workload).namespace, labels }).flatMap(key => this.byLabel.get(key) ?? []);
    return candidates.filter(way => Object.entries(way.pods().labels).every(([key, value]) => labels[key] === value));
  }
}

function isWayIn(peer: Peer): peer is Peer & WayIn {
  const createsThePods = peer.workload?.node.scope === peer.construct;
  return peer.pods !== undefined && !createsThePods;
}

/** A key for each label of pods. */
function labelKeys(construct: IConstruct, { namespace, labels }: PeerPods): string[] {
  const place = placeOf(construct, namespace);
  return Object.entries(labels).map(label => JSON.stringify([...place, ...label]));
}

/** The Services with a load balancer that users have created with cdk8s-plus, which are known when the app is validated. */
function servicesOfUsers(root: IConstruct): WayIn[] {
  const services = constructsAtSynth(root).filter(isLoadBalancer);
  return services.filter(service => !isOfPeer(service) && service.ports.length > 0).map(service => ({
    construct: service,
    exposure: Exposure.loadBalancer(),
    pods: () => ({ namespace: service.metadata.namespace, labels: service._toKube().selector ?? {} }),
  }));
}

function isLoadBalancer(construct: IConstruct): construct is Service {
  return construct instanceof Service && construct.type === ServiceType.LOAD_BALANCER;
}

function isOfPeer({ node, name }: Service): boolean {
  return peerOf(node.scope!)?.address?.name === name;
}
