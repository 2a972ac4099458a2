import { deployment, type Json } from './builders';
import { hazard, refused, type Documents } from './table';

const CONTROLLER = 'pkg/controller/disruption/disruption.go';

/** A budget for the pods of `deployment()`. */
const budget = (spec: Json, name = 'web') => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});

/** Documents for the rules about the disruption of pods. */
export const DISRUPTION_DOCUMENTS: Documents = {
  'disruption-budget': {
    refused: [
      refused('spec.maxUnavailable', budget({ maxUnavailable: -1 })),
      refused('spec.maxUnavailable', budget({ maxUnavailable: '101%' })),
      refused('spec.minAvailable', budget({ minAvailable: '12.5%' })),
    ],
  },
  'disruption-daemonset': {
    hazards: [hazard('spec.maxUnavailable', `getExpectedScale in ${CONTROLLER}`, budget({ maxUnavailable: 1 }))],
  },
  'disruption-never': {
    hazards: [
      hazard('spec.maxUnavailable', `getExpectedPodCount in ${CONTROLLER}`, budget({ maxUnavailable: 0 })),
      hazard('spec.minAvailable', `getExpectedPodCount in ${CONTROLLER}`, deployment({ spec: { replicas: 2 } }), budget({ minAvailable: '51%' })),
    ],
  },
  'disruption-overlap': {
    hazards: [hazard('spec.selector', 'pkg/registry/core/pod/storage/eviction.go', budget({ maxUnavailable: 1 }), budget({ maxUnavailable: 1 }, 'other'))],
  },
};
