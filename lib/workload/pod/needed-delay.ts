import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { inboundRoutesTo } from '../../discovery/inbound-routes';
import type { WayIn } from '../../discovery/ways-in';
import { TrafficPolicy, type Exposure } from '../../exposure/exposure';
import { secondsToNotice } from '../../load-balancer/seconds-to-notice';

/** Seconds that clients of EndpointSlices need to notice the termination of a pod, with a margin. */
const DELAY = 5;

/** Seconds until enough health checks of a load balancer have failed, unless the load balancer is known to need more. */
const DELAY_BEHIND_BALANCER = 30;

/** A declaration whose Service leads to pods. */
export type ReachedThrough = Pick<WayIn, 'construct' | 'exposure'>;

/** The delay that a way into pods needs. */
export interface NeededDelay {
  readonly seconds: number;
  /** The declaration or the route that needs it. */
  readonly construct: IConstruct;
}

/**
 * The longest delay that one of the ways into pods needs; undefined without a way in. The first one has precedence over others that need the same.
 *
 * @internal
 */
export function longestDelay(ways: readonly ReachedThrough[]): NeededDelay | undefined {
  const [first, ...others] = ways.flatMap(neededDelays);
  return others.reduce((longest, other) => other.seconds > longest.seconds ? other : longest, first);
}

function neededDelays({ construct, exposure }: ReachedThrough): NeededDelay[] {
  const routes = inboundRoutesTo(construct).map(({ route, secondsToNotice: seconds = DELAY }) => ({ construct: route, seconds }));
  return [{ construct, seconds: exposure && isHealthChecked(exposure) ? behindBalancer(construct, exposure) : DELAY }, ...routes];
}

/** Whether health checks are the only way in which a load balancer notices that pods terminate. */
function isHealthChecked({ _type, _options }: Exposure): boolean {
  return _type === 'LoadBalancer' || _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
}

function behindBalancer(construct: IConstruct, exposure: Exposure): number {
  return Math.max(DELAY_BEHIND_BALANCER, secondsToNotice(exposure, ClusterProfile._of(construct).loadBalancerProvider) ?? 0);
}
