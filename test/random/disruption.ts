import { metadata } from './metadata';
import type { Random } from './random';
import { subdomain } from './texts';
import { DisruptionBudget, PodCount, UnhealthyPodEvictionPolicy, type DisruptionBudgetOptions } from '../../lib';

const ODD_COUNTS = [
  PodCount.percent(101), PodCount.of(-1), PodCount.of(1.5), PodCount.percent(12.5), PodCount.of(0), PodCount.percent(0), PodCount.percent(100),
];

/** A budget that allows evictions, and rarely another one. */
export function disruptionBudget(random: Random): DisruptionBudget {
  const options = random.some<DisruptionBudgetOptions>('DisruptionBudgetOptions', 0.4, {
    unhealthyPodEvictionPolicy: () => random.mostly('unhealthyPodEvictionPolicy', () => random.pick(...Object.values(UnhealthyPodEvictionPolicy)), 'Never'),
    name: () => subdomain(random, 'name of a budget'),
    metadata: () => metadata(random, 'budget'),
    noEvictionJustification: () => random.pick('an operator moves the pods', ''),
  });
  switch (random.pick('maxUnavailable', 'maxUnavailable', 'minAvailable', 'none')) {
    case 'maxUnavailable':
      return DisruptionBudget.maxUnavailable(random.mostly('maxUnavailable of a budget', () => random.pick(PodCount.of(1), PodCount.percent(20)), ...ODD_COUNTS), options);
    case 'minAvailable':
      return DisruptionBudget.minAvailable(random.mostly('minAvailable', () => PodCount.of(0), ...ODD_COUNTS, PodCount.percent(1), PodCount.of(2)), options);
    default:
      return DisruptionBudget.none();
  }
}
