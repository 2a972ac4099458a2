import { deployment, service } from './builders';
import { hazard, refused, type Documents } from './table';

/** Documents for the rules about selectors. */
export const SELECTOR_DOCUMENTS: Documents = {
  'selector': {
    refused: [
      refused('spec.selector', deployment({ spec: { selector: { matchLabels: {} } } })),
      refused('spec.template.metadata.labels', deployment({ spec: { selector: { matchLabels: { app: 'api' } } } })),
    ],
    hazards: [hazard('spec.template.metadata.labels', 'this library', deployment())],
  },
  'selector-overlap': {
    hazards: [hazard(
      'spec.selector', 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
      deployment(), deployment({ metadata: { name: 'canary' } }), service(),
    )],
  },
};
