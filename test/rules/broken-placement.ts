import { web, type Broken, type Declaration } from './broken';
import { NodeExpression, NodeTerm, PodSelection, PodTerm, Toleration, TopologySpread, type Placement } from '../../lib';

const placed = (placement: Placement): Declaration => chart => web(chart, { placement });
const ZONE = 'topology.kubernetes.io/zone';

/** Declarations that break the rules about the placement of pods. */
export const BROKEN_PLACEMENTS: Readonly<Record<string, Broken>> = {
  'toleration': {
    begins: 'placement.tolerations[0].key "dedicated/"',
    declare: placed({ tolerations: [Toleration.exists('dedicated/')] }),
    fixed: placed({ tolerations: [Toleration.exists('example.com/dedicated')] }),
  },
  'placement-expression': {
    begins: 'placement.nodeAffinity[0].expressions[0].values []',
    declare: placed({ nodeAffinity: [NodeTerm.required(NodeExpression.labelIn('disk'))] }),
    fixed: placed({ nodeAffinity: [NodeTerm.required(NodeExpression.labelExists('disk'))] }),
  },
  'node-term': {
    begins: 'placement.nodeAffinity[0].expressions []',
    declare: placed({ nodeAffinity: [NodeTerm.required()] }),
    fixed: placed({ nodeAffinity: [NodeTerm.required(NodeExpression.labelIn('disk', 'ssd'))] }),
  },
  'placement-weight': {
    begins: 'placement.podAntiAffinity[0].weight 101',
    declare: placed({ podAntiAffinity: [PodTerm.preferred(101, ZONE)] }),
    fixed: placed({ podAntiAffinity: [PodTerm.preferred(100, ZONE)] }),
  },
  'topology-key': {
    begins: 'placement.topologySpread[0].topologyKey "zone/"',
    declare: placed({ topologySpread: [TopologySpread.required('zone/')] }),
    fixed: placed({ topologySpread: [TopologySpread.required(ZONE)] }),
  },
  'topology-spread': {
    begins: 'placement.topologySpread[0].maxSkew 0',
    declare: placed({ topologySpread: [TopologySpread.required(ZONE, { maxSkew: 0 })] }),
    fixed: placed({ topologySpread: [TopologySpread.required(ZONE, { maxSkew: 1 })] }),
  },
  'placement-pods': {
    begins: 'placement.podAffinity[0].labels {tier}',
    declare: placed({ podAffinity: [PodTerm.required(ZONE, { pods: PodSelection.labels({ app: 'cache' }), labels: { tier: 'cache' } })] }),
    fixed: placed({ podAffinity: [PodTerm.required(ZONE, { pods: PodSelection.labels({ app: 'cache' }) })] }),
  },
  'match-label-keys': {
    begins: 'placement.topologySpread[0].matchLabelKeys[0] "app"',
    declare: placed({ topologySpread: [TopologySpread.required(ZONE, { labels: { app: 'web' }, matchLabelKeys: ['app'] })] }),
    fixed: placed({ topologySpread: [TopologySpread.required(ZONE, { labels: { app: 'web' } })] }),
  },
  'placement-name': {
    begins: 'placement.priorityClassName "High"',
    declare: placed({ priorityClassName: 'High' }),
    fixed: placed({ priorityClassName: 'high-priority' }),
  },
};
