import { ApiObject } from 'cdk8s';
import { web, type Broken, type Declaration } from './broken';
import { Controller, DisruptionBudget, PodCount, type ExposedWorkloadProps } from '../../lib';

const budgeted = (disruption: DisruptionBudget, props: Partial<ExposedWorkloadProps> = {}): Declaration => chart => (
  web(chart, { ...props, disruption })
);
const { maxUnavailable, minAvailable, none } = DisruptionBudget;

/** A workload with a budget, and another budget that a user has written. */
const withAnother = (disruption: DisruptionBudget): Declaration => chart => {
  const { matchLabels } = web(chart, { disruption }).workload;
  new ApiObject(chart, 'budget', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: { maxUnavailable: 1, selector: { matchLabels } } });
};

/** Declarations that break the rules about the disruption of pods. */
export const BROKEN_DISRUPTIONS: Readonly<Record<string, Broken>> = {
  'disruption-budget': {
    begins: 'disruption.maxUnavailable "101%"',
    declare: budgeted(maxUnavailable(PodCount.percent(101))),
    fixed: budgeted(maxUnavailable(PodCount.percent(10))),
  },
  'disruption-daemonset': {
    begins: 'disruption "maxUnavailable"',
    declare: budgeted(maxUnavailable(PodCount.of(1)), { controller: Controller.daemonSet() }),
    fixed: chart => web(chart, { controller: Controller.daemonSet() }),
  },
  'disruption-never': {
    begins: 'disruption.minAvailable 3',
    declare: budgeted(minAvailable(PodCount.of(3)), { replicas: 3 }),
    fixed: budgeted(maxUnavailable(PodCount.of(1)), { replicas: 3 }),
  },
  'disruption-overlap': {
    begins: 'disruption.maxUnavailable 1',
    declare: withAnother(maxUnavailable(PodCount.of(1))),
    fixed: withAnother(none()),
  },
};
