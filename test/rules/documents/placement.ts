import { deployment } from './builders';
import { hazard, refused, type Documents } from './table';
import type { Document } from '../../support';

const POD = 'spec.template.spec';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const VALIDATION = 'pkg/apis/core/validation/validation.go';
const NODE_AFFINITY = 'component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go';
const pod = (parts: object) => deployment({ pod: parts });
const tolerating = (toleration: object) => pod({ tolerations: [toleration] });
const onNodes = (...nodeSelectorTerms: object[]) => pod({ affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } } } });
const preferring = (matchExpressions: object[], weight = 1) => pod({
  affinity: { nodeAffinity: { [PREFERRED]: [{ weight, preference: { matchExpressions } }] } },
});
const near = (term: object) => pod({
  affinity: { podAffinity: { [REQUIRED]: [{ labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'zone', ...term }] } },
});
const spread = (...constraints: object[]) => pod({
  topologySpreadConstraints: constraints.map(constraint => ({
    maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...constraint,
  })),
});
const daemonSet = ({ spec: { selector, template }, ...deployed }: Document) => ({ ...deployed, kind: 'DaemonSet', spec: { selector, template } });
const EXPRESSION = `${POD}.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms[0].matchExpressions[0]`;
const TERM = `${POD}.affinity.podAffinity.${REQUIRED}[0]`;
const SPREAD = `${POD}.topologySpreadConstraints[0]`;

/** Documents for the rules about the placement of pods. */
export const PLACEMENT_DOCUMENTS: Documents = {
  'toleration': {
    refused: [
      refused(`${POD}.tolerations[0].key`, tolerating({ key: 'dedicated/', operator: 'Exists' })),
      refused(`${POD}.tolerations[0].operator`, tolerating({ key: 'dedicated', operator: 'Equal', value: 'a b' })),
      refused(`${POD}.tolerations[0].effect`, tolerating({ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 10 })),
    ],
  },
  'placement-expression': {
    refused: [
      refused(`${EXPRESSION}.values`, onNodes({ matchExpressions: [{ key: 'disk', operator: 'In', values: [] }] })),
      refused(`${EXPRESSION}.values[0]`, onNodes({ matchExpressions: [{ key: 'disk', operator: 'In', values: ['a b'] }] })),
      refused(`${EXPRESSION}.key`, onNodes({ matchExpressions: [{ key: 'disk/', operator: 'Exists' }] })),
      refused(`${TERM}.labelSelector.matchExpressions[0].values`, near({ labelSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [] }] } })),
    ],
    hazards: [
      hazard(`${EXPRESSION}.values[0]`, `nodeSelectorRequirementsAsSelector in ${NODE_AFFINITY}`, onNodes({ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['1.5'] }] })),
      hazard(`${POD}.affinity.nodeAffinity.${PREFERRED}[0].preference.matchExpressions[0].values[0]`, `ValidatePreferredSchedulingTerms in ${VALIDATION}`, preferring([{ key: 'disk', operator: 'In', values: ['a b'] }])),
    ],
  },
  'node-term': {
    refused: [],
    hazards: [hazard(`${POD}.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms[0]`, `isEmptyNodeSelectorTerm in ${NODE_AFFINITY}`, onNodes({}))],
  },
  'placement-weight': {
    refused: [
      refused(`${POD}.affinity.nodeAffinity.${PREFERRED}[0].weight`, preferring([{ key: 'disk', operator: 'Exists' }], 101)),
      refused(`${POD}.affinity.nodeAffinity.${PREFERRED}[0].weight`, preferring([{ key: 'disk', operator: 'Exists' }], 0)),
    ],
  },
  'topology-key': {
    refused: [
      refused(`${TERM}.topologyKey`, near({ topologyKey: '' })),
      refused(`${TERM}.topologyKey`, near({ topologyKey: 'zone/' })),
      refused(`${SPREAD}.topologyKey`, spread({ topologyKey: '' })),
      refused(`${SPREAD}.{topologyKey, whenUnsatisfiable}`, spread({}, {})),
    ],
    hazards: [hazard(`${SPREAD}.topologyKey`, `ValidateTopologyKey in ${VALIDATION}`, spread({ topologyKey: 'zone/' }))],
  },
  'topology-spread': {
    refused: [
      refused(`${SPREAD}.maxSkew`, spread({ maxSkew: 0 })),
      refused(`${SPREAD}.minDomains`, spread({ minDomains: 0 })),
    ],
    hazards: [hazard(SPREAD, 'podsShouldBeOnNode in pkg/controller/daemon/daemon_controller.go', daemonSet(spread({})))],
  },
  'match-label-keys': {
    refused: [
      refused(`${TERM}.matchLabelKeys[0]`, near({ matchLabelKeys: ['a b'] })),
      refused(`${TERM}.matchLabelKeys[0]`, near({ matchLabelKeys: ['team'], mismatchLabelKeys: ['team'] })),
    ],
    hazards: [
      {
        ...hazard(`${TERM}.matchLabelKeys[0]`, `ValidateMatchLabelKeysAndMismatchLabelKeys in ${VALIDATION}`, near({ matchLabelKeys: ['app'] })),
        withoutPods: true,
      },
    ],
  },
  'placement-name': {
    refused: [
      refused(`${POD}.runtimeClassName`, pod({ runtimeClassName: 'A_b' })),
      refused(`${POD}.nodeName`, pod({ nodeName: 'A_b' })),
      refused(`${POD}.priorityClassName`, pod({ priorityClassName: 'High' })),
    ],
    hazards: [hazard(`${POD}.schedulerName`, 'SetDefaults_PodSpec in pkg/apis/core/v1/defaults.go', pod({ schedulerName: '' }))],
  },
};
