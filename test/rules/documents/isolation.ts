import type { Json } from './builders';
import { refused, type Documents } from './table';

/** A policy for the pods of `deployment()`. */
function networkPolicy(metadata: Json): Json {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] },
  };
}

/** Documents for the rules on network policies. */
export const ISOLATION_DOCUMENTS: Documents = {
  'network-policy-name': {
    refused: [
      refused('metadata.name', networkPolicy({ name: 'Worker' })),
      refused('metadata.name', networkPolicy({ name: 'a_b' })),
    ],
  },
};
