import type { Placement } from './placement';
import { Spread } from './spread';
import { TopologySpread, type TopologySpreadOptions } from './topology-spread';

/** The label of nodes whose value is the zone, and the one whose value is the node: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const ZONE = 'topology.kubernetes.io/zone';
const NODE = 'kubernetes.io/hostname';

/** The label that differs between the revisions of a Deployment. Other controllers replace a pod before they create the next one. */
const REVISION = 'pod-template-hash';

/** The topology constraints of a workload: those of `spread`, and the others. @internal */
export function spreadConstraints({ spread, topologySpread = [] }: Placement, kind: string): TopologySpread[] {
  const options: TopologySpreadOptions = kind === 'Deployment' ? { matchLabelKeys: [REVISION] } : {};
  switch (spread) {
    case Spread.PREFERRED:
      return [TopologySpread.preferred(ZONE, options), TopologySpread.preferred(NODE, options), ...topologySpread];
    case Spread.REQUIRED_ZONES:
      return [TopologySpread.required(ZONE, options), TopologySpread.preferred(NODE, options), ...topologySpread];
    case undefined:
      return [...topologySpread];
  }
}
